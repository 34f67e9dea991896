"""The dialect scf: Loops and branches with regions."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .. import ir as _ir
from . import _scf_ops_gen as _gen
from ._ods_common import _cext
from ._ods_common import get_op_result_or_op_results as _result_or_results
from ._ods_common import get_op_results_or_values as _values
from ._ods_common import split_dynamic_and_static as _split
from ._scf_ops_gen import *
from ._scf_ops_gen import _Dialect
from .arith import constant as _constant


@_cext.register_operation(_Dialect, replace=True)
class ForOp(_gen.ForOp):
    """A counting loop, with an empty body.

    `iter_args` are the values that the loop carries, or an operation whose results they are.
    """

    def __init__(
        self,
        lower_bound: Any,
        upper_bound: Any,
        step: Any,
        iter_args: Any = None,
        *,
        unsigned_cmp: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        carried = _values(iter_args or [])
        types = [value.type for value in carried]
        super().__init__(types, lower_bound, upper_bound, step, carried, unsignedCmp=unsigned_cmp, loc=loc, ip=ip)
        self.regions[0].blocks.append(self.operands[0].type, *types)

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
        """The carried values, in the body; `initArgs` are those that the loop begins with."""
        return self.body.arguments[1:]


def for_(
    start: Any,
    stop: Any = None,
    step: Any = None,
    iter_args: Sequence[Any] | None = None,
    *,
    loc: Any = None,
    ip: Any = None,
) -> Iterator[Any]:
    """A loop that is written as one, whose body is run once, to make the operations.

    `for i in for_(0, 10, 1): ...; yield_([])`. Bounds are like those of `range`, numbers or values of type index. With `iter_args`, each turn gives the induction
    variable, the carried value (several as a tuple) and the loop's result (several as a list):
    `for i, sum, result in for_(0, 10, 1, [zero]): ...`. Raises ValueError for other numbers than integers.
    """
    if stop is None:
        start, stop = 0, start
    bounds = []
    for name, bound in (("start", start), ("stop", stop), ("step", 1 if step is None else step)):
        if isinstance(bound, float):
            raise ValueError(f"expected an integer or a value as {name}, got {bound}")
        bounds.append(_constant(_ir.IndexType.get(), bound) if isinstance(bound, int) else bound)
    loop = ForOp(*bounds, iter_args, loc=loc, ip=ip)
    carried = tuple(loop.inner_iter_args)
    with _ir.InsertionPoint(loop.body):
        if not carried:
            yield loop.induction_variable
        elif len(carried) == 1:
            yield loop.induction_variable, carried[0], loop.results[0]
        else:
            yield loop.induction_variable, carried, loop.results


@_cext.register_operation(_Dialect, replace=True)
class InParallelOp(_gen.InParallelOp):
    """The end of a `forall`, with an empty block for what its threads insert into shared tensors."""

    def __init__(self, loc: Any = None, ip: Any = None) -> None:
        super().__init__(loc=loc, ip=ip)
        self.region.blocks.append()

    @property
    def block(self) -> Any:
        """The block."""
        return self.region.blocks[0]


@_cext.register_operation(_Dialect, replace=True)
class ForallOp(_gen.ForallOp):
    """A loop of any number of dimensions whose turns run in any order, with an empty body.

    Bounds and steps are numbers or values, as many of each; `shared_outs` are the tensors that the turns insert into, or
    an operation whose results they are. Raises ValueError where the numbers differ.
    """

    def __init__(
        self,
        lower_bounds: Sequence[Any],
        upper_bounds: Sequence[Any],
        steps: Sequence[Any],
        shared_outs: Any = None,
        *,
        mapping: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        if not len(lower_bounds) == len(upper_bounds) == len(steps):
            raise ValueError(
                "expected as many lower bounds, upper bounds and steps, "
                f"got {len(lower_bounds)}, {len(upper_bounds)} and {len(steps)}"
            )
        shared = _values(shared_outs or [])
        types = [value.type for value in shared]
        dynamic, static = zip(*(_split(bounds) for bounds in (lower_bounds, upper_bounds, steps)), strict=True)
        super().__init__(types, *dynamic, *static, shared, mapping=mapping, loc=loc, ip=ip)
        index = _ir.IndexType.get(context=self.context)
        self.regions[0].blocks.append(*[index] * len(steps), *types)

    @property
    def body(self) -> Any:
        """The block of the body."""
        return self.regions[0].blocks[0]

    @property
    def rank(self) -> int:
        """The number of dimensions."""
        return len(self.staticLowerBound)

    @property
    def induction_variables(self) -> Any:
        """What counts, in the body: one for each dimension."""
        return self.body.arguments[: self.rank]

    @property
    def inner_iter_args(self) -> Any:
        """The shared tensors, in the body; `outputs` are those that the loop begins with."""
        return self.body.arguments[self.rank :]

    def terminator(self) -> Any:
        """The InParallelOp at the end of the body, which is made if it is not there."""
        operations = self.body.operations
        last = operations[len(operations) - 1] if len(operations) else None
        if isinstance(last, InParallelOp):
            return last
        with _ir.InsertionPoint(self.body):
            return InParallelOp()


@_cext.register_operation(_Dialect, replace=True)
class IfOp(_gen.IfOp):
    """A branch, with an empty block, and with another one if `has_else` (or `hasElse`, as older programs say)."""

    def __init__(
        self,
        cond: Any,
        results_: Sequence[Any] | None = None,
        *,
        has_else: bool = False,
        hasElse: bool = False,  # noqa: N803
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(list(results_ or []), cond, loc=loc, ip=ip)
        self.regions[0].blocks.append()
        if has_else or hasElse:
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


def if_(condition: Any, results_: Any = None, *, has_else: bool = False, loc: Any = None, ip: Any = None) -> Any:
    """An `IfOp`. Results and condition may change places, as they stand in the definition."""
    if isinstance(results_, (_ir.Value, _ir.OpView, _ir.Operation)):
        condition, results_ = results_, condition
    return IfOp(condition, results_, has_else=has_else, loc=loc, ip=ip)


@_cext.register_operation(_Dialect, replace=True)
class IndexSwitchOp(_gen.IndexSwitchOp):
    """A branch by a number, with an empty block for each of `cases` and for all other numbers.

    `case_body_builder(op, index, case)` and `default_body_builder(op)` are called with the insertion point in the block.
    """

    def __init__(
        self,
        results: Sequence[Any],
        arg: Any,
        cases: Any,
        case_body_builder: Callable[[Any, int, int], Any] | None = None,
        default_body_builder: Callable[[Any], Any] | None = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        numbers = list(cases)
        super().__init__(results, arg, _ir.DenseI64ArrayAttr.get(numbers), len(numbers), loc=loc, ip=ip)
        for region in self.regions:
            region.blocks.append()
        if default_body_builder is not None:
            with _ir.InsertionPoint(self.default_block):
                default_body_builder(self)
        if case_body_builder is not None:
            for index, case in enumerate(numbers):
                with _ir.InsertionPoint(self.case_block(index)):
                    case_body_builder(self, index, case)

    @property
    def default_region(self) -> Any:
        """The region for all other numbers."""
        return self.regions[0]

    @property
    def default_block(self) -> Any:
        """The block for all other numbers."""
        return self.default_region.blocks[0]

    @property
    def case_regions(self) -> Any:
        """The regions of the cases."""
        return self.regions[1:]

    def case_region(self, index: int) -> Any:
        """The region of the case at a position."""
        return self.case_regions[index]

    @property
    def case_blocks(self) -> list[Any]:
        """The blocks of the cases."""
        return [region.blocks[0] for region in self.case_regions]

    def case_block(self, index: int) -> Any:
        """The block of the case at a position."""
        return self.case_region(index).blocks[0]


def index_switch(
    results: Sequence[Any],
    arg: Any,
    cases: Any,
    case_body_builder: Callable[[Any, int, int], Any] | None = None,
    default_body_builder: Callable[[Any], Any] | None = None,
    loc: Any = None,
    ip: Any = None,
) -> Any:
    """The result of an `IndexSwitchOp`, the list of several, or the operation where it has none."""
    return _result_or_results(
        IndexSwitchOp(results, arg, cases, case_body_builder, default_body_builder, loc=loc, ip=ip)
    )
