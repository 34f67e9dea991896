"""Operations of the dialect transform: matching, tiling, fusing, padding and vectorizing structured operations.

Types of results may be left out. Sizes are numbers, handles of parameters or operations, or an attribute of all.
"""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import ir as _ir
from ..._mlir_libs._mlirDialectsTransform import AnyOpType as _AnyOpType
from .. import _structured_transform_ops_gen as _gen
from .. import linalg as _linalg  # its enumerations are attributes here
from .._ods_common import _cext
from .._ods_common import get_op_result_or_value as _value
from .._ods_common import register_array_builder as _register_array_builder
from .._ods_common import split_dynamic_and_static as _split
from .._ods_common import split_mixed as _split_mixed
from .._ods_common import split_scalable as _split_scalable
from .._structured_transform_enum_gen import *
from .._structured_transform_ops_gen import *
from .._structured_transform_ops_gen import _Dialect
from ._handles import split_types as _split_types
from ._handles import with_optional_types as _with_optional_types

_register = _cext.register_operation(_Dialect, replace=True)

for _name in (
    "ConvertConv2DToImg2ColOp",
    "DecomposeInterfaceOp",
    "DecomposeOp",
    "DecomposeWinogradOp",
    "FlattenElementwiseLinalgOp",
    "FuseIntoContainingOp",
    "GeneralizeOp",
    "HoistPadBuildPackingLoopNestOp",
    "HoistPadOp",
    "HoistRedundantVectorBroadcastsOp",
    "HoistRedundantVectorTransfersOp",
    "InsertSliceToCopyOp",
    "InterchangeOp",
    "LinalgCopyToMemrefOp",
    "MapCopyToThreadsOp",
    "PromoteOp",
    "RewriteInDestinationPassingStyleOp",
    "ScalarizeOp",
    "SpecializeOp",
    "SplitReductionOp",
    "TransposeConv2DOp",
    "TransposeMatmulOp",
    "VectorizeChildrenAndApplyPatternsOp",
    "WinogradConv2DOp",
):
    globals()[_name] = _with_optional_types(getattr(_gen, _name), _register)


_register_array_builder("I64ArrayAttrArray", "I64ArrayAttr")


@_register
class BufferizeToAllocationOp(_gen.BufferizeToAllocationOp):
    """Gives the target a buffer of its own; `memory_space` is a number, the text of an attribute, or an attribute."""

    def __init__(self, target: Any, *, memory_space: Any = None, **keywords: Any) -> None:
        if isinstance(memory_space, (int, str)):
            memory_space = _ir.Attribute.parse(str(memory_space))
        super().__init__(_value(target), memory_space=memory_space, **keywords)


@_register
class MatchOp(_gen.MatchOp):
    """The operations in the target with the given names, interface, attributes or types."""

    @classmethod
    def match_op_names(cls, *arguments: Any, loc: Any = None, ip: Any = None) -> MatchOp:
        """`match_op_names([result_type], target, names)`: those with one of the names, or with one given as a string."""
        result_type, target, names = _split_types(arguments, 1, "MatchOp")
        names = [names] if isinstance(names, str) else names
        attribute = _ir.ArrayAttr.get([_ir.StringAttr.get(name) for name in names])
        return cls(result_type, _value(target), ops=attribute, loc=loc, ip=ip)


@_register
class MultiTileSizesOp(_gen.MultiTileSizesOp):
    """Two sizes of tiles that cover a dimension together, and how far the first reaches; all of one type."""

    def __init__(
        self,
        result_type: Any,
        target: Any,
        *,
        dimension: Any,
        target_size: Any,
        divisor: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(
            result_type,
            result_type,
            result_type,
            _value(target),
            dimension,
            target_size,
            divisor=divisor,
            loc=loc,
            ip=ip,
        )


@_register
class PadOp(_gen.PadOp):
    """Pads the operands of the target to multiples of the sizes `pad_to_multiple_of`."""

    def __init__(self, *arguments: Any, pad_to_multiple_of: Any = None, **keywords: Any) -> None:
        dynamic: list[Any] = []
        if pad_to_multiple_of is not None:
            dynamic, static = _split(pad_to_multiple_of)
            keywords["static_pad_to_multiple_of"] = static
        super().__init__(*_split_types(arguments, 3, "PadOp"), dynamic, **keywords)


@_register
class SplitOp(_gen.SplitOp):
    """Splits the target along a dimension, after `chunk_sizes`: a number or a handle."""

    def __init__(
        self,
        target: Any,
        dimension: Any,
        chunk_sizes: Any,
        *,
        multiway: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        target = _value(target)
        dynamic, (size,) = _split([chunk_sizes])
        super().__init__(
            target.type,
            target,
            dimension,
            size,
            dynamic_chunk_sizes=dynamic[0] if dynamic else None,
            multiway=multiway,
            loc=loc,
            ip=ip,
        )


def _loops_and_target(arguments: tuple[Any, ...], count: int, name: str) -> tuple[list[Any], Any]:
    """Types of `count` handles of loops, and the target, from `([type or types], target)`."""
    if len(arguments) == 1:
        return [_AnyOpType.get()] * count, _value(arguments[0])
    if len(arguments) != 2:
        raise TypeError(f"expected {name}([loop types], target), got {len(arguments)} arguments")
    types, target = arguments
    return [types] * count if isinstance(types, _ir.Type) else list(types), _value(target)


@_register
class FuseOp(_gen.FuseOp):
    """`FuseOp([loop types], target, ...)`: tiles the target and fuses what its operands come from.

    A type of loops stands for those of all. There is a loop for each size of a tile but 0, or one with `use_forall`.
    """

    def __init__(
        self,
        *arguments: Any,
        tile_sizes: Any = None,
        tile_interchange: Any = None,
        apply_cleanup: bool = False,
        use_forall: bool = False,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        dynamic_sizes, sizes = _split(tile_sizes or [])
        dynamic_interchange, interchange = _split(tile_interchange or [])
        count = 1 if use_forall else sum(size != 0 for size in sizes)
        loops, target = _loops_and_target(arguments, count, "FuseOp")
        super().__init__(
            target.type,
            loops,
            target,
            dynamic_sizes,
            dynamic_interchange,
            static_tile_sizes=sizes,
            static_tile_interchange=interchange,
            apply_cleanup=apply_cleanup,
            use_forall=use_forall,
            loc=loc,
            ip=ip,
        )


@_register
class TileUsingForOp(_gen.TileUsingForOp):
    """`TileUsingForOp([loop types], target, sizes=[...])`: tiles the target with a loop for each size but 0.

    A type of loops stands for those of all; a size in a list of one is scalable.
    """

    def __init__(
        self, *arguments: Any, sizes: Any = None, interchange: Any = None, loc: Any = None, ip: Any = None
    ) -> None:
        dynamic, static, scalable = _split_scalable(sizes or [])
        loops, target = _loops_and_target(arguments, sum(size != 0 for size in static), "TileUsingForOp")
        super().__init__(
            target.type,
            loops,
            target,
            dynamic,
            static_sizes=static,
            interchange=interchange,
            scalable_sizes=scalable,
            loc=loc,
            ip=ip,
        )


@_register
class TileUsingForallOp(_gen.TileUsingForallOp):
    """`TileUsingForallOp([loops type, tiled op's type], target, ...)`: tiles the target with a parallel loop.

    Give `num_threads` or `tile_sizes`, or one handle for all of either.
    """

    def __init__(
        self,
        *arguments: Any,
        num_threads: Any = None,
        tile_sizes: Any = None,
        mapping: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        *types, target = _split_types(arguments, 2, "TileUsingForallOp")
        threads, packed_threads, static_threads = _split_mixed(num_threads)
        sizes, packed_sizes, static_sizes = _split_mixed(tile_sizes)
        super().__init__(
            *types,
            _value(target),
            threads,
            sizes,
            packed_num_threads=packed_threads,
            packed_tile_sizes=packed_sizes,
            static_num_threads=static_threads,
            static_tile_sizes=static_sizes,
            mapping=mapping,
            loc=loc,
            ip=ip,
        )


@_register
class VectorizeOp(_gen.VectorizeOp):
    """Makes vectors of the sizes `vector_sizes` of the target; a size in a list of one is scalable.

    Static and scalable sizes may be given apart, then both; raises TypeError for one of them.
    """

    def __init__(
        self,
        target: Any,
        vector_sizes: Any = None,
        *,
        scalable_sizes: Any = None,
        static_vector_sizes: Any = None,
        **keywords: Any,
    ) -> None:
        if (scalable_sizes is None) != (static_vector_sizes is None):
            raise TypeError("expected both scalable_sizes and static_vector_sizes, or all in vector_sizes")
        dynamic: Sequence[Any] = vector_sizes or []
        if scalable_sizes is None and vector_sizes is not None:
            dynamic, static_vector_sizes, scalable_sizes = _split_scalable(vector_sizes)
        super().__init__(
            _value(target),
            dynamic,
            static_vector_sizes=static_vector_sizes,
            scalable_sizes=scalable_sizes,
            **keywords,
        )
