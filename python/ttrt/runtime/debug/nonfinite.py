"""`stop_at_nonfinite`: ends a program at the first op that computes NaN or infinity, and says where they begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import CallbackContext, OpContext
from .observer import Observer
from .place import Array, inputs_of, outputs_of, place_of, shape_text

Kind = Literal["nan", "+inf", "-inf"]

KINDS: tuple[Kind, ...] = ("nan", "+inf", "-inf")
_TEXT = {"nan": "NaN", "+inf": "+inf", "-inf": "-inf"}
_HINT = ' Where -inf is meant, as in a mask, let it through with kinds=("nan", "+inf").'
# What its output holds is not defined: whatever lay there before.
_UNDEFINED = "ttnn.empty"


class NonFiniteError(ArithmeticError):
    """An op computed NaN or infinity.

    `op`, `location`, `program` (the index) and `program_name` say where; `position` is that of the output among the
    op's outputs and `output` a copy of it; `counts` has the numbers of its elements that are "nan", "+inf" and "-inf",
    and `first` is the index of the first that was looked for. `inputs` are copies of the op's tensors after it ran;
    `inputs_finite` says whether all of them are finite, and `begins_here` whether none holds what was looked for.
    """

    op: str
    location: str
    program: int
    program_name: str
    position: int
    counts: dict[Kind, int]
    first: tuple[int, ...]
    output: Array
    inputs: list[Array]
    inputs_finite: bool
    begins_here: bool


@dataclass(frozen=True)
class _Tally:
    """How many elements of each kind an array holds."""

    counts: dict[Kind, int]

    @classmethod
    def of(cls, array: Array) -> _Tally:
        if array.dtype.kind in "biu" or np.isfinite(array).all():
            return cls(dict.fromkeys(KINDS, 0))
        return cls({kind: int(_mask(array, kind).sum()) for kind in KINDS})

    def any_of(self, kinds: Iterable[Kind]) -> bool:
        return any(self.counts[kind] for kind in kinds)

    def __str__(self) -> str:
        return ", ".join(f"{count} {_TEXT[kind]}" for kind, count in self.counts.items() if count)


def _mask(array: Array, kind: Kind) -> Array:
    if kind == "nan":
        return np.isnan(array)
    with np.errstate(invalid="ignore"):  # where bfloat16 is compared, NaN warns
        return np.isinf(array) & ((array > 0) if kind == "+inf" else (array < 0))


class NonFiniteStop(Observer):
    """What `stop_at_nonfinite` returns."""

    def __init__(self, kinds: tuple[Kind, ...]) -> None:
        super().__init__()
        self._kinds = kinds

    def _after(self, binary: Binary, context: CallbackContext, op: OpContext) -> None:
        if op.name == _UNDEFINED:
            return
        for position, array in outputs_of(context, op):
            tally = _Tally.of(array)
            if tally.any_of(self._kinds):
                raise self._error(binary, context, op, position, array, tally)

    def _error(
        self, binary: Binary, context: CallbackContext, op: OpContext, position: int, array: Array, tally: _Tally
    ) -> NonFiniteError:
        place = place_of(binary, context, op)
        looked_for = np.logical_or.reduce([_mask(array, kind) for kind in self._kinds])
        first = tuple(int(i) for i in np.unravel_index(int(np.argmax(looked_for)), array.shape))
        hint = "" if tally.any_of(("nan", "+inf")) else _HINT
        inputs = [(index, array.copy()) for index, array in inputs_of(context, op)]
        tallies = {index: _Tally.of(copy) for index, copy in inputs}
        begins_here = not any(found.any_of(self._kinds) for found in tallies.values())
        error = NonFiniteError(
            f"{place}: output {position} ({shape_text(array.shape)} {array.dtype.name}) holds {tally}, the first "
            f"({array[first]}) at {list(first)}. {_about_inputs(tallies, begins_here)}{hint}"
        )
        error.op, error.location = place.op, place.location
        error.program, error.program_name = place.program, place.program_name
        error.position, error.output = position, array.copy()
        error.counts, error.first = tally.counts, first
        error.inputs = [copy for _, copy in inputs]
        error.inputs_finite = not any(found.any_of(KINDS) for found in tallies.values())
        error.begins_here = begins_here
        return error


def _about_inputs(tallies: dict[int, _Tally], begins_here: bool) -> str:
    held = "; ".join(f"input {index} holds {tally}" for index, tally in tallies.items() if tally.any_of(KINDS))
    if not tallies:
        return "It has no inputs."
    if not held:
        return "All its inputs are finite: it begins here."
    return f"Of its inputs, {held}{': it begins here' if begins_here else ' already: it begins earlier'}."


def stop_at_nonfinite(
    kinds: Kind | Iterable[Kind] = KINDS,
    *,
    ops: str | Iterable[str] = (),
    location: str = "",
    program: int | str | Binary | None = None,
) -> NonFiniteStop:
    """Raise NonFiniteError out of `submit` at the first op with an output that holds NaN or an infinity.

    Masks of attention hold -infinity legitimately: let it through with `kinds=("nan", "+inf")`. What `ttnn.empty` gives
    is not looked at, for it is not defined. When the first op that is stopped at has inputs with NaN already, they came
    into the program from outside, or from an op that the filters left out.

    Args:
        kinds: what to stop at, of "nan", "+inf" and "-inf".
        ops: which ops to observe, as in `watch`.
        location: in which lines, as in `watch`.
        program: in which program, as in `watch`.

    Raises:
        ValueError: `kinds` is empty or names something else; or as `watch`.
    """
    chosen: tuple[Kind, ...] = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    unknown = [kind for kind in chosen if kind not in KINDS]
    if unknown or not chosen:
        what = f"holds {unknown[0]!r}" if unknown else "is empty"
        raise ValueError(f"kinds {what}; it takes one or more of {', '.join(map(repr, KINDS))}")
    stop = NonFiniteStop(chosen)
    return stop._observe(post_op=stop._after, ops=ops, location=location, program=program)
