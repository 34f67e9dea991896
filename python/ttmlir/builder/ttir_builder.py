"""The builder of TTIR modules: functions from Python functions, ops from method calls."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .. import ir
from . import attributes
from ._ttir_ops import TTIROps
from .locations import caller_location
from .types import DType, TensorLike, numpy_dtype, shape_of, tensor_type

Body = Callable[..., Any]

ARGUMENT_TYPES = ("input", "parameter", "constant", "default")


class TTIRBuilder(TTIROps):
    """Builds a module of TTIR functions.

        b = TTIRBuilder()

        @b.func([((2, 3), "f32"), ((3, 4), "f32")], names=["x", "w"], argument_types=["input", "parameter"])
        def main(x, w):
            return b.relu(b.matmul(x, w))

        print(b.module)

    There is a method for every op of TTIR: operands are values, attributes are keywords. Result types are inferred
    where they follow from the operands; otherwise they are given as `dtype` or `result_type`. Every op records the line
    of source that made it (and, with `call_depth` above 1, the lines that called that one).
    """

    def __init__(self, context: ir.Context | None = None, *, call_depth: int = 1) -> None:
        self.context = context or ir.Context()
        self.call_depth = call_depth
        with self.context, ir.Location.unknown():
            self._module = ir.Module.create()
        self._open = False

    @property
    def module(self) -> ir.Module:
        """The module, verified after each function that was added."""
        return self._module

    def func(
        self,
        inputs: Sequence[Any],
        dtypes: Sequence[DType] | None = None,
        *,
        names: Sequence[str] | None = None,
        argument_types: Sequence[str] | None = None,
        name: str | None = None,
    ) -> Callable[[Body], Body]:
        """Makes the decorated function's body a function of the module, at once.

        `inputs` describes the arguments: (shape, dtype) pairs or tensor types; or shapes alone, with their `dtypes` in
        the second argument. `names` are kept in the program; `argument_types` says of each argument whether it is an
        "input" that changes with every run, or a "parameter" or "constant" that stays. `name` is the function's name,
        by default the decorated function's. A body with one parameter more than there are inputs is given the builder
        as the last one. It returns the function's results: a value, or several.

        Raises TypeError and ValueError for a wrong description, MLIRError for a module that does not verify.
        """
        described = list(inputs) if dtypes is None else list(zip(inputs, dtypes, strict=True))

        def decorate(body: Body) -> Body:
            with self.context:
                location = caller_location()
                types = [tensor_type(item) for item in described]
                checked = _argument_attributes(len(types), names, argument_types)
                self._add_function(name or body.__name__, body, types, checked, location)
            return body

        return decorate

    def constant(self, value: Any, *, dtype: DType | None = None, result_type: TensorLike | None = None) -> ir.Value:
        """A constant tensor from an array, a number or nested lists.

        Python floats become f32 and integers si32 unless `dtype` says otherwise. A large numpy array is not copied: it
        must not change before the module is compiled. Raises ValueError for integers that the element type cannot hold.
        """
        if dtype is not None or not isinstance(value, (ir.Attribute, np.ndarray, np.generic)):
            value = _constant_array(np.asarray(value), dtype)
        return super().constant(value=value, result_type=result_type)

    def empty(self, shape: Sequence[int], dtype: DType = "f32") -> ir.Value:  # type: ignore[override]
        """A tensor whose contents are not defined."""
        return super().empty(result_type=(shape, dtype))

    def arange(self, start: int, end: int, step: int = 1, *, arange_dimension: int = 0, dtype: DType = "f32",
               result_type: TensorLike | None = None) -> ir.Value:  # fmt: skip
        """start, start + step, ... up to before end, along one dimension; without `result_type` of rank one."""
        if step == 0:
            raise ValueError("ttir.arange: step must not be 0")
        size = max(0, -(-(end - start) // step))
        return super().arange(start=start, end=end, step=step, arange_dimension=arange_dimension,
                              result_type=result_type or ((size,), dtype))  # fmt: skip

    def bitcast_convert(
        self, input: ir.Value, *, dtype: DType | None = None, result_type: TensorLike | None = None
    ) -> ir.Value:
        """The bits of the input as another element type of the same size."""
        if result_type is None and dtype is None:
            raise TypeError("ttir.bitcast_convert takes dtype or result_type")
        return super().bitcast_convert(input, result_type=result_type or (shape_of(input), dtype))

    def _add_function(self, name: str, body: Body, types: list[ir.Type], checked: list[dict[str, ir.Attribute]],
                      location: ir.Location) -> None:  # fmt: skip
        if self._open:
            raise RuntimeError("a function is being built; functions do not nest")
        function = ir.Operation.create(
            "func.func",
            attributes={
                "sym_name": ir.StringAttr.get(name),
                "function_type": ir.TypeAttr.get(ir.FunctionType.get(types, [])),
                "arg_attrs": ir.ArrayAttr.get([ir.DictAttr.get(entry) for entry in checked]),
            },
            regions=1,
            loc=location,
            ip=ir.InsertionPoint(self._module.body),
        )
        block = ir.Block.create_at_start(function.regions[0], types, [location] * len(types))
        self._open = True
        try:
            with ir.InsertionPoint(block), location:
                results = self._results_of(name, body(*self._arguments_for(body, list(block.arguments))))
                ir.Operation.create("func.return", operands=results, loc=location)
            function.attributes["function_type"] = ir.TypeAttr.get(
                ir.FunctionType.get(types, [result.type for result in results])
            )
            self._module.operation.verify()
        except BaseException:
            function.erase()  # a body that failed leaves the module as it was
            raise
        finally:
            self._open = False

    def _arguments_for(self, body: Body, values: list[ir.Value]) -> list[Any]:
        positional = 0
        for parameter in inspect.signature(body).parameters.values():
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                return list(values)
            if parameter.kind in (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD):
                positional += 1
        return [*values, self] if positional == len(values) + 1 else list(values)

    @staticmethod
    def _results_of(name: str, returned: Any) -> list[ir.Value]:
        results = list(returned) if isinstance(returned, (tuple, list)) else [] if returned is None else [returned]
        for result in results:
            if not isinstance(result, ir.Value):
                raise TypeError(f"the function '{name}' must return values of the module, not {result!r}")
        return results

    def _create(self, name: str, operands: Sequence[tuple[str, Any]], values: dict[str, tuple[Any, Any]], *,
                results: Sequence[TensorLike] | None, segmented: bool) -> Any:  # fmt: skip
        if not self._open:
            raise RuntimeError(
                f"{name} is made outside of a function: call it in the body of one that is decorated with func"
            )
        flat, segments = _flatten(name, operands)
        given = {
            key: _convert(name, key, converter, value)
            for key, (converter, value) in values.items()
            if value is not None
        }
        if segmented:
            given["operandSegmentSizes"] = ir.DenseI32ArrayAttr.get(segments)
        location = caller_location(self.call_depth)
        if results is None:
            operation = ir.Operation.create(name, operands=flat, attributes=given, loc=location, infer_type=True)
        else:
            types = [tensor_type(result) for result in results]
            operation = ir.Operation.create(name, results=types, operands=flat, attributes=given, loc=location)
        return tuple(operation.results)


def _flatten(name: str, operands: Sequence[tuple[str, Any]]) -> tuple[list[ir.Value], list[int]]:
    """All operand values in order, and how many each operand of the definition has."""
    flat: list[ir.Value] = []
    segments: list[int] = []
    for operand, given in operands:
        group = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
        for value in group:
            if not isinstance(value, ir.Value):
                raise TypeError(f"{name}: operand '{operand}' must be a value of the module, not {type(value).__name__}; "
                                "make one of a number or an array with constant()")  # fmt: skip
        flat.extend(group)
        segments.append(len(group))
    return flat, segments


def _convert(name: str, key: str, converter: Any, value: Any) -> ir.Attribute:
    try:
        return converter(value)  # type: ignore[no-any-return]
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name}: attribute '{key}': {error}") from None


def _constant_array(array: np.ndarray[Any, Any], dtype: DType | None) -> np.ndarray[Any, Any]:
    """The array in an element type; without one, Python's floats become f32 and its integers si32."""
    if dtype is None and array.dtype.kind == "O":
        raise ValueError("ttir.constant: this is no number, or an integer of more than 64 bits")
    wanted = numpy_dtype(
        {"f": "f32", "i": "si32", "u": "si32"}.get(array.dtype.kind, array.dtype) if dtype is None else dtype
    )
    if wanted.kind in "iu" and array.dtype.kind in "iu" and array.size:
        limits = np.iinfo(wanted)
        for number in (int(array.min()), int(array.max())):
            if not limits.min <= number <= limits.max:
                raise ValueError(
                    f"ttir.constant: {number} is out of range of {wanted.name}: {limits.min} to {limits.max}"
                )
    return array.astype(wanted)


def _argument_attributes(
    count: int, names: Sequence[str] | None, kinds: Sequence[str] | None
) -> list[dict[str, ir.Attribute]]:
    """The attributes of each argument: its name and whether it changes between runs."""
    for what, given in (("names", names), ("argument_types", kinds)):
        if given is not None and len(given) != count:
            raise ValueError(f"{what} has {len(given)} entries, the function has {count} arguments")
    entries: list[dict[str, ir.Attribute]] = [{} for _ in range(count)]
    for index in range(count):
        if names is not None and names[index]:
            entries[index]["ttir.name"] = ir.StringAttr.get(names[index])
        if kinds is not None:
            if kinds[index] not in ARGUMENT_TYPES:
                raise ValueError(f"argument {index}: '{kinds[index]}' is none of {', '.join(ARGUMENT_TYPES)}")
            entries[index]["ttcore.argument_type"] = attributes.enumerator("ttcore.argument_type")(kinds[index])
    return entries
