"""Compiles a program of ttir for the host device and for the simulated card, runs both, and compares their results."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from typing import Any

import ml_dtypes
import numpy as np

from ttmlir import ir, passes
from ttrt import binary, runtime

Array = np.ndarray[Any, Any]

DTYPES: dict[str, np.dtype[Any]] = {
    "f32": np.dtype(np.float32),
    "bf16": np.dtype(ml_dtypes.bfloat16),
    "i32": np.dtype(np.int32),
    "i1": np.dtype(np.bool_),
}


def tensor(shape: Sequence[int], dtype: str = "f32") -> str:
    """The type of a tensor in the IR."""
    return f"tensor<{''.join(f'{size}x' for size in shape)}{dtype}>"


def op_program(op: str, operands: Sequence[str], result: str, attributes: str = "") -> str:
    """A function of one op: its name, the types of its operands and result, its attributes as in `<{...}>`."""
    names = [f"%{i}" for i in range(len(operands))]
    arguments = ", ".join(f"{name}: {type}" for name, type in zip(names, operands, strict=True))
    signature = f"({', '.join(operands)}) -> {result}"
    return f"""
    func.func @main({arguments}) -> {result} {{
      %r = "ttir.{op}"({", ".join(names)}) {attributes} : {signature}
      return %r : {result}
    }}"""


@functools.cache
def context() -> ir.Context:
    """The one of all modules."""
    return ir.Context()


def for_card(text: str, options: str = "") -> bytes:
    """The Binary (.ttm) of a program."""
    with context():
        module = ir.Module.parse(text)
        passes.ttir_to_ttmetal_pipeline(module, options)
        return passes.ttmetal_to_flatbuffer_bytes(module)


def for_host(text: str) -> bytes:
    """The Binary (.ttnn) of a program, without fusing: the card computes op by op."""
    with context():
        module = ir.Module.parse(text)
        passes.ttir_to_ttnn_backend_pipeline(module, "optimization-level=0")
        return passes.ttnn_to_flatbuffer_bytes(module)


def run(device: runtime.Device, contents: bytes, inputs: Sequence[Array]) -> list[Array]:
    """The results of program 0."""
    program = binary.load_binary_from_bytes(contents)
    outputs = runtime.submit(device, program, 0, [runtime.from_numpy(array) for array in inputs])
    return [runtime.to_numpy(output).copy() for output in outputs]


def values(shape: Sequence[int], dtype: str = "f32", low: float = -4.0, high: float = 4.0, key: object = 0) -> Array:
    """Evenly drawn elements, the same for the same arguments."""
    random = np.random.default_rng(zlib.crc32(repr((tuple(shape), dtype, low, high, key)).encode()))
    if dtype == "i1":
        return random.integers(0, 2, shape).astype(np.bool_)
    if dtype == "i32":
        return random.integers(int(low * 1000), int(high * 1000), shape).astype(np.int32)
    return random.uniform(low, high, shape).astype(DTYPES[dtype])


def compare(
    device: runtime.Device, text: str, inputs: Sequence[Array], *, ulps: float = 0.0, error: float = 0.0
) -> None:
    """Runs a program in both ways. Elements differ by at most `ulps` units of the result's dtype, and `error`."""
    expected, actual = run(device, for_host(text), inputs), run(device, for_card(text), inputs)
    assert len(expected) == len(actual)
    for host, card in zip(expected, actual, strict=True):
        assert card.dtype == host.dtype
        assert card.shape == host.shape
        if host.dtype.kind in "biu":
            np.testing.assert_array_equal(card, host)
            continue
        wide = np.asarray(host).astype(np.float64)
        with np.errstate(invalid="ignore"):
            bound = ulps * float(ml_dtypes.finfo(host.dtype).eps) * np.abs(wide) + error
            difference = np.abs(np.asarray(card).astype(np.float64) - wide)
        same = (np.asarray(card).astype(np.float64) == wide) | (
            np.isnan(wide) & np.isnan(np.asarray(card).astype(np.float64))
        )
        wrong = ~(same | (difference <= bound))
        assert not wrong.any(), (
            f"{wrong.sum()} of {wrong.size} elements differ; the first, at {np.argwhere(wrong)[0].tolist()}: "
            f"card {np.asarray(card)[wrong][0]}, host {np.asarray(host)[wrong][0]}"
        )
