"""Running Binaries, and what can go wrong."""

from golden import get_atol_rtol_pcc
from ttmlir.builder import (
    TTBuilderCompileException,
    TTBuilderGoldenException,
    TTBuilderRuntimeException,
    execute_fb,
)

__all__ = [
    "TTBuilderCompileException",
    "TTBuilderGoldenException",
    "TTBuilderRuntimeException",
    "execute_fb",
    "get_atol_rtol_pcc",
]
