"""What the field's programs call on classes of ttcore, and their definitions do not say.

Their members are added to the generated classes of the same names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._mlir_libs import _ttmlir  # type: ignore[attr-defined]
from .._mlir_libs._mlir import ir
from ._ttcore_enum_gen import Arch


class DeviceAttr:
    """A device made from a system description."""

    worker_grid: Any

    @staticmethod
    def _field_arguments(*arguments: Any) -> Sequence[Any]:
        """After a context, the field passes the worker grid as its shape and two maps, and no grid of the DRAM."""
        if len(arguments) == 8:
            from .ttcore import GridAttr

            shape, virt_to_physical_map, physical_to_virt_map, *rest = arguments
            return GridAttr.get(shape, virt_to_physical_map, physical_to_virt_map), None, *rest
        return arguments

    @staticmethod
    def from_system_desc(*arguments: Any, mesh_shape: Sequence[int] = ()) -> Any:
        """`from_system_desc(system_desc, mesh_shape=())`: the device made of the first chips of a system.

        They are laid out as a mesh of this shape; without dimensions, it is a single chip. A context may be passed
        first. Raises MLIRError where the system has fewer chips.
        """
        if arguments and isinstance(arguments[0], ir._BaseContext):
            arguments = arguments[1:]
        system_desc, *rest = arguments
        return _ttmlir.device_from_system_desc(system_desc, list(rest[0] if rest else mesh_shape))

    @property
    def grid_attr(self) -> Any:
        """The grid of worker cores."""
        return self.worker_grid

    @staticmethod
    def unwrap(attribute: ir.Attribute) -> Any:
        """The attribute as a DeviceAttr; ValueError where it is of another class."""
        from .ttcore import DeviceAttr as Generated

        return Generated(attribute)


class MetalLayoutAttr:
    """A layout found in a type."""

    @staticmethod
    def getLayout(type: ir.Type) -> Any:  # noqa: N802  (the field's name)
        """The layout of a tensor type, or None where it has none."""
        from .ttcore import MetalLayoutAttr as Generated

        encoding = type.encoding if isinstance(type, ir.RankedTensorType) else None
        return Generated(encoding) if encoding is not None and Generated.isinstance(encoding) else None


class SystemDescAttr:
    """The description of a system that compiles without one use."""

    @staticmethod
    def get_default(
        context: ir.Context | None = None, arch: Arch = Arch.WormholeB0, mesh_shape: Sequence[int] = ()
    ) -> Any:
        """Describes chips of an architecture: as many as a mesh of this shape has, one if it has no dimensions."""
        return _ttmlir.default_system_desc(int(arch), list(mesh_shape), context)


class TileType:
    """A tile by its height and width."""

    @staticmethod
    def _field_arguments(*arguments: Any) -> Sequence[Any]:
        """After a context, the field passes height, width and data type."""
        if len(arguments) == 3:
            height, width, data_type = arguments
            return [height, width], data_type
        return arguments
