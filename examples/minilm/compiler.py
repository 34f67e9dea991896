"""From the TTIR program to the bytes of a Binary."""

from __future__ import annotations

from .model import build
from .weights import Config


def compile_encoder(config: Config, batch: int, length: int) -> bytes:
    """Compile the encoder for `batch` rows of `length` tokens.

    Raises:
        RuntimeError: the compiler refused the program; the message tells where and why.
    """
    from ttmlir.builder import TTBuilderCompileException, compile_ttir_module_to_flatbuffer

    try:
        contents = compile_ttir_module_to_flatbuffer(build(config, batch, length))
    except TTBuilderCompileException as error:
        raise RuntimeError(f"the model could not be compiled: {error}") from error
    assert isinstance(contents, bytes)
    return contents
