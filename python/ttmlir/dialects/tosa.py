"""The dialect tosa: The Tensor Operator Set Architecture."""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from typing import Any

from .. import ir as _ir
from .._attribute_builders import register_attribute_builder as _register_attribute_builder
from ._tosa_enum_gen import *
from ._tosa_ops_gen import *
from ._tosa_ops_gen import _Dialect


def _register_sizes(count: int) -> None:
    def build(sizes: Any, context: Any = None) -> Any:
        sizes = list(sizes)
        if len(sizes) != count:
            raise ValueError(f"expected {count} numbers, got {len(sizes)}: {sizes}")
        return _ir.DenseI64ArrayAttr.get(sizes, context=context)

    _register_attribute_builder(f"Tosa_IntArrayAttr{count}")(build)


for _count in (2, 3, 4, 6):
    _register_sizes(_count)
