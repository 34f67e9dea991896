"""Compares every op of a running program with its golden value, and hands golden values on where asked to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ..golden.registry import Array
from ..golden.tensors import GoldenMapTensor
from .checking import Tolerance, compared


class OpVerification:
    """Observes programs while it is open: `with OpVerification(...) as ops: ...; ops.report`.

    The report has an entry for each op that a golden value belongs to, in the order in which they ran: by location, as
    {0: numbers}, with the op's name. An op that computes the golden value in another shape (one that the compiler gave
    to both sides of a reshape) is left out.
    """

    def __init__(self, goldens: Mapping[str, Any], tolerance: Tolerance, bypass: Iterable[str] = ()) -> None:
        from ttrt.runtime.debug.golden import GoldenMap

        # What is known of an op's results: a golden value or None for each.
        self._goldens = {place: _as_tuple(golden) for place, golden in goldens.items()}
        self._map = GoldenMap({place: place for place in self._goldens}, [])
        self._tolerance = tolerance
        self._bypass = set(bypass)
        self._report: dict[str, dict[int, dict[str, Any]]] = {}
        self.arrays: dict[str, tuple[Array, Array]] = {}
        self._watch: Any = None

    @property
    def report(self) -> dict[str, dict[int, dict[str, Any]]]:
        """The comparisons by location."""
        return dict(self._report)

    @property
    def missing(self) -> list[str]:
        """The locations whose value no op computed: those that the compiler fused, folded or removed."""
        return [place for place in self._goldens if not any(key.partition("#")[0] == place for key in self._report)]

    def __enter__(self) -> OpVerification:
        from ttrt.runtime import debug

        self._watch = debug.watch(post_op=self._after)
        return self

    def __exit__(self, *reason: object) -> None:
        self._watch.close()

    def _after(self, binary: Any, context: Any, op: Any) -> None:
        from ttrt.runtime.debug.place import outputs_of

        for place in self._map.values_of(binary, context, op):
            goldens = self._goldens[place]
            outputs = dict(outputs_of(context, op))
            for position, golden in enumerate(goldens):
                output = outputs.get(position)
                if golden is None or output is None or golden.shape != output.shape:
                    continue
                key = place if len(goldens) == 1 else f"{place}#{position}"
                # A later op at the same place computes the value (a layout change, say): it replaces the entry.
                numbers = compared(golden, output, self._tolerance)
                self._report.pop(key, None)
                self._report[key] = {0: {**numbers, "op": op.name, "location": op.location}}
                self.arrays[key] = (golden, output.copy())
                if place in self._bypass:
                    _replace(context, op, position, golden)
                    self._report[key][0]["bypassed"] = True


def _as_tuple(golden: Any) -> tuple[Array | None, ...]:
    group = golden if isinstance(golden, tuple) else (golden,)
    return tuple(
        None if item is None else item.numpy() if isinstance(item, GoldenMapTensor) else np.asarray(item)
        for item in group
    )


def _replace(context: Any, op: Any, position: int, golden: Array) -> None:
    """Has the ops that follow read the golden value."""
    from ttrt import runtime

    reference = runtime.get_op_output_refs(op)[position]
    runtime.update_tensor_in_pool(context, reference, runtime.from_numpy(np.ascontiguousarray(golden)))
