"""Golden values as a builder keeps them: what the user set, and what follows from it by golden functions."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .. import ir
from ..golden.attributes import result_type
from ..golden.interpreter import Values, interpret
from ..golden.registry import Array, converted, is_floating
from ..golden.tensors import GoldenMapTensor, as_array, is_torch

# An array, a torch tensor, {device: array}, or a function from a shape to an array.
GoldenLike = Any


class Goldens:
    """The golden values of a module's values, by the user and computed.

    Nothing is computed before it is asked for.
    """

    def __init__(self) -> None:
        self.given: dict[ir.Value, Array] = {}
        self.uses_torch = False
        self.graph_level = False
        self.bypassed: list[str] = []
        self._chosen: list[ir.Value] = []

    def copy(self) -> Goldens:
        """What is known now, to go back to."""
        other = Goldens()
        other.given, other.uses_torch, other.graph_level = dict(self.given), self.uses_torch, self.graph_level
        other.bypassed, other._chosen = list(self.bypassed), list(self._chosen)
        return other

    def set(self, value: ir.Value, golden: GoldenLike) -> None:
        """The golden value of a value of the module.

        Raises TypeError and ValueError where it does not fit the value's type.
        """
        if not isinstance(value, ir.Value):
            raise TypeError(f"golden values are set for values of the module, not for {value!r}")
        if callable(golden) and not is_torch(golden):
            golden = golden(tuple(ir.RankedTensorType(value.type).shape))
        if isinstance(golden, Mapping):
            golden = _only_shard(golden)
        self.uses_torch = self.uses_torch or is_torch(golden)
        self.given[value] = fitting(as_array(golden), value)

    def choose(self, values: Iterable[ir.Value], override: bool) -> None:
        """Only these values are checked; together with those of earlier calls, unless `override`."""
        checked = list(values)
        for value in checked:
            if not isinstance(value, ir.Value):
                raise TypeError(f"values of the module are checked, not {value!r}")
        self._chosen = checked if override else [*self._chosen, *checked]

    def is_checked(self, value: ir.Value) -> bool:
        """Whether the golden value of a value is to be compared with a run's."""
        return not self._chosen or value in self._chosen

    def of_function(self, function: ir.Operation, key: str) -> Values:
        """The golden values of all that a function computes, from those of its arguments."""
        return interpret(function, self.inputs_of(function, key), self.given)

    def inputs_of(self, function: ir.Operation, key: str) -> list[Array]:
        """The golden values of a function's arguments.

        An argument whose golden value is not set has random elements that depend on `key`, its place and type alone.
        """
        return [
            self.given[argument] if argument in self.given else random_input(argument, f"{key}:{index}")
            for index, argument in enumerate(function.regions[0].blocks[0].arguments)
        ]

    def tensor(self, array: Array) -> GoldenMapTensor:
        """An array for the only device, as the user wants to see arrays."""
        return GoldenMapTensor({0: array}, torch=self.uses_torch)


def _only_shard(shards: Mapping[Any, Any]) -> Any:
    if list(shards) != [0]:
        raise ValueError(f"there is one device, number 0; golden values were given for {sorted(shards)}")
    return shards[0]


def fitting(array: Array, value: ir.Value) -> Array:
    """The array in the value's dtype. Raises ValueError for another shape, TypeError for another kind of number."""
    wanted = result_type(value)
    if array.shape != wanted.shape:
        raise ValueError(f"a golden value has the shape {array.shape}, expected {wanted.shape} for {value.type}")
    if is_floating(array.dtype) and not is_floating(wanted.dtype):
        raise TypeError(f"a golden value holds {array.dtype.name}, expected {wanted.dtype.name} for {value.type}")
    return converted(array, wanted.dtype)


def random_input(argument: ir.Value, key: str) -> Array:
    """Elements for an argument: floats from a standard normal distribution, integers from 0 to 9, either truth value."""
    wanted = result_type(argument)
    random = np.random.default_rng(zlib.crc32(f"{key}:{wanted.shape}:{wanted.dtype.name}".encode()))
    if wanted.dtype == np.bool_:
        return random.integers(0, 2, wanted.shape).astype(np.bool_)
    if is_floating(wanted.dtype):
        return converted(random.standard_normal(wanted.shape), wanted.dtype)
    return random.integers(0, 10, wanted.shape).astype(wanted.dtype)


def checked_inputs(arguments: Sequence[ir.Value], goldens: Sequence[GoldenLike], name: str) -> None:
    """Raises ValueError where there is not a golden value for each argument."""
    if len(goldens) != len(arguments):
        raise ValueError(
            f"the function '{name}' takes {len(arguments)} inputs, {len(goldens)} golden values were given"
        )
