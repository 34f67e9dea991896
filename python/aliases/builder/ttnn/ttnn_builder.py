"""The builder of TTNN modules."""

from ttmlir.builder import TTNNBuilder

__all__ = ["TTNNBuilder"]
