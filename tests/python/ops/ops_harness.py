"""Builds a small program, runs it in every way the runtime has, and compares the results with formulas in f64.

A floating-point result may differ from the formula by what rounding explains and no more:

    roundings * eps / 2 * |expected|  +  ulps * 2**-23 * |expected|  +  absolute

`roundings` counts the results that the program rounds to its dtype one after the other (1 for one op), `ulps` bounds
the f32 arithmetic in which kernels compute an element, and `absolute` the part that is not relative to the result, such
as that of a sum whose terms cancel (see `sum_error`). Integers and truth values must be equal.
"""

from __future__ import annotations

import functools
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ml_dtypes
import numpy as np

from ttmlir import ir
from ttmlir.builder import TTIRBuilder, compile_ttir_module_to_flatbuffer
from ttrt import binary, runtime

Array = np.ndarray[Any, Any]
Build = Callable[..., Any]

DTYPES: dict[str, np.dtype[Any]] = {
    "f32": np.dtype(np.float32),
    "bf16": np.dtype(ml_dtypes.bfloat16),
    "f16": np.dtype(np.float16),
    "si32": np.dtype(np.int32),
    "ui32": np.dtype(np.uint32),
    "ui16": np.dtype(np.uint16),
    "ui8": np.dtype(np.uint8),
    "i1": np.dtype(np.bool_),
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
FLOATS = ("f32", "bf16", "f16")
INTEGERS = ("si32", "ui32", "ui16", "ui8")
EPS32 = 2.0**-23
# "repeated" is the second of two runs as they are planned, when constants are evaluated and weights packed.
MODES = ("planned", "repeated", "hooked", "reference")


def generator(*key: object) -> np.random.Generator:
    """Random numbers that depend on what the test is about, and on nothing else."""
    return np.random.default_rng(zlib.crc32(repr(key).encode()))


def values(shape: Sequence[int], dtype: str, low: float = -4.0, high: float = 4.0, *key: object) -> Array:
    """An array of evenly drawn elements: numbers from [low, high), for i1 either."""
    random = generator(shape, dtype, low, high, *key)
    if dtype == "i1":
        return random.integers(0, 2, shape).astype(np.bool_)
    if dtype in INTEGERS:
        low = max(low, 0) if dtype != "si32" else low
        return random.integers(int(low), int(high), shape).astype(DTYPES[dtype])
    return random.uniform(low, high, shape).astype(DTYPES[dtype])


def exact(array: Array) -> Array:
    """The elements as f64, which holds all of them; truth values as 0 and 1."""
    return np.asarray(array).astype(np.float64)


def eps(dtype: np.dtype[Any] | str) -> float:
    """The distance of 1 to the next number."""
    return float(ml_dtypes.finfo(DTYPES[dtype] if isinstance(dtype, str) else dtype).eps)


def sum_error(magnitudes: Array | float, terms: int) -> Array | float:
    """Bound of the error of a sum in f32 of `terms` terms, each of which may be a rounded product, whose absolute values
    add up to `magnitudes`: (terms + 1) roundings of half a unit each (Higham, Accuracy and Stability, 4.2)."""
    return magnitudes * (terms + 1) * EPS32 / 2


class Machine:
    """The devices that programs are run on: one as it comes, one with reference kernels only."""

    def __init__(self) -> None:
        self.device = runtime.open_mesh_device()
        with _environment(TT_RUNTIME_REFERENCE="1"):
            self.reference = runtime.open_mesh_device()

    def close(self) -> None:
        runtime.close_mesh_device(self.device)
        runtime.close_mesh_device(self.reference)

    def run(self, program: binary.Binary, inputs: Sequence[Array], mode: str) -> list[Array]:
        """The results of program 0: one of MODES."""
        device = self.reference if mode == "reference" else self.device
        seen: list[str] = []
        if mode == "hooked":
            runtime.DebugHooks.get(post_op=lambda binary, program, op: seen.append(op.name))
        try:
            tensors = [runtime.from_numpy(array) for array in inputs]
            if mode == "repeated":
                runtime.submit(device, program, 0, [runtime.from_numpy(array.copy()) for array in inputs])
            results = [runtime.to_numpy(result).copy() for result in runtime.submit(device, program, 0, tensors)]
        finally:
            runtime.unregister_hooks()
        return results


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@functools.cache
def context() -> ir.Context:
    """The one of all modules: making one takes longer than compiling a program of one op."""
    return ir.Context()


def built(build: Build, inputs: Sequence[Array], argument_types: Sequence[str] | None = None) -> TTIRBuilder:
    """The builder of the module that `build(builder, *arguments)` describes, for inputs of these shapes and dtypes."""
    b = TTIRBuilder(context())
    described = [(array.shape, NAMES[array.dtype]) for array in inputs]
    b.func(described, argument_types=argument_types, name="main")(lambda *arguments: build(b, *arguments))
    return b


def goldens(b: TTIRBuilder, inputs: Sequence[Array]) -> list[Array]:
    """The results by golden functions, in the dtypes that the compiler narrows 64 bits to."""
    b.set_input_goldens(b.functions["main"], [array.copy() for array in inputs])
    graph, _ = b.golden_map
    assert b.unknown_goldens == {}
    narrow = {np.dtype(np.float64): np.float32, np.dtype(np.int64): np.int32}
    results = [golden.numpy() for name, golden in graph[0].items() if name.startswith("output_")]
    return [result.astype(narrow.get(result.dtype, result.dtype)) for result in results]


def compiled(
    build: Build, inputs: Sequence[Array], *, argument_types: Sequence[str] | None = None, options: str = ""
) -> binary.Binary:
    """The program that `build(builder, *arguments)` describes, for inputs of these shapes and dtypes."""
    b = built(build, inputs, argument_types)
    contents = compile_ttir_module_to_flatbuffer(b.module, pipeline_options=options)
    assert isinstance(contents, bytes)
    return binary.load_binary_from_bytes(contents)


def check(
    machine: Machine,
    build: Build,
    inputs: Sequence[Array],
    expected: Any,
    *,
    dtype: str | None = None,
    roundings: float = 1,
    ulps: float = 1,
    absolute: Any = 0.0,
    argument_types: Sequence[str] | None = None,
    options: str = "",
    writes_inputs: bool = False,
) -> None:
    """Runs the program in every way, and by golden functions, and compares each result.

    `expected` holds an array for each result: f64 for floating-point results, which have `dtype` (by default that of the
    first input), and the very array otherwise. Unless `writes_inputs`, the inputs must be left as they are.
    """
    expectations = expected if isinstance(expected, (list, tuple)) else [expected]
    bounds = absolute if isinstance(absolute, list) else [absolute] * len(expectations)
    program = compiled(build, inputs, argument_types=argument_types, options=options)
    floating = DTYPES[dtype] if dtype else inputs[0].dtype if inputs else DTYPES["f32"]
    for mode in (*MODES, "golden"):
        given = [array.copy() for array in inputs]
        if mode == "golden":
            results = goldens(built(build, inputs, argument_types), inputs)
        else:
            results = machine.run(program, given, mode)
        assert len(results) == len(expectations), mode
        for index, (actual, wanted, bound) in enumerate(zip(results, expectations, bounds, strict=True)):
            where = f"{mode}, result {index}"
            if wanted.dtype == np.float64:
                assert actual.dtype == floating, where
                compare_floats(actual, wanted, where, roundings=roundings, ulps=ulps, absolute=bound)
            else:
                assert actual.dtype == wanted.dtype, where
                np.testing.assert_array_equal(actual, wanted, err_msg=where)
        if not writes_inputs:
            for index, (now, before) in enumerate(zip(given, inputs, strict=True)):
                np.testing.assert_array_equal(
                    now.reshape(-1).view(np.uint8), before.reshape(-1).view(np.uint8), err_msg=f"{mode}, input {index}"
                )


def compare_floats(
    actual: Array, expected: Array, where: str, *, roundings: float = 1, ulps: float = 1, absolute: Any = 0.0
) -> None:
    """Fails where a result is further from the formula's than rounding explains (see the module's description)."""
    assert actual.shape == expected.shape, where
    found = exact(actual)
    with np.errstate(all="ignore"):
        rounded = exact(expected.astype(np.float32).astype(actual.dtype))
        relative = roundings * eps(actual.dtype) / 2 + ulps * EPS32
        allowed = relative * np.abs(expected) + absolute + float(ml_dtypes.finfo(actual.dtype).smallest_subnormal)
        agrees = (found == rounded) | (np.isnan(found) & np.isnan(expected)) | (np.abs(found - expected) <= allowed)
    if not agrees.all():
        worst = np.argwhere(~agrees)[0]
        at = tuple(worst.tolist())
        bound = np.broadcast_to(allowed, agrees.shape)[at]
        raise AssertionError(
            f"{where}: {np.count_nonzero(~agrees)} of {agrees.size} elements differ; at {at} found {found[at]!r}, "
            f"expected {expected[at]!r}, allowed difference {bound!r}"
        )
