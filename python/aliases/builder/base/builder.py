"""The class of which builders derive, and what operands and shapes are."""

from collections.abc import Sequence
from typing import TypeAlias

from ttmlir.builder import Builder
from ttmlir.ir import Value as Operand

Shape: TypeAlias = Sequence[int]

__all__ = ["Builder", "Operand", "Shape"]
