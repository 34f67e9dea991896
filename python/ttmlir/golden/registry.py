"""The table of golden functions by the op's name, and how one is called.

A golden function computes in numpy what an op means, independently of the runtime's kernels and the compiler's folders.
It takes the op's operands in the order of its definition (None for an optional one that is absent), the attributes by
keyword, and, where the result does not follow from them, `results`: the result types. It returns an array, or a tuple
of arrays for several results. `evaluate` gives floats as float64, which holds all of them exactly, and integers and
truth values in their own dtype; and it rounds what comes back to the result types.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
GoldenFunction = Callable[..., Any]

# Golden functions by the op's name, such as "ttir.add".
GOLDEN_MAPPINGS: dict[str, GoldenFunction] = {}
# Those that look at the operands' bits.
_IN_OWN_DTYPES: set[GoldenFunction] = set()
# The operands that a function's op writes in place.
_WRITES: dict[GoldenFunction, tuple[int, ...]] = {}


class GoldenError(Exception):
    """A golden value could not be computed: there is no function for the op, or it does not fit the op."""


@dataclass(frozen=True)
class ResultType:
    """Shape and numpy dtype of a result."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]


def golden(*names: str, exact: bool = True, writes: tuple[int, ...] = ()) -> Callable[[GoldenFunction], GoldenFunction]:
    """A decorator: the function is the golden function of the ops with these names.

    Without `exact` it takes operands in their own dtypes. `writes` are the operands that the op may write in place: the
    function returns their new contents behind the results.
    """

    def register(function: GoldenFunction) -> GoldenFunction:
        if not exact:
            _IN_OWN_DTYPES.add(function)
        _WRITES[function] = writes
        for name in names:
            if name in GOLDEN_MAPPINGS:
                raise ValueError(f"{name} has a golden function already")
            GOLDEN_MAPPINGS[name] = function
        return function

    return register


def operation_name(op: Any) -> str:
    """The name of an op that is given by name ("ttir.add"), as class (ttir.AddOp), or as operation."""
    if isinstance(op, str):
        return op
    named = getattr(op, "OPERATION_NAME", None) or getattr(getattr(op, "operation", op), "name", None)
    if not isinstance(named, str):
        raise TypeError(f"an op is given by its name, its class or as an operation, not by {op!r}")
    return named


def get_golden_function(op: Any) -> GoldenFunction | None:
    """The golden function of an op (its name, class or an operation); None where there is none."""
    return GOLDEN_MAPPINGS.get(operation_name(op))


@dataclass(frozen=True)
class Evaluation:
    """What an op gives: its results, and the new contents of operands that it writes in place, by position."""

    results: list[Array]
    writes: dict[int, Array]


def evaluate(
    op: Any, operands: Sequence[Any], attributes: Mapping[str, Any], results: Sequence[ResultType]
) -> Evaluation:
    """What an op does to arrays, with Python values as attributes.

    `operands` has an entry for each operand of the definition, in order: an array, None, or a list of arrays for one
    that takes any number. Attributes that the function does not know are left away: they choose how an op is executed.

    Raises:
        GoldenError: the op has no golden function, or what it gives does not fit `results`.
    """
    name = operation_name(op)
    function = get_golden_function(name)
    if function is None:
        raise GoldenError(f"there is no golden function for {name}")
    parameters = inspect.signature(function).parameters
    keywords = {key: value for key, value in attributes.items() if key in parameters}
    if "results" in parameters:
        keywords["results"] = list(results)
    try:
        with np.errstate(all="ignore"):
            given = operands if function in _IN_OWN_DTYPES else [_exact(operand) for operand in operands]
            value = function(*given, **keywords)
    except (TypeError, ValueError, IndexError) as error:
        raise GoldenError(f"the golden function of {name} failed: {error}") from error
    values = [np.asarray(item) for item in (value if isinstance(value, (tuple, list)) else [value])]
    # An op with a result leaves the operand alone that it would write without one.
    written = _WRITES.get(function, ())[: max(len(values) - len(results), 0)]
    if len(values) != len(results) + len(written):
        raise GoldenError(f"the golden function of {name} gives {len(values)} values, the op has {len(results)}")
    fits = [*results, *(ResultType(np.shape(operands[i]), np.asarray(operands[i]).dtype) for i in written)]
    fitted = [_fitted(name, value, fit) for value, fit in zip(values, fits, strict=True)]
    return Evaluation(fitted[: len(results)], dict(zip(written, fitted[len(results) :], strict=True)))


def written_operands(name: str) -> tuple[int, ...]:
    """The positions of the operands that an op writes in place."""
    function = GOLDEN_MAPPINGS.get(name)
    return () if function is None else _WRITES.get(function, ())


def copy_mapping(source: str, name: str) -> None:
    """The op `name` has the golden function of the op `source`."""
    golden(name, exact=GOLDEN_MAPPINGS[source] not in _IN_OWN_DTYPES, writes=_WRITES.get(GOLDEN_MAPPINGS[source], ()))(
        GOLDEN_MAPPINGS[source]
    )


def is_floating(dtype: np.dtype[Any]) -> bool:
    """Whether elements are floats, bfloat16 included."""
    return dtype.kind == "f" or dtype.name == "bfloat16"


def _exact(operand: Any) -> Any:
    if operand is None:
        return None
    if isinstance(operand, (list, tuple)):
        return [_exact(item) for item in operand]
    array = np.asarray(operand)
    return array.astype(np.float64) if is_floating(array.dtype) else array


def _fitted(name: str, array: Array, result: ResultType) -> Array:
    if array.shape != result.shape:
        raise GoldenError(f"the golden function of {name} gives the shape {array.shape}, the op has {result.shape}")
    return converted(array, result.dtype)


def converted(array: Array, dtype: np.dtype[Any]) -> Array:
    """The elements in another dtype: floats are rounded, then made integers towards zero and within range, NaN as 0."""
    if array.dtype == dtype:
        return array
    with np.errstate(all="ignore"):
        if dtype == np.bool_:
            return np.asarray(array != 0)
        if is_floating(dtype):
            # Through f32, in which kernels compute what they round to shorter floats.
            return array.astype(dtype if dtype == np.float64 else np.float32).astype(dtype)
        if is_floating(array.dtype):
            limits = np.iinfo(dtype)
            whole = np.trunc(np.nan_to_num(array.astype(np.float64), nan=0.0, posinf=1e300, neginf=-1e300))
            return np.clip(whole, limits.min, limits.max).astype(dtype)
        return array.astype(dtype)
