"""What classes of transform operations share: types of handles that may be left out, and the parts of a body."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from ... import ir
from ..._mlir_libs._mlirDialectsTransform import AnyOpType

# The operands that constructors of operations take first, after the types of results.
_FIRST_OPERANDS = ("target", "alloca", "producer_op")


def split_types(arguments: tuple[Any, ...], count: int, name: str) -> list[Any]:
    """Puts `count` types of handles of any operation before arguments of the class `name` that begin with none.

    Raises TypeError where they begin with some types, but fewer than `count`.
    """
    types = [argument for argument in arguments[:count] if isinstance(argument, ir.Type)]
    if not types:
        return [*[AnyOpType.get()] * count, *arguments]
    if len(types) != count:
        raise TypeError(f"expected all {count} types of the results of {name} or none, got {len(types)}")
    return list(arguments)


def with_optional_types(cls: Any, register: Callable[[Any], Any]) -> Any:
    """The class of an operation, whose constructor may be given no types of results: they are any operation's then."""
    names = list(inspect.signature(cls.__init__).parameters)[1:]
    count = min(names.index(operand) for operand in _FIRST_OPERANDS if operand in names)

    def construct(self: Any, *arguments: Any, **keywords: Any) -> None:
        super(made, self).__init__(*split_types(arguments, count, cls.__name__), **keywords)

    members = {"__init__": construct, "__doc__": cls.__doc__, "__module__": cls.__module__}
    made: Any = type(cls.__name__, (cls,), members)
    return register(made)


def with_body(cls: Any) -> Any:
    """A decorator of an operation's class whose block begins with the handle of the target: names for these."""
    # Not a second base: a class of the bindings has one.
    cls.body = property(lambda self: self.regions[0].blocks[0], doc="The block of the body.")
    cls.bodyTarget = property(lambda self: self.body.arguments[0], doc="The handle of the target, in the body.")
    cls.bodyExtraArgs = property(lambda self: self.body.arguments[1:], doc="The other arguments of the body.")
    return cls
