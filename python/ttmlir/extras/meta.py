"""Operations whose bodies are Python functions, by decorators.

`region_op` makes the decorator from an operation's class; `tensor.generate`, `linalg.generic` and `builtin.module` are
made with it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from .. import ir
from ..dialects._ods_common import get_op_result_or_op_results


def _argument_types(body: Callable[..., Any]) -> list[Any]:
    """The types that annotate the arguments of `body`; raises ValueError where one is missing or no type of MLIR."""
    signature = inspect.signature(body, eval_str=True)
    types = [parameter.annotation for parameter in signature.parameters.values()]
    if not all(isinstance(annotation, ir.Type) for annotation in types):
        raise ValueError(
            f"expected each argument of {body.__name__}{signature} to be annotated with its type, an ir.Type"
        )
    return types


def _fill(op: Any, region: Any, body: Callable[..., Any], terminator: Callable[..., Any] | None) -> Any:
    if len(region.blocks) == 0:
        region.blocks.append(*_argument_types(body))
    with ir.InsertionPoint(region.blocks[0]):
        returned = body(*region.blocks[0].arguments)
    if terminator is not None:
        # The body may have added blocks: it ends in the last.
        with ir.InsertionPoint(list(region.blocks)[-1]):
            if returned is None:
                values = []
            elif isinstance(returned, (tuple, list)):
                values = list(returned)
            else:
                values = [returned]
            terminator(values)
    return get_op_result_or_op_results(op)


def op_region_builder(
    op: Any, op_region: Any, terminator: Callable[..., Any] | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """A decorator that makes the body of `op_region` from a function, as `region_op` says."""
    return lambda body: _fill(op, op_region, body, terminator)


def region_op(op_constructor: Callable[..., Any], terminator: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """A function for an operation's class that is used as a decorator.

    It is called with the arguments of `op_constructor`, or without any, and decorates a Python function, which is
    called once to make the body: with the arguments of its block, whose types annotate those of the function where the
    class makes no block. What the function returns goes to `terminator`, as a list. The name of the function becomes
    the operation's result, the list of several, or the operation where it has none.

    An insertion point and a location must be current. Raises ValueError for an argument without a type.
    """

    @functools.wraps(op_constructor, updated=())
    def decorate(*args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and inspect.isfunction(args[0]):
            op = op_constructor()
            return _fill(op, op.regions[0], args[0], terminator)
        op = op_constructor(*args, **kwargs)
        return op_region_builder(op, op.regions[0], terminator)

    return decorate
