"""The int8 arithmetic of the Go encoder, simulated in floats."""
import copy

import torch
import torch.nn as nn
import torch.nn.functional as F

ACTIVATION, WEIGHT = 63, 127  # the largest quantized value of each


def weights(w):
    """(int8 values, a scale a row) of a matrix."""
    scale = w.abs().amax(1, keepdim=True).clamp(min=1e-12) / WEIGHT
    return (w / scale).round().clamp(-WEIGHT, WEIGHT).to(torch.int8), scale


class Dense(nn.Module):
    """A dense layer with int8 weights and activations of 7 bits, each with a scale a row."""

    def __init__(self, linear):
        super().__init__()
        q, self.scale = weights(linear.weight.data)
        self.q, self.bias = q.float(), linear.bias.data

    def forward(self, x):
        s = x.abs().amax(-1, keepdim=True) / ACTIVATION
        q = (x / s.clamp(min=1e-30)).round()
        return F.linear(q, self.q) * (s * self.scale[:, 0]) + self.bias


def simulate(net):
    """A copy of the network that computes as the Go encoder does, but for the order of float sums."""
    net = copy.deepcopy(net).eval()
    for layer in net.layers:
        for name in ("qkv", "out", "up", "down"):
            setattr(layer, name, Dense(getattr(layer, name)))
    for name in ("attribution", "mention", "query", "key"):
        setattr(net, name, Dense(getattr(net, name)))
    q, scale = weights(net.word.weight.data)
    net.word.weight.data = q.float() * scale
    return net


def imitate(net):
    """Makes the network compute with quantized weights and activations while it is trained; gradients pass the roundings by."""

    def rounded(x, steps):
        scale = x.detach().abs().amax(-1, keepdim=True).clamp(min=1e-12) / steps
        return x + ((x.detach() / scale).round() * scale - x.detach())

    layers = [getattr(layer, name) for layer in net.layers for name in ("qkv", "out", "up", "down")]
    for linear in layers + [net.attribution, net.mention, net.query, net.key]:
        linear.forward = lambda x, linear=linear: F.linear(rounded(x, ACTIVATION), rounded(linear.weight, WEIGHT), linear.bias)
