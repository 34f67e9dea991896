"""Runs a function of a module by golden functions, so that the value of every op in it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .. import ir
from .attributes import result_type, unpacked_attributes
from .registry import Array, GoldenError, converted, evaluate

# Ops that hand a value on, or do nothing to values.
_WITHOUT_EFFECT = ("ttnn.deallocate", "ttir.dealloc", "ttnn.get_device", "ttcore.device")


@dataclass
class Values:
    """What `interpret` found: the value of every result and argument as it was made; None where it is not known, and why.

    `unknown` says of an op's location why its golden value could not be computed; ops that read such a value are
    without one too, and are not listed.
    """

    inputs: list[Array | None] = field(default_factory=list)
    by_value: dict[Any, Array | None] = field(default_factory=dict)
    read: dict[str, dict[Any, Array | None]] = field(default_factory=dict)
    """What each op read, by its location: an op that writes in place changes what later ones read."""
    unknown: dict[str, str] = field(default_factory=dict)
    returned: list[Array | None] = field(default_factory=list)

    def of(self, value: ir.Value) -> Array | None:
        """The golden value of a value of the module."""
        return self.by_value.get(value)


def interpret(
    function: Any,
    inputs: Sequence[Array | None],
    given: Mapping[Any, Array] | None = None,
) -> Values:
    """Computes the golden value of everything in a function.

    Args:
        function: a func.func with one block, of ttir or ttnn ops.
        inputs: an array for each argument, of its shape; None where it is not known. An op that writes an argument in
            place is taken into account for what follows it, and does not change the array.
        given: values that are taken as they are, instead of being computed.

    Raises:
        GoldenError: inputs that the function does not take.
    """
    operation = function.operation if hasattr(function, "operation") else function
    block = operation.regions[0].blocks[0]
    arguments = list(block.arguments)
    if len(inputs) != len(arguments):
        raise GoldenError(f"the function takes {len(arguments)} arguments, {len(inputs)} arrays were given")
    run = _Run(_functions_beside(operation), dict(given or {}), Values())
    for index, (argument, array) in enumerate(zip(arguments, inputs, strict=True)):
        run.set(argument, run.given.get(argument, array), f"argument {index}")
        run.values.inputs.append(run.values.of(argument))
    for op in block.operations:
        run.step(op)
    return run.values


def _functions_beside(operation: ir.Operation) -> dict[str, ir.Operation]:
    """The functions of the module that a function is in, which it may call."""
    parent = operation.parent
    if parent is None:
        return {}
    found = {}
    for op in parent.regions[0].blocks[0].operations:
        if op.operation.name == "func.func":
            found[ir.StringAttr(op.operation.attributes["sym_name"]).value] = op.operation
    return found


@dataclass
class _Run:
    functions: dict[str, ir.Operation]
    given: dict[Any, Array]
    values: Values
    # What values are by now: ops that write in place change them.
    now: dict[Any, Array | None] = field(default_factory=dict)

    def set(self, value: ir.Value, array: Array | None, what: str) -> None:
        if array is not None:
            wanted = result_type(value)
            if np.shape(array) != wanted.shape:
                raise GoldenError(
                    f"the golden value of {what} has the shape {np.shape(array)}, expected {wanted.shape}"
                )
            array = converted(np.asarray(array), wanted.dtype)
        self.values.by_value[value] = self.now[value] = array

    def step(self, op: Any) -> None:
        operation = op.operation
        name = operation.name
        if name == "func.return":
            self.values.returned = [self.now.get(value) for value in operation.operands]
            return
        if name in _WITHOUT_EFFECT:
            return
        location = str(operation.location)
        self.values.read[location] = {operand: self.now.get(operand) for operand in operation.operands}
        try:
            self._compute(operation, name, location)
        except (GoldenError, TypeError) as error:
            self.values.unknown[location] = str(error)
            for result in operation.results:
                self.values.by_value[result] = self.now[result] = self.given.get(result)

    def _compute(self, operation: ir.Operation, name: str, location: str) -> None:
        operands = self._operands(operation)
        arrays = [self._array(operand) for operand in operands]
        if not all(operand is None or _is_known(array) for operand, array in zip(operands, arrays, strict=True)):
            results: list[Array | None] = [None] * len(operation.results)
        elif name in ("func.call", "ttcore.load_cached"):
            results = self._call(operation, [array for array in arrays if array is not None])
        else:
            fits = [result_type(result) for result in operation.results]
            evaluation = evaluate(name, arrays, unpacked_attributes(operation), fits)
            results = list(evaluation.results)
            for position, written in evaluation.writes.items():
                self.now[operands[position]] = written
        for result, array in zip(operation.results, results, strict=True):
            self.set(result, self.given.get(result, array), f"{name} at {location}")

    def _call(self, operation: ir.Operation, arrays: list[Any]) -> list[Array | None]:
        callee = str(operation.attributes["callee"]).removeprefix("@")
        function = self.functions.get(callee)
        if function is None:
            raise GoldenError(f"there is no function '{callee}'")
        flat = [item for array in arrays for item in (array if isinstance(array, list) else [array])]
        inner = interpret(function, flat, self.given)
        self.values.unknown.update(inner.unknown)
        self.values.by_value.update(inner.by_value)
        self.values.read.update(inner.read)
        return inner.returned

    def _operands(self, operation: ir.Operation) -> list[Any]:
        """An entry for each operand of the definition: a value, None, or a list of values. Devices are left away."""
        flat = list(operation.operands)
        attributes = operation.attributes
        if "operandSegmentSizes" in attributes:
            grouped: list[Any] = []
            for size in ir.DenseI32ArrayAttr(attributes["operandSegmentSizes"]):
                group, flat = flat[:size], flat[size:]
                grouped.append(group[0] if size == 1 else group or None)
        elif operation.name in _VARIADIC:
            grouped = [*flat[: _VARIADIC[operation.name]], flat[_VARIADIC[operation.name] :]]
        else:
            grouped = list(flat)
        return [operand for operand in grouped if not _is_device(operand)]

    def _array(self, operand: Any) -> Any:
        if operand is None:
            return None
        if isinstance(operand, list):
            return [self.now.get(value) for value in operand]
        return self.now.get(operand)


# Ops whose last operand is any number of tensors, and how many come before it.
_VARIADIC = {"ttir.concat": 0, "ttnn.concat": 0, "ttir.max_pool2d_with_indices": 1, "ttcore.load_cached": 0}


def _is_device(operand: Any) -> bool:
    return isinstance(operand, ir.Value) and str(operand.type) == "!ttnn.device"


def _is_known(array: Any) -> bool:
    return all(item is not None for item in array) if isinstance(array, list) else array is not None
