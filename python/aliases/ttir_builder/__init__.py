"""The package `ttmlir.builder` by the name that it had in the field before."""

import ttmlir.builder
from builder.base.builder import Operand, Shape
from ttmlir.builder import *  # noqa: F403

__all__ = ["Operand", "Shape", *ttmlir.builder.__all__]
