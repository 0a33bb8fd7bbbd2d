"""The files of the small networks beside the encoder's, as extract/internal/perceptron reads them."""
import numpy as np


def write(path, name, sizes, layers):
    """A line with the network's name and sizes, then each layer's biases, zeros where it has none, and its weights, those of an input side by side."""
    with open(path, "wb") as f:
        f.write(f"hearsay {name} 1 {' '.join(map(str, sizes))}\n".encode())
        for layer in layers:
            bias = layer.bias.detach().numpy() if layer.bias is not None else np.zeros(layer.out_features)
            f.write(bias.astype("<f4").tobytes())
            f.write(layer.weight.detach().numpy().T.astype("<f4").tobytes(order="C"))
