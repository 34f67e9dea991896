"""The dialect func: Functions and calls."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

import inspect as _inspect
from collections.abc import Callable, Sequence
from typing import Any

from .. import ir as _ir
from . import _func_ops_gen as _gen
from ._func_ops_gen import *
from ._func_ops_gen import _Dialect
from ._ods_common import _cext
from ._ods_common import get_default_loc_context as _default_context
from ._ods_common import get_op_result_or_op_results as _result_or_results

ARGUMENT_ATTRIBUTE_NAME = "arg_attrs"
RESULT_ATTRIBUTE_NAME = "res_attrs"


@_cext.register_operation(_Dialect, replace=True)
class ConstantOp(_gen.ConstantOp):
    """A function as a value."""

    @property
    def type(self) -> Any:
        """The type of the function."""
        return self.results[0].type


@_cext.register_operation(_Dialect, replace=True)
class FuncOp(_gen.FuncOp):
    """A function: a name, a type, and a body unless it is declared only.

    `type` is a FunctionType or a pair of lists, of arguments' and of results' types; `visibility` is "public",
    "private" or "nested". `body_builder` is called with the new operation, and with the insertion point in its entry
    block.
    """

    def __init__(
        self,
        name: Any,
        type: Any,
        *,
        visibility: Any = None,
        body_builder: Callable[[FuncOp], Any] | None = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        context = _default_context(loc)
        if isinstance(type, tuple):
            type = _ir.FunctionType.get(inputs=list(type[0]), results=list(type[1]), context=context)
        super().__init__(
            _string(name, context),
            _ir.TypeAttr.get(type),
            sym_visibility=None if visibility is None else _string(visibility, context),
            loc=loc,
            ip=ip,
        )
        if body_builder is not None:
            with _ir.InsertionPoint(self.add_entry_block()):
                body_builder(self)

    @property
    def is_external(self) -> bool:
        """Whether the function is declared only."""
        return len(self.regions[0].blocks) == 0

    @property
    def body(self) -> Any:
        """The region of the body."""
        return self.regions[0]

    @property
    def type(self) -> Any:
        """The FunctionType."""
        return self.attributes["function_type"].value

    @property
    def visibility(self) -> Any:
        """The StringAttr of the visibility; raises KeyError where none is given, which means public."""
        return self.attributes["sym_visibility"]

    @property
    def name(self) -> Any:
        """The StringAttr of the name."""
        return self.attributes["sym_name"]

    @property
    def entry_block(self) -> Any:
        """The first block; raises IndexError where the function is declared only."""
        if self.is_external:
            raise IndexError("External function does not have a body")
        return self.regions[0].blocks[0]

    def add_entry_block(self, arg_locs: Sequence[Any] | None = None) -> Any:
        """Makes the first block, its arguments as the type says; raises IndexError where there is one."""
        if not self.is_external:
            raise IndexError("The function already has an entry block!")
        return self.body.blocks.append(*self.type.inputs, arg_locs=arg_locs)

    @property
    def arguments(self) -> Any:
        """The arguments of the entry block; raises IndexError where the function is declared only."""
        return self.entry_block.arguments

    @property
    def arg_attrs(self) -> Any:
        """The ArrayAttr with the attributes of each argument, a DictAttr. A list can be assigned as well."""
        return self._attributes_of(ARGUMENT_ATTRIBUTE_NAME, self.type.inputs)

    @arg_attrs.setter
    def arg_attrs(self, attributes: Any) -> None:
        self._set_attributes_of(ARGUMENT_ATTRIBUTE_NAME, attributes)

    @property
    def result_attrs(self) -> Any:
        """The ArrayAttr with the attributes of each result, a DictAttr. A list can be assigned as well."""
        return self._attributes_of(RESULT_ATTRIBUTE_NAME, self.type.results)

    @result_attrs.setter
    def result_attrs(self, attributes: Any) -> None:
        self._set_attributes_of(RESULT_ATTRIBUTE_NAME, attributes)

    def _attributes_of(self, name: str, types: Sequence[Any]) -> Any:
        if name in self.attributes:
            return self.attributes[name]
        empty = _ir.DictAttr.get({}, context=self.context)
        return _ir.ArrayAttr.get([empty] * len(types), context=self.context)

    def _set_attributes_of(self, name: str, attributes: Any) -> None:
        if not isinstance(attributes, _ir.ArrayAttr):
            attributes = _ir.ArrayAttr.get(list(attributes), context=self.context)
        self.attributes[name] = attributes

    @classmethod
    def from_py_func(
        cls, *inputs: Any, results: Sequence[Any] | None = None, name: str | None = None
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A decorator that makes a function of a Python function, which is called once, with the block's arguments.

        `inputs` are the types of the arguments. What the Python function returns (nothing, a value, an operation, or
        several of them) is returned, and gives the types of the results. With `results`, their types, it returns
        nothing and makes the ReturnOp itself. If it has a parameter `func_op`, or takes any keyword, it gets the
        operation by that name. `name` is the symbol's name, the Python function's if not given.

        Calling the decorated function makes a CallOp at the current insertion point and returns its result, the list of
        several, or the operation where it has none. An insertion point and a location must be current.
        """

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            symbol = name or function.__name__
            op = cls(symbol, _ir.FunctionType.get(inputs=list(inputs), results=list(results or [])))
            keywords = {"func_op": op} if _takes_func_op(function) else {}
            with _ir.InsertionPoint(op.add_entry_block()):
                returned = function(*op.entry_block.arguments, **keywords)
                if results is None:
                    values = _values(returned)
                    _gen.ReturnOp(values)
                    types = [value.type for value in values]
                    complete = _ir.FunctionType.get(inputs=list(inputs), results=types)
                    op.attributes["function_type"] = _ir.TypeAttr.get(complete)
                elif returned is not None:
                    raise AssertionError(
                        "Capturing a python function with explicit `results=` requires that the wrapped function "
                        "returns None."
                    )

            def call(*arguments: Any) -> Any:
                return _result_or_results(CallOp(op, list(arguments)))

            call.__name__ = function.__name__
            call.__doc__ = function.__doc__
            call.func_op = op  # type: ignore[attr-defined]
            return call

        return decorate


func = FuncOp.from_py_func


def _string(text: Any, context: Any) -> Any:
    return text if isinstance(text, _ir.StringAttr) else _ir.StringAttr.get(str(text), context=context)


def _takes_func_op(function: Callable[..., Any]) -> bool:
    """Whether a function can be given the keyword `func_op`."""
    for parameter in _inspect.signature(function).parameters.values():
        if parameter.kind == parameter.VAR_KEYWORD:
            return True
        if parameter.name == "func_op" and parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            return True
    return False


def _values(returned: Any) -> list[Any]:
    """The values that a Python function returned."""
    if returned is None:
        return []
    if isinstance(returned, _ir.Value):
        return [returned]
    if isinstance(returned, (_ir.OpView, _ir.Operation)):
        return list(returned.results)
    return [value for element in returned for value in _values(element)]


@_cext.register_operation(_Dialect, replace=True)
class CallOp(_gen.CallOp):
    """A call: `CallOp(function, arguments)`, or `CallOp(result_types, name, arguments)`.

    The name is a string or a FlatSymbolRefAttr. Raises ValueError for other combinations.
    """

    def __init__(
        self,
        calleeOrResults: Any,  # noqa: N803  (MLIR's name)
        argumentsOrCallee: Any,  # noqa: N803
        arguments: Any = None,
        *,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        context = _default_context(loc)
        if isinstance(calleeOrResults, FuncOp):
            if not isinstance(argumentsOrCallee, (list, tuple, _ir.OpResultList)) or arguments is not None:
                raise ValueError(
                    "a call of a function op takes the list of its arguments as the second and last argument, "
                    f"got {type(argumentsOrCallee).__name__}"
                )
            results = calleeOrResults.type.results
            callee = _ir.FlatSymbolRefAttr.get(calleeOrResults.name.value, context=context)
            arguments = argumentsOrCallee
        elif isinstance(argumentsOrCallee, (str, _ir.FlatSymbolRefAttr)):
            results = calleeOrResults
            callee = argumentsOrCallee
            if isinstance(callee, str):
                callee = _ir.FlatSymbolRefAttr.get(callee, context=context)
        else:
            raise ValueError(
                "a call by name takes the types of its results, and the name as a string or a FlatSymbolRefAttr, "
                f"got {type(argumentsOrCallee).__name__} as the second argument"
            )
        super().__init__(results, callee, arguments or [], loc=loc, ip=ip)
