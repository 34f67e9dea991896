"""What operands and shapes are, and the functions on modules."""

from . import builder_apis
from .builder import Operand, Shape
from .builder_apis import *  # noqa: F403

__all__ = ["Operand", "Shape", *builder_apis.__all__]
