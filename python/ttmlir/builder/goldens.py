"""The methods of a builder about golden values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .. import ir
from ..golden.interpreter import Values
from ..golden.tensors import GoldenMapTensor
from .values import GoldenLike, Goldens, checked_inputs

# Golden values of inputs and outputs, "input_0" and so on, by the program's index in the Binary.
InputOutputGoldens = dict[int, dict[str, GoldenMapTensor]]
# Golden values of ops by location; a tuple for an op with several results, with None for one that is not checked.
IntermediateGoldens = dict[str, GoldenMapTensor | tuple[GoldenMapTensor | None, ...]]


class BuilderGoldens:
    """Golden values of what a builder's functions compute. Nothing is computed before it is asked for."""

    context: ir.Context

    def __init__(self, disable_golden_check: bool) -> None:
        self._goldens = Goldens()
        self._golden_check = not disable_golden_check

    @property
    def functions(self) -> dict[str, ir.Operation]:
        """The functions that are programs for the user, by name."""
        raise NotImplementedError("the class that derives from this one has functions")

    def set_goldens(
        self,
        inputs: Mapping[ir.Value, GoldenLike],
        outputs: Mapping[ir.Value, GoldenLike] | None = None,
        set_all_outputs: bool = True,
    ) -> None:
        """Sets the golden values of arguments, and of results that are then taken instead of computed ones.

        A golden value is an array, a torch tensor, {0: array}, or a function from a shape to an array. With `outputs`
        and `set_all_outputs` only these are checked (see set_goldens_to_check).

        Raises TypeError and ValueError where one does not fit its value.
        """
        for value, golden in {**inputs, **(outputs or {})}.items():
            self._goldens.set(value, golden)
        if outputs is not None and set_all_outputs:
            self.set_goldens_to_check(outputs)

    def set_operand_goldens(self, operands: Mapping[ir.Value, GoldenLike]) -> None:
        """Sets the golden values of values, which are checked."""
        self.set_goldens({}, operands)

    set_goldens_from_builder_tensor = set_goldens

    def set_goldens_to_check(self, operands: Iterable[ir.Value], override: bool = False) -> None:
        """Has these values checked and no others; together with those of earlier calls, unless `override`."""
        self._goldens.choose(operands, override)

    def set_graph_level_check(self, check: bool) -> None:
        """With True, results of functions are checked and ops between are not."""
        self._goldens.graph_level = bool(check)

    def bypass(self, operand: ir.Value) -> None:
        """While ops are checked, ops after this result read its golden value instead of what the run computed.

        Raises TypeError for anything but the result of an op.
        """
        if not isinstance(operand, ir.Value) or isinstance(operand, ir.BlockArgument):
            raise TypeError(f"the result of an op is bypassed, not {operand}")
        self._goldens.bypassed.append(str(operand.owner.location))

    @property
    def bypass_ops(self) -> list[str]:
        """The locations of the ops whose results are bypassed."""
        return list(self._goldens.bypassed)

    def get_golden(self, value: ir.Value) -> Any:
        """The golden value of a value, computed if need be: an array, or a torch tensor if golden values were given so.

        Raises ValueError where it cannot be computed, with the reason.
        """
        for function, values in self.golden_values():
            if value in values.by_value:
                array = values.by_value[value]
                if array is None:
                    reasons = "; ".join(f"{place}: {reason}" for place, reason in values.unknown.items())
                    raise ValueError(f"the golden value is not known, in the function '{name_of(function)}': {reasons}")
                return self._goldens.tensor(array)[0]
        raise ValueError("the module has no such value")

    @property
    def unknown_goldens(self) -> dict[str, str]:
        """The locations of ops whose golden values cannot be computed, and why."""
        return {place: reason for _, values in self.golden_values() for place, reason in values.unknown.items()}

    @property
    def golden_map(self) -> tuple[InputOutputGoldens, IntermediateGoldens]:
        """Golden values of inputs and outputs by program, and of all ops by location; computed now.

        Where one is not known there is no entry. Inputs are always there; of the rest, what is to be checked.
        """
        if not self._golden_check:
            return {index: self._inputs(function) for index, function in enumerate(self.functions.values())}, {}
        graph: InputOutputGoldens = {}
        between: IntermediateGoldens = {}
        for index, (function, values) in enumerate(self.golden_values()):
            graph[index] = {**self._inputs(function), **self._outputs(function, values)}
            between.update(self._op_goldens(values))
        return graph, between

    def golden_values(self) -> list[tuple[ir.Operation, Values]]:
        """The golden values of everything that each function computes."""
        return [(function, self._goldens.of_function(function, name)) for name, function in self.functions.items()]

    def _inputs(self, function: ir.Operation) -> dict[str, GoldenMapTensor]:
        arrays = self._goldens.inputs_of(function, name_of(function))
        return {f"input_{index}": self._goldens.tensor(array) for index, array in enumerate(arrays)}

    def _outputs(self, function: ir.Operation, values: Values) -> dict[str, GoldenMapTensor]:
        returned = list(list(function.regions[0].blocks[0].operations)[-1].operation.operands)
        return {
            f"output_{index}": self._goldens.tensor(array)
            for index, (value, array) in enumerate(zip(returned, values.returned, strict=True))
            if array is not None and (self._goldens.graph_level or self._goldens.is_checked(value))
        }

    def _op_goldens(self, values: Values) -> IntermediateGoldens:
        found: dict[str, list[GoldenMapTensor | None]] = {}
        for value, array in values.by_value.items():
            if isinstance(value, ir.BlockArgument):
                continue
            operation = value.owner
            place = str(operation.location)
            kept = found.setdefault(place, [None] * len(operation.results))
            if array is not None and (place in self._goldens.bypassed or self._is_op_checked(value)):
                kept[value.result_number] = self._goldens.tensor(array)
        return {
            place: kept[0] if len(kept) == 1 and kept[0] is not None else tuple(kept)
            for place, kept in found.items()
            if any(golden is not None for golden in kept)
        }

    def _is_op_checked(self, value: ir.Value) -> bool:
        return not self._goldens.graph_level and self._goldens.is_checked(value)

    def set_input_goldens(self, function: ir.Operation, goldens: Sequence[GoldenLike]) -> None:
        """Sets the golden value of each argument of a function of the module.

        Raises ValueError for another number of them, and as set_goldens.
        """
        arguments = list(function.operation.regions[0].blocks[0].arguments)
        checked_inputs(arguments, goldens, name_of(function.operation))
        self.set_goldens(dict(zip(arguments, goldens, strict=True)))


def name_of(function: ir.Operation) -> str:
    """The name of a function."""
    return ir.StringAttr(function.attributes["sym_name"]).value
