"""Ops that only move elements give on the simulated card what they give on the host device."""

from __future__ import annotations

import pytest
from metal_harness import compare, op_program, tensor, values

from ttrt import runtime


@pytest.mark.parametrize(
    ("source", "target"),
    [((40, 70), (70, 40)), ((40, 70), (2800,)), ((3, 33, 5), (5, 99)), ((2, 3, 4, 5), (6, 4, 5)), ((64,), (2, 1, 32))],
)
@pytest.mark.parametrize("dtype", ["f32", "bf16", "i32"])
def test_reshape(device: runtime.Device, source: tuple[int, ...], target: tuple[int, ...], dtype: str) -> None:
    attributes = f"<{{shape = [{', '.join(f'{size} : i32' for size in target)}]}}>"
    compare(
        device,
        op_program("reshape", [tensor(source, dtype)], tensor(target, dtype), attributes),
        [values(source, dtype)],
    )


@pytest.mark.parametrize("permutation", [(0, 2, 1), (2, 0, 1), (1, 0, 2)])
def test_permute(device: runtime.Device, permutation: tuple[int, ...]) -> None:
    shape = (3, 40, 70)
    result = tuple(shape[i] for i in permutation)
    attributes = f"<{{permutation = array<i64: {', '.join(map(str, permutation))}>}}>"
    compare(device, op_program("permute", [tensor(shape)], tensor(result), attributes), [values(shape)])


def test_transpose(device: runtime.Device) -> None:
    attributes = "<{dim0 = 0 : si32, dim1 = -1 : si32}>"
    compare(
        device, op_program("transpose", [tensor((40, 3, 70))], tensor((70, 3, 40)), attributes), [values((40, 3, 70))]
    )


def test_broadcast(device: runtime.Device) -> None:
    attributes = "<{broadcast_dimensions = array<i64: 1, 40, 1>}>"
    compare(
        device, op_program("broadcast", [tensor((3, 1, 70))], tensor((3, 40, 70)), attributes), [values((3, 1, 70))]
    )


def test_slice(device: runtime.Device) -> None:
    attributes = "<{begins = [1 : i32, 3 : i32], ends = [40 : i32, 70 : i32], step = [1 : i32, 2 : i32]}>"
    compare(device, op_program("slice_static", [tensor((40, 70))], tensor((39, 34)), attributes), [values((40, 70))])
