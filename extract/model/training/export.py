"""Writes the model file: magic, version, JSON header, tensors, SHA-256."""
import hashlib
import json
import struct

import numpy as np
import torch

import labels
import quantize

MAGIC, VERSION, ALIGN = b"hearsay model\n", 1, 64
BASE = "intfloat/e5-small-v2 (MIT)"  # of base.py


def tensors(net, vocabulary):
    """Name -> (dtype, array) in the file's order."""
    out = {"vocab": ("bytes", np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8))}
    plain = lambda name, t: out.__setitem__(name, ("f32", t.detach().float().contiguous().numpy().astype("<f4")))

    def quantized(name, weight, scale):
        q, s = quantize.weights(weight.detach())
        out[name] = ("i8", q.numpy())
        plain(scale, s[:, 0])

    def dense(name, linear):
        quantized(name + ".weight", linear.weight, name + ".scale")
        plain(name + ".bias", linear.bias)

    def norm(name, module):
        plain(name + ".weight", module.weight)
        plain(name + ".bias", module.bias)

    quantized("embed.word", net.word.weight, "embed.word.scale")
    plain("embed.position", net.position.weight)
    plain("embed.type", net.token_type)
    for name in ("case", "quote", "start"):
        plain("embed." + name, getattr(net, name).weight)
    norm("embed.norm", net.norm)
    for i, layer in enumerate(net.layers):
        for name in ("qkv", "out", "up", "down"):
            dense(f"layer.{i}.{name}", getattr(layer, name))
        norm(f"layer.{i}.norm1", layer.norm1)
        norm(f"layer.{i}.norm2", layer.norm2)
    dense("label.attribution", net.attribution)
    dense("label.mention", net.mention)
    start, transition = net.crf()
    plain("crf.start", start)
    plain("crf.transition", transition)
    dense("link.query", net.query)
    dense("link.key", net.key)
    plain("link.none.weight", net.none.weight)
    plain("link.none.bias", net.none.bias)
    plain("link.distance", net.distance)
    return out


def encode(net, vocabulary, provenance, name="english"):
    """The bytes of the model file."""
    payload, entries = bytearray(), {}
    for key, (dtype, array) in tensors(net, vocabulary).items():
        payload += b"\0" * (-len(payload) % ALIGN)
        entries[key] = {"dtype": dtype, "shape": list(array.shape), "offset": len(payload)}
        payload += array.tobytes()
    header = {
        "name": name,
        "version": VERSION,
        "config": {**net.size, "window": 126, "overlap": 32},
        "labels": {"attribution": labels.ATTRIBUTION, "mention": labels.MENTION},
        "links": labels.LINKS,
        "vocab": "vocab",
        "tensors": entries,
        "provenance": provenance,
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    data = MAGIC + struct.pack("<II", VERSION, len(text)) + text
    data += b"\0" * (-len(data) % ALIGN) + bytes(payload)
    return data + hashlib.sha256(data).digest()


def write(net, base, path, provenance):
    """Writes the model file of a network trained from the base in that folder."""
    vocabulary = (base / "vocab.txt").read_text(encoding="utf-8").split("\n")[: net.size["pieces"]]
    about = {"base": BASE, "corpora": ["PolNeAR train", "GUM train (CC BY, CC BY-SA and public domain genres)", "marked train", "Worldwide train"]}
    with open(path, "wb") as f:
        f.write(encode(net, vocabulary, about | provenance))


def decode(data):
    """(header, name -> array) of a model file's bytes; raises ValueError for what is none."""
    if not data.startswith(MAGIC) or hashlib.sha256(data[:-32]).digest() != data[-32:]:
        raise ValueError("no model file, or a damaged one")
    version, size = struct.unpack_from("<II", data, len(MAGIC))
    if version != VERSION:
        raise ValueError(f"model file of format {version}")
    begin = len(MAGIC) + 8
    header = json.loads(data[begin : begin + size])
    base = begin + size + -(begin + size) % ALIGN
    arrays = {}
    for name, t in header["tensors"].items():
        kind = {"f32": "<f4", "i8": "i1", "bytes": "u1"}[t["dtype"]]
        arrays[name] = np.frombuffer(data, kind, int(np.prod(t["shape"])), base + t["offset"]).reshape(t["shape"])
    return header, arrays


def provenance(path):
    """What a model file says of the runs that made it."""
    with open(path, "rb") as f:
        return decode(f.read())[0]["provenance"]


def read(path):
    """The network of a model file, its int8 weights as the floats that they stand for."""
    import network

    with open(path, "rb") as f:
        header, arrays = decode(f.read())
    net = network.Network({k: header["config"][k] for k in network.SIZE})
    get = lambda name: torch.from_numpy(arrays[name].astype("f4"))

    def dense(name, linear):
        linear.weight.copy_(get(name + ".weight") * get(name + ".scale")[:, None])
        linear.bias.copy_(get(name + ".bias"))

    def norm(name, module):
        module.weight.copy_(get(name + ".weight"))
        module.bias.copy_(get(name + ".bias"))

    with torch.no_grad():
        net.word.weight.copy_(get("embed.word") * get("embed.word.scale")[:, None])
        net.token_type.copy_(get("embed.type"))
        for name in ("position", "case", "quote", "start"):
            getattr(net, name).weight.copy_(get("embed." + name))
        norm("embed.norm", net.norm)
        for i, layer in enumerate(net.layers):
            for name in ("qkv", "out", "up", "down"):
                dense(f"layer.{i}.{name}", getattr(layer, name))
            norm(f"layer.{i}.norm1", layer.norm1)
            norm(f"layer.{i}.norm2", layer.norm2)
        dense("label.attribution", net.attribution)
        dense("label.mention", net.mention)
        dense("link.query", net.query)
        dense("link.key", net.key)
        net.none.weight.copy_(get("link.none.weight"))
        net.none.bias.copy_(get("link.none.bias"))
        net.distance.copy_(get("link.distance"))
        net.crf_start.copy_(get("crf.start"))  # the impossible ones stay so: they are lowered once more
        net.crf_transition.copy_(get("crf.transition"))
    return net.eval()
