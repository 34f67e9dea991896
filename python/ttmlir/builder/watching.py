"""Compares every op of a running program with its golden value, and hands golden values on where asked to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ..golden.registry import Array, written_operands
from ..golden.tensors import GoldenMapTensor
from .checking import Tolerance, compared

Goldens = tuple[Array | None, ...]


class OpVerification:
    """Observes programs while it is open: `with OpVerification(...) as ops: ...; ops.report`.

    The report has an entry for each op that a golden value belongs to, in the order in which they ran: by location, as
    {0: numbers}, with the op's name. An op that computes the golden value in another shape (as the parts of a
    convolution do) is left out.
    """

    def __init__(self, goldens: Mapping[str, Any], tolerance: Tolerance, bypass: Iterable[str] = ()) -> None:
        # What is known of an op's results: a golden value or None for each.
        self._goldens = {place: _as_tuple(golden) for place, golden in goldens.items()}
        self._tolerance = tolerance
        self._bypass = set(bypass)
        self._places: dict[int, dict[tuple[int, int], list[str]]] = {}
        self.report: dict[str, dict[int, dict[str, Any]]] = {}
        self.arrays: dict[str, tuple[Array, Array]] = {}
        self._watch: Any = None

    def __enter__(self) -> OpVerification:
        from ttrt.runtime import debug

        self._watch = debug.watch(post_op=self._after)
        return self

    def __exit__(self, *reason: object) -> None:
        self._watch.close()

    def _after(self, binary: Any, context: Any, op: Any) -> None:
        from ttrt.runtime import get_program_index

        if binary.id not in self._places:
            self._places[binary.id] = _places_of(binary, self._goldens)
        for place in self._places[binary.id].get((get_program_index(context), op.index), ()):
            for position, golden in enumerate(self._goldens[place]):
                if golden is not None:
                    self._compare(place, position, golden, context, op)

    def _compare(self, place: str, position: int, golden: Array, context: Any, op: Any) -> None:
        from ttrt import runtime

        reference = _references(op)[position]
        tensor = runtime.retrieve_tensor_from_pool(context, reference)
        if tensor is None:
            return
        output = runtime.to_numpy(tensor)
        if output.shape != golden.shape:
            return
        key = place if len(self._goldens[place]) == 1 else f"{place}#{position}"
        numbers = compared(golden, output, self._tolerance)
        self.report[key] = {0: {**numbers, "op": op.name, "location": op.location}}
        self.arrays[key] = (golden, output.copy())
        if place in self._bypass:
            replacement = runtime.from_numpy(np.ascontiguousarray(golden.astype(output.dtype)))
            runtime.update_tensor_in_pool(context, reference, replacement)
            self.report[key][0]["bypassed"] = True


def _as_tuple(golden: Any) -> Goldens:
    group = golden if isinstance(golden, tuple) else (golden,)
    return tuple(
        None if item is None else item.numpy() if isinstance(item, GoldenMapTensor) else np.asarray(item)
        for item in group
    )


def _references(op: Any) -> list[Any]:
    """The tensors that an op makes; of one that makes none, those that it writes in place."""
    from ttrt import runtime

    made = list(runtime.get_op_output_refs(op))
    if made:
        return made
    inputs = list(runtime.get_op_input_refs(op))
    return [inputs[position] for position in written_operands(op.name)]


def _places_of(binary: Any, goldens: Mapping[str, Goldens]) -> dict[tuple[int, int], list[str]]:
    """Which golden values an op's output is compared with, by the op's program and its position there.

    An op of the module may have become several; the last of them that gives as many tensors computes the value. What
    private programs compute on the way to a constant counts for locations alone that no other program has.
    """
    from ttrt.runtime.debug.locations import places_of_value

    last: dict[bool, dict[str, tuple[int, int]]] = {False: {}, True: {}}
    for program in range(binary.get_num_programs()):
        private = binary.is_program_private(program)
        for index, operation in enumerate(binary.get_program_ops(program)):
            count = len(operation.results) or len(written_operands(operation.name))
            # Constants that are handed over together are at the locations of all of them.
            if operation.name == "ttcore.load_cached" and count > 1:
                continue
            for place in places_of_value(operation.location):
                if place in goldens and len(goldens[place]) == count:
                    last[private][place] = (program, index)
    places: dict[tuple[int, int], list[str]] = {}
    for place, where in {**last[True], **last[False]}.items():
        places.setdefault(where, []).append(place)
    return places
