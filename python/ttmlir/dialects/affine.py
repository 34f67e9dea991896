"""The dialect affine: Loops, branches and accesses whose bounds and indices are affine."""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .. import ir as _ir
from . import _affine_ops_gen as _gen
from . import arith as _arith  # its enumerations are attributes here
from ._affine_ops_gen import *
from ._affine_ops_gen import _Dialect
from ._ods_common import _cext
from ._ods_common import get_op_results_or_values as _values
from ._ods_common import register_array_builder as _register_array_builder

_register_array_builder("AtomicRMWKindAttrArray", "AtomicRMWKindAttr")


def _bound(name: str, bound: Any, operands: Any) -> tuple[Any, list[Any]]:
    """The map of a loop's bound and its operands, from a number, a value, or a map with operands."""
    values = list(_values(operands or []))
    if isinstance(bound, int):
        bound = _ir.AffineMap.get_constant(bound)
    elif isinstance(bound, (_ir.Value, _ir.OpView, _ir.Operation)):
        if values:
            raise ValueError(
                f"Either a concrete {name} bound or an AffineMap in combination with {name} bound operands, "
                "but not both, is supported."
            )
        values = list(_values([bound])) if isinstance(bound, _ir.Value) else list(bound.results)
        if len(values) != 1:
            raise ValueError(f"Only a single concrete value is supported for {name} bound.")
        bound = _ir.AffineMap.get_identity(1)
    if not isinstance(bound, _ir.AffineMap):
        raise ValueError(f"{name} bound must be int | ResultValueT | AffineMap.")
    if len(values) != bound.n_inputs:
        raise ValueError(
            f"Wrong number of {name} bound operands passed to AffineForOp; "
            f"Expected {bound.n_inputs}, got {len(values)}."
        )
    return bound, values


@_cext.register_operation(_Dialect, replace=True)
class AffineForOp(_gen.AffineForOp):
    """A loop with affine bounds, with an empty body.

    A bound is a number, a value of type index, or an AffineMap of the operands given for it. `iter_args` are the values
    that the loop carries, or an operation whose results they are. Raises ValueError where a bound is none of these, or
    has too few or too many operands.
    """

    def __init__(
        self,
        lower_bound: Any,
        upper_bound: Any,
        step: Any = None,
        iter_args: Any = None,
        *,
        lower_bound_operands: Any = None,
        upper_bound_operands: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        lower, lower_operands = _bound("lower", lower_bound, lower_bound_operands)
        upper, upper_operands = _bound("upper", upper_bound, upper_bound_operands)
        carried = list(_values(iter_args or []))
        types = [value.type for value in carried]
        super().__init__(
            types,
            lower_operands,
            upper_operands,
            carried,
            _ir.AffineMapAttr.get(lower),
            _ir.AffineMapAttr.get(upper),
            1 if step is None else step,
            loc=loc,
            ip=ip,
        )
        self.regions[0].blocks.append(_ir.IndexType.get(context=self.context), *types)

    @property
    def body(self) -> Any:
        """The block of the body."""
        return self.regions[0].blocks[0]

    @property
    def induction_variable(self) -> Any:
        """What counts, in the body."""
        return self.body.arguments[0]

    @property
    def inner_iter_args(self) -> Any:
        """The carried values, in the body; `inits` are those that the loop begins with."""
        return self.body.arguments[1:]


def for_(
    start: Any,
    stop: Any,
    step: Any = None,
    iter_args: Sequence[Any] | None = None,
    *,
    loc: Any = None,
    ip: Any = None,
) -> Iterator[Any]:
    """A loop that is written as one, whose body is run once, to make the operations.

    `for i in for_(0, 10): ...; yield_([])`. Bounds are as for `AffineForOp`. With `iter_args`, each turn gives the induction variable and the carried value,
    several as a tuple: `for i, sum in for_(0, 10, iter_args=[zero]): ...`.
    """
    loop = AffineForOp(start, stop, step, iter_args, loc=loc, ip=ip)
    carried = tuple(loop.inner_iter_args)
    with _ir.InsertionPoint(loop.body):
        if not carried:
            yield loop.induction_variable
        else:
            yield loop.induction_variable, carried[0] if len(carried) == 1 else carried


@_cext.register_operation(_Dialect, replace=True)
class AffineIfOp(_gen.AffineIfOp):
    """A branch on whether the operands are in an IntegerSet, with an empty block, and another one if `has_else`.

    Raises ValueError for too few or too many operands.
    """

    def __init__(
        self,
        cond: Any,
        results_: Sequence[Any] | None = None,
        *,
        cond_operands: Any = None,
        has_else: bool = False,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        operands = list(_values(cond_operands or []))
        if cond.n_inputs != len(operands):
            raise ValueError(f"expected {cond.n_inputs} condition operands, got {len(operands)}")
        super().__init__(list(results_ or []), operands, cond, loc=loc, ip=ip)
        self.regions[0].blocks.append()
        if has_else:
            self.regions[1].blocks.append()

    @property
    def then_block(self) -> Any:
        """The block that runs if the condition holds."""
        return self.regions[0].blocks[0]

    @property
    def else_block(self) -> Any:
        """The block that runs if the condition does not hold, or None."""
        blocks = self.regions[1].blocks
        return blocks[0] if len(blocks) else None
