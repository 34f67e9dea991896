"""Reductions on the simulated card give what the host device gives."""

from __future__ import annotations

import pytest
from metal_harness import compare, op_program, tensor, values

from ttrt import runtime

CASES = [
    ((40, 70), [0]),
    ((40, 70), [1]),
    ((40, 70), [0, 1]),
    ((40, 70), None),
    ((3, 40, 70), [0]),
    ((3, 40, 70), [1]),
    ((3, 40, 70), [-1]),
    ((3, 40, 70), [0, 2]),
    ((2, 3, 33, 5), [1, 2]),
    ((70,), [0]),
    ((64, 64), [1]),
    ((5, 100, 200), [0, 1, 2]),
]


def program(op: str, shape: tuple[int, ...], dims: list[int] | None, keep: bool, dtype: str) -> str:
    reduced = [(dim % len(shape)) for dim in (range(len(shape)) if dims is None else dims)]
    if keep:
        result = [1 if i in reduced else size for i, size in enumerate(shape)]
    else:
        result = [size for i, size in enumerate(shape) if i not in reduced]
    attributes = [f"keep_dim = {str(keep).lower()}"]
    if dims is not None:
        attributes.append(f"dim_arg = [{', '.join(f'{dim} : i32' for dim in dims)}]")
    return op_program(op, [tensor(shape, dtype)], tensor(result, dtype), f"<{{{', '.join(attributes)}}}>")


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "dropped"])
@pytest.mark.parametrize(("shape", "dims"), CASES)
@pytest.mark.parametrize("op", ["sum", "mean", "max", "min"])
def test_reduction(device: runtime.Device, op: str, shape: tuple[int, ...], dims: list[int] | None, keep: bool) -> None:
    count = 1
    for dim in range(len(shape)) if dims is None else dims:
        count *= shape[dim]
    # Sums of so many numbers of at most 4, in any order.
    error = 4 * count * (count + 1) * 2.0**-24 if op == "sum" else 4 * (count + 1) * 2.0**-24 if op == "mean" else 0.0
    compare(device, program(op, shape, dims, keep, "f32"), [values(shape)], ulps=1, error=error)


@pytest.mark.parametrize("op", ["sum", "mean", "max", "min"])
def test_bf16(device: runtime.Device, op: str) -> None:
    compare(device, program(op, (40, 70), [1], True, "bf16"), [values((40, 70), "bf16", 1, 2)], ulps=1)


@pytest.mark.parametrize(("op", "low", "high"), [("max", -3, -1), ("min", 1, 3)])
def test_zeros_behind_the_edges_do_not_count(device: runtime.Device, op: str, low: float, high: float) -> None:
    compare(device, program(op, (33, 40), [0, 1], True, "f32"), [values((33, 40), "f32", low, high)])
