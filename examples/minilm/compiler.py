"""From the TTIR program to the bytes of a Binary."""

from __future__ import annotations

from .model import build
from .weights import Config

PIPELINE = "builtin.module(ttir-to-ttnn-backend-pipeline)"


def compile_encoder(config: Config, batch: int, length: int) -> bytes:
    """Compile the encoder for `batch` rows of `length` tokens.

    Raises:
        RuntimeError: the compiler refused the program; the message tells where and why.
    """
    from ttmlir.passes import ttnn_to_flatbuffer_bytes
    from ttmlir.passmanager import PassManager

    module = build(config, batch, length)
    with module.context:
        PassManager.parse(PIPELINE).run(module.operation)
        contents: bytes = ttnn_to_flatbuffer_bytes(module)
    return contents
