"""What the generated classes of types and attributes are made of: their bases, and the functions that they call.

A generated class (`_ttnn_definitions_gen.py` and the like) says the names, types and defaults of its parameters; objects
are made and read by the extension, through the C API.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from .._mlir_libs import _ttmlir  # type: ignore[attr-defined]
from .._mlir_libs._mlir import ir, register_type_caster


class _Required:
    """The default of a parameter that has none, and follows one that has."""

    def __repr__(self) -> str:
        return "<required>"


REQUIRED: Any = _Required()


def _extend(base: Any, name: str) -> Any:
    """The base of the generated attributes or types; the extension's classes allow no second base to share."""

    class Definition(base):  # type: ignore[misc]
        _definition: ClassVar[Any]
        static_typeid: ClassVar[ir.TypeID]

        def __init__(self, cast_from: Any) -> None:
            if not self.isinstance(cast_from):
                raise ValueError(f"Cannot cast {base.__name__.lower()} to {type(self).__name__} (from {cast_from!r})")
            super().__init__(cast_from)

        @classmethod
        def isinstance(cls, other: Any) -> bool:
            """Whether an attribute or a type is of this class, whatever Python class it has."""
            return bool(other.typeid == cls.static_typeid)

        @classmethod
        def get_static_typeid(cls) -> ir.TypeID:
            """The identity of this class in MLIR."""
            return cls.static_typeid

        def __repr__(self) -> str:
            return f"{type(self).__name__}({self})"

        def __getattr__(self, name: str) -> Any:
            # `data_type_as_int` and the like, as programs in the field read enumerators; they are ints in any case.
            if name.endswith("_as_int") and (found := self._enumerator(name.removesuffix("_as_int"))) is not self:
                return None if found is None else int(found)
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

        def _enumerator(self, name: str) -> Any:
            # A parameter that is an enumerator or an attribute that holds one; self where there is none of this name.
            if hasattr(type(self), name):
                found = getattr(self, name)
            elif self._definition.names == ["value"]:
                found = self.value
            else:
                return self
            if isinstance(found, ir.Attribute):
                found = getattr(found, "value", self)
            return found if found is None or isinstance(found, enum.IntEnum) else self

    Definition.__name__ = Definition.__qualname__ = name
    return Definition


Attribute = _extend(ir.Attribute, "Attribute")
Type = _extend(ir.Type, "Type")
Class = TypeVar("Class", bound=Any)


def definition(dialect: str, class_name: str, extras: Any = None) -> Callable[[Class], Class]:
    """A decorator: the class is that of the definition, and what MLIR makes of this definition gets the class.

    The members of the class `extras` are added to it.
    """

    def register(cls: Class) -> Class:
        for name, member in vars(extras).items() if extras else ():
            if not name.startswith("__"):
                setattr(cls, name, member)
        cls._definition = _ttmlir.find_definition(dialect, class_name)
        cls.static_typeid = cls._definition.typeid
        cls.get = staticmethod(_with_context_first(cls, cls.get))
        register_type_caster(cls.static_typeid)(cls)
        return cls

    return register


def _with_context_first(cls: Any, get: Callable[..., Any]) -> Callable[..., Any]:
    """Lets `get` take the context as its first argument as well, as programs in the field pass it."""

    @functools.wraps(get)
    def with_context(*arguments: Any, **keywords: Any) -> Any:
        if arguments and isinstance(arguments[0], ir._BaseContext):
            field_arguments = getattr(cls, "_field_arguments", None)
            context, *rest = arguments
            arguments = tuple(field_arguments(*rest) if field_arguments and not keywords else rest)
            keywords["context"] = context
        return get(*arguments, **keywords)

    return with_context


def make(cls: Any, values: tuple[Any, ...], context: Any, loc: Any) -> Any:
    """An object of a generated class, of the values of all its parameters."""
    for index, value in enumerate(values):
        if value is REQUIRED:
            raise TypeError(f"{cls.__name__}.get() missing required argument: '{cls._definition.names[index]}'")
    return cls._definition.make(values, context, loc)


def enumerator(kind: type[enum.IntEnum], name: str, value: Any) -> Any:
    """The value of a parameter that is an enumerator: one of its class, or its number. None stays None."""
    if value is None or value is REQUIRED or type(value) is kind:
        return value
    if type(value) is not int:
        raise TypeError(f"parameter '{name}': expected a {kind.__name__}, got {value!r} of type {type(value).__name__}")
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"parameter '{name}': {value} is not the number of a {kind.__name__}") from None


def enumerators(kind: type[enum.IntEnum], name: str, values: Iterable[Any]) -> Any:
    """As `enumerator`, for a list."""
    if values is None or values is REQUIRED:
        return values
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(f"parameter '{name}': expected a list of {kind.__name__}, got {values!r}")
    return [enumerator(kind, name, value) for value in values]
