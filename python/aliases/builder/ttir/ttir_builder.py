"""The builder of TTIR modules."""

from ttmlir.builder import TTIRBuilder

__all__ = ["TTIRBuilder"]
