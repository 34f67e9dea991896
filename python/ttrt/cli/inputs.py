"""Inputs of a program: from .npy and .npz files, or made up by a rule and a seed."""

from __future__ import annotations

import zipfile
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

from ..binary import ArgumentInfo
from ..runtime import dtype_to_numpy
from .failure import ExitStatus, Failure

Array = npt.NDArray[Any]

INITIALIZERS = ("randn", "arange", "zeros", "ones")


def describe(index: int, argument: ArgumentInfo) -> str:
    """How messages name an input: input 2 (weight)."""
    return f"input {index}" + (f" ({argument.name})" if argument.name else "")


def make_up(arguments: list[ArgumentInfo], rule: str, seed: int) -> list[Array]:
    """Arrays by a rule.

    `randn` draws integers from 0 to 9 for integer types, and every input from a stream of its own,
    so that an input does not depend on those before it.
    """
    return [_make_one(index, argument, rule, seed) for index, argument in enumerate(arguments)]


def _make_one(index: int, argument: ArgumentInfo, rule: str, seed: int) -> Array:
    shape, dtype = tuple(argument.shape), dtype_to_numpy(argument.dtype)
    if rule == "zeros":
        return np.zeros(shape, dtype)
    if rule == "ones":
        return np.ones(shape, dtype)
    if rule == "arange":
        return np.arange(int(np.prod(shape, dtype=np.int64))).reshape(shape).astype(dtype)
    random = np.random.default_rng([seed, index])
    if dtype.kind == "b":
        return random.integers(0, 2, shape).astype(dtype)
    if dtype.kind in "iu":
        return random.integers(0, 10, shape).astype(dtype)
    return random.standard_normal(shape, np.float32).astype(dtype)


def from_files(files: tuple[str, ...], arguments: list[ArgumentInfo], as_json: bool) -> list[Array]:
    """Arrays in the order of the arguments.

    A file is FILE.npy (the next argument), NAME=FILE.npy, or FILE.npz with an
    array for each name.
    """
    named: dict[str, Array] = {}
    positional: list[Array] = []
    for file in files:
        name, separator, path = file.partition("=")
        if not separator:
            name, path = "", file
        loaded = _read(path, as_json)
        if isinstance(loaded, dict):
            named.update(loaded)
        elif name:
            named[name] = loaded
        else:
            positional.append(loaded)
    return _in_order(named, positional, arguments, as_json)


def _read(path: str, as_json: bool) -> Array | dict[str, Array]:
    try:
        loaded = np.load(path, allow_pickle=False, mmap_mode="r")
        return loaded if isinstance(loaded, np.ndarray) else dict(loaded.items())
    except OSError as error:
        reason = error.strerror or str(error)
        raise Failure(f"cannot read {path}: {reason}", ExitStatus.BAD_INPUT, as_json=as_json) from error
    except (ValueError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise Failure(
            f"{path} is no complete .npy or .npz file of numbers", ExitStatus.BAD_INPUT, as_json=as_json
        ) from error


def _in_order(
    named: dict[str, Array], positional: list[Array], arguments: list[ArgumentInfo], as_json: bool
) -> list[Array]:
    unknown = sorted(set(named) - {argument.name for argument in arguments})
    if unknown:
        known = ", ".join(argument.name or "(unnamed)" for argument in arguments)
        raise Failure(
            f"no input is called {', '.join(unknown)}; the program has: {known}", ExitStatus.BAD_INPUT, as_json=as_json
        )
    rest = iter(positional)
    arrays: list[Array] = []
    for index, argument in enumerate(arguments):
        array = named[argument.name] if argument.name in named else next(rest, None)
        if array is None:
            given = len(named) + len(positional)
            raise Failure(
                f"{describe(index, argument)} is missing: {given} given, the program takes {len(arguments)}",
                ExitStatus.BAD_INPUT,
                as_json=as_json,
            )
        arrays.append(_fitting(array, index, argument, as_json))
    if next(rest, None) is not None:
        raise Failure(
            f"{len(named) + len(positional)} inputs given, the program takes {len(arguments)}",
            ExitStatus.BAD_INPUT,
            as_json=as_json,
        )
    return arrays


def _fitting(array: Array, index: int, argument: ArgumentInfo, as_json: bool) -> Array:
    wanted = dtype_to_numpy(argument.dtype)
    if array.dtype.kind == "V" and array.dtype.itemsize == wanted.itemsize:
        array = array.view(wanted)  # .npy has no name for bfloat16 and stores raw bytes
    if list(array.shape) != list(argument.shape) or array.dtype != wanted:
        raise Failure(
            f"{describe(index, argument)} has shape {list(array.shape)} and dtype {array.dtype}; "
            f"the program takes {list(argument.shape)} {wanted}",
            ExitStatus.BAD_INPUT,
            as_json=as_json,
        )
    return array
