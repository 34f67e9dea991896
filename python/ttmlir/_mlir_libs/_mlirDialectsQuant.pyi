# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""The dialect quant: its types"""

from collections.abc import Sequence
from typing import Any

import ttmlir._mlir_libs._mlir.ir
import ttmlir.ir

class QuantizedType(ttmlir._mlir_libs._mlir.ir.Type):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def default_minimum_for_integer(is_signed: bool, integral_width: int) -> int:
        """The smallest value that is stored in so many bits."""

    @staticmethod
    def default_maximum_for_integer(is_signed: bool, integral_width: int) -> int:
        """The largest value that is stored in so many bits."""

    @property
    def expressed_type(self) -> ttmlir.ir.Type: ...
    @property
    def flags(self) -> int: ...
    @property
    def is_signed(self) -> bool: ...
    @property
    def storage_type(self) -> ttmlir.ir.Type: ...
    @property
    def storage_type_min(self) -> int: ...
    @property
    def storage_type_max(self) -> int: ...
    @property
    def storage_type_integral_width(self) -> int: ...
    @property
    def quantized_element_type(self) -> ttmlir.ir.Type: ...
    def is_compatible_expressed_type(self, candidate: ttmlir.ir.Type) -> bool:
        """Whether `candidate`, or its elements, are of the type that this one approximates."""

    def cast_from_storage_type(self, candidate: ttmlir.ir.Type) -> ttmlir.ir.Type: ...
    @staticmethod
    def cast_to_storage_type(type: ttmlir.ir.Type) -> ttmlir.ir.Type: ...
    def cast_from_expressed_type(self, candidate: ttmlir.ir.Type) -> ttmlir.ir.Type: ...
    @staticmethod
    def cast_to_expressed_type(type: ttmlir.ir.Type) -> ttmlir.ir.Type: ...
    def cast_expressed_to_storage_type(self, candidate: ttmlir.ir.Type) -> ttmlir.ir.Type: ...
    FLAG_SIGNED: int = 1

class AnyQuantizedType(QuantizedType):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def get_static_typeid() -> ttmlir.ir.TypeID: ...
    @classmethod
    def get(
        cls,
        flags: int,
        storage_type: ttmlir.ir.Type,
        expressed_type: ttmlir.ir.Type,
        storage_type_min: int,
        storage_type_max: int,
    ) -> Any:
        """Raises ValueError where the parameters do not go together."""

class UniformQuantizedType(QuantizedType):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def get_static_typeid() -> ttmlir.ir.TypeID: ...
    @classmethod
    def get(
        cls,
        flags: int,
        storage_type: ttmlir.ir.Type,
        expressed_type: ttmlir.ir.Type,
        scale: float,
        zero_point: int,
        storage_type_min: int,
        storage_type_max: int,
    ) -> Any:
        """Raises ValueError where the parameters do not go together."""

    @property
    def scale(self) -> float: ...
    @property
    def zero_point(self) -> int: ...
    @property
    def is_fixed_point(self) -> bool: ...

class UniformQuantizedPerAxisType(QuantizedType):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def get_static_typeid() -> ttmlir.ir.TypeID: ...
    @classmethod
    def get(
        cls,
        flags: int,
        storage_type: ttmlir.ir.Type,
        expressed_type: ttmlir.ir.Type,
        scales: Sequence[float],
        zero_points: Sequence[int],
        quantized_dimension: int,
        storage_type_min: int,
        storage_type_max: int,
    ) -> Any:
        """Raises ValueError where the parameters do not go together."""

    @property
    def scales(self) -> list[float]: ...
    @property
    def zero_points(self) -> list[int]: ...
    @property
    def quantized_dimension(self) -> int: ...
    @property
    def is_fixed_point(self) -> bool: ...

class UniformQuantizedSubChannelType(QuantizedType):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def get_static_typeid() -> ttmlir.ir.TypeID: ...
    @classmethod
    def get(
        cls,
        flags: int,
        storage_type: ttmlir.ir.Type,
        expressed_type: ttmlir.ir.Type,
        scales: ttmlir.ir.Attribute,
        zero_points: ttmlir.ir.Attribute,
        quantized_dimensions: Sequence[int],
        block_sizes: Sequence[int],
        storage_type_min: int,
        storage_type_max: int,
    ) -> Any:
        """Raises ValueError where the parameters do not go together."""

    @property
    def quantized_dimensions(self) -> list[int]: ...
    @property
    def block_sizes(self) -> list[int]: ...
    @property
    def scales(self) -> ttmlir.ir.Attribute: ...
    @property
    def zero_points(self) -> ttmlir.ir.Attribute: ...

class CalibratedQuantizedType(QuantizedType):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def get_static_typeid() -> ttmlir.ir.TypeID: ...
    @classmethod
    def get(cls, expressed_type: ttmlir.ir.Type, min: float, max: float) -> Any:
        """Raises ValueError where the parameters do not go together."""

    @property
    def min(self) -> float: ...
    @property
    def max(self) -> float: ...
