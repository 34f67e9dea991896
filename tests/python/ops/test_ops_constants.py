"""Constants and tensors made from attributes, constant evaluation, and what functions may return."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest
from ops_harness import DTYPES, EPS32, FLOATS, MODES, Array, Machine, check, compiled, exact, sum_error, values

from ttrt import runtime


def same(array: Array) -> Array:
    return exact(array) if array.dtype.kind in "fV" else array


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (17,), (2, 3, 40), (300, 301)], ids=str)
def test_constants(machine: Machine, shape: tuple[int, ...], dtype: str) -> None:
    """Small ones are written into the program's text, large ones stay in the array's memory."""
    x = values(shape, dtype, -9, 9)
    check(machine, lambda b: b.constant(x), [], same(x), dtype=dtype, ulps=0, roundings=0)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(3,), (20, 3)], ids=str)
def test_splats(machine: Machine, shape: tuple[int, ...], dtype: str) -> None:
    x = np.ones(shape, DTYPES[dtype])
    check(machine, lambda b: b.constant(x), [], same(x), dtype=dtype, ulps=0, roundings=0)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("count", [7, 70])
def test_special_values_arrive_with_their_bits(machine: Machine, count: int, dtype: str) -> None:
    x = np.resize(
        np.array(
            [np.nan, np.inf, -np.inf, -0.0, 0.0, ml_dtypes.finfo(DTYPES[dtype]).smallest_subnormal, 1], DTYPES[dtype]
        ),
        count,
    )
    program = compiled(lambda b: b.constant(x), [])
    for mode in MODES:
        (result,) = machine.run(program, [], mode)
        assert result.tobytes() == x.tobytes(), mode


@pytest.mark.parametrize("dtype", ["si32", "ui32", "ui16", "ui8"])
def test_extreme_integers(machine: Machine, dtype: str) -> None:
    limits = np.iinfo(DTYPES[dtype])
    for count in (4, 44):
        x = np.resize(np.array([limits.min, limits.max, 0, 1], DTYPES[dtype]), count)
        check(machine, lambda b, x=x: b.constant(x), [], x)


def test_wide_dtypes_are_narrowed(machine: Machine) -> None:
    wide = np.arange(40, dtype=np.float64) / 3
    check(machine, lambda b: b.constant(wide), [], wide, dtype="f32")
    check(machine, lambda b: b.constant(np.arange(40, dtype=np.int64)), [], np.arange(40, dtype=np.int32))
    check(machine, lambda b: b.constant(np.arange(4, dtype=np.int64)), [], np.arange(4, dtype=np.int32))


def test_arrays_of_every_memory_order(machine: Machine) -> None:
    x = values((6, 8), "f32")
    for array in (x.T, x[::2, ::-1], np.asfortranarray(x), x.astype(">f4"), x[:, 3]):
        check(machine, lambda b, array=array: b.constant(array), [], exact(array), dtype="f32", ulps=0, roundings=0)


def test_a_large_constant_in_a_product(machine: Machine) -> None:
    x, w = values((4, 300), "f32", -1, 1, "x"), values((300, 200), "f32", -1, 1, "w")
    check(machine, lambda b, a: b.matmul(a, b.constant(w)), [x], exact(x) @ exact(w),
          absolute=sum_error(np.abs(exact(x)) @ np.abs(exact(w)), 300))  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES)
def test_filled(machine: Machine, dtype: str) -> None:
    fill: Any = 1 if dtype == "i1" else 3 if dtype not in FLOATS else -1.5
    shape = (2, 3)
    kind = DTYPES[dtype]
    check(machine, lambda b: (b.zeros(shape=shape, dtype=dtype), b.ones(shape=shape, dtype=dtype), b.full(shape=shape, fill_value=fill, dtype=dtype)),
          [], [same(np.zeros(shape, kind)), same(np.ones(shape, kind)), same(np.full(shape, fill, kind))], dtype=dtype, ulps=0)  # fmt: skip


def test_filled_with_infinity_and_large_integers(machine: Machine) -> None:
    check(machine, lambda b: b.full(shape=[3], fill_value=float("-inf")), [], np.full(3, -np.inf))
    check(machine, lambda b: b.full(shape=[3], fill_value=2**24 + 1, dtype="si32"), [], np.full(3, 2**24 + 1, np.int32))
    check(machine, lambda b: b.full(shape=[], fill_value=2.0), [], np.array(2.0))


@pytest.mark.parametrize("dtype", ["f32", "bf16", "si32", "ui32", "ui16"])
@pytest.mark.parametrize(("start", "end", "step"), [(0, 7, 1), (3, 20, 4), (5, -4, -2), (0, 1, 1)])
def test_arange(machine: Machine, start: int, end: int, step: int, dtype: str) -> None:
    if step < 0 and dtype.startswith("ui"):
        end = 0
    numbers = np.arange(start, end, step).astype(DTYPES[dtype])
    check(machine, lambda b: b.arange(start, end, step, dtype=dtype), [], same(numbers), dtype=dtype, ulps=0)


@pytest.mark.parametrize("dimension", [0, 1, 2])
def test_arange_along_a_dimension(machine: Machine, dimension: int) -> None:
    shape = [2, 3, 4]
    shape[dimension] = 5
    aligned = np.arange(0, 10, 2, dtype=np.int32).reshape([5 if d == dimension else 1 for d in range(3)])
    check(
        machine,
        lambda b: b.arange(0, 10, 2, arange_dimension=dimension, result_type=(shape, "si32")),
        [],
        np.broadcast_to(aligned, shape),
    )


@pytest.mark.parametrize("dtype", FLOATS)
def test_rand(machine: Machine, dtype: str) -> None:
    """Random numbers are in range, differ from each other, and depend on the seed."""
    program = compiled(
        lambda b: (
            b.rand(size=[40, 50], low=-2.0, high=3.0, seed=7, dtype=dtype),
            b.rand(size=[40, 50], low=-2.0, high=3.0, seed=8, dtype=dtype),
        ),
        [],
    )
    for mode in MODES:
        first, second = (exact(result) for result in machine.run(program, [], mode))
        assert first.min() >= -2 and first.max() <= 3
        assert abs(first.mean() - 0.5) < 5 * 5 / np.sqrt(12 * 2000)  # five standard deviations
        assert not np.array_equal(first, second)


def test_returned_inputs_and_constants(machine: Machine) -> None:
    x, c = values((3, 4), "f32"), values((2, 2), "si32")
    check(machine, lambda b, a: a, [x], exact(x))
    check(machine, lambda b, a: (a, a), [x], [exact(x), exact(x)])
    check(machine, lambda b, a: (b.constant(c), a, b.neg(a), b.constant(c)), [x], [c, exact(x), -exact(x), c])
    check(machine, lambda b, a: (b.reshape(a, shape=[12]), a), [x], [exact(x).reshape(12), exact(x)])


def test_a_returned_input_is_not_the_inputs_memory(machine: Machine) -> None:
    """A caller may overwrite a result without changing its own input."""
    x = values((3, 4), "f32")
    program = compiled(lambda b, a: a, [x])
    given = x.copy()
    (result,) = runtime.submit(machine.device, program, 0, [runtime.from_numpy(given)])
    shown = runtime.to_numpy(result)
    given[:] = 0
    np.testing.assert_array_equal(shown, x)


def test_no_results_and_unused_inputs(machine: Machine) -> None:
    x, y = values((3, 4), "f32"), values((2,), "si32")
    check(machine, lambda b, a, c: None, [x, y], [])
    check(machine, lambda b, a, c: b.abs(a), [x, y], np.abs(exact(x)))


def test_one_value_returned_twice(machine: Machine) -> None:
    x = values((3, 4), "f32")

    def build(b: Any, a: Any) -> Any:
        y = b.exp(a)
        return y, y, b.neg(y)

    y = np.exp(exact(x))
    check(machine, build, [x], [y, y, -y], ulps=1.5)


@pytest.mark.parametrize("kinds", [["input", "parameter", "constant"], ["parameter", "parameter", "parameter"], ["input", "input", "parameter"]],
                         ids=str)  # fmt: skip
@pytest.mark.parametrize("dtype", ["f32", "bf16"])
def test_what_depends_on_parameters_is_evaluated_once(machine: Machine, dtype: str, kinds: list[str]) -> None:
    x, w, c = values((4, 8), dtype, 1, 2, "x"), values((8,), dtype, 1, 2, "w"), values((8,), dtype, 1, 2, "c")

    def build(b: Any, x: Any, w: Any, c: Any) -> Any:
        folded = b.add(b.multiply(w, w), b.multiply(c, b.constant(2.0, dtype=dtype)))
        return b.multiply(x, folded), folded, w

    folded = exact(w) ** 2 + 2 * exact(c)
    check(machine, build, [x, w, c], [exact(x) * folded, folded, exact(w)], roundings=3, ulps=2, argument_types=kinds)


def test_a_changed_parameter_is_noticed(machine: Machine) -> None:
    x, w = values((4, 8), "f32"), values((8, 8), "f32")
    program = compiled(
        lambda b, a, c: b.matmul(a, b.transpose(c, dim0=0, dim1=1)), [x, w], argument_types=["input", "parameter"]
    )
    bound = sum_error(np.abs(exact(x)).max() * 4 * 8, 8)
    for factor in (1, 2):
        (result,) = machine.run(program, [x, w * np.float32(factor)], "planned")
        assert np.abs(exact(result) - exact(x) @ exact(w).T * factor).max() <= bound * factor
    tensor = runtime.from_numpy(w)
    given = runtime.from_numpy(x)
    runtime.submit(machine.device, program, 0, [given, tensor])
    w *= 3
    tensor.mark_changed()
    (output,) = runtime.submit(machine.device, program, 0, [given, tensor])
    assert np.abs(exact(runtime.to_numpy(output)) - exact(x) @ exact(w).T).max() <= bound * 3


@pytest.mark.parametrize("options", ["enable-const-eval=false", "optimization-level=0", "optimization-level=1", "remove-deallocs=true",
                                     "enable-implicit-broadcast-folding-pass=false"])  # fmt: skip
def test_options_do_not_change_results(machine: Machine, options: str) -> None:
    x, w, c = values((4, 8), "f32", -1, 1, "x"), values((6, 8), "f32", -1, 1, "w"), values((6,), "f32", -1, 1, "c")

    def build(b: Any, x: Any, w: Any, c: Any) -> Any:
        y = b.add(
            b.matmul(x, b.transpose(w, dim0=0, dim1=1)),
            b.broadcast(b.reshape(c, shape=[1, 6]), broadcast_dimensions=[4, 1]),
        )
        return b.multiply(b.relu(y), b.full(shape=[4, 6], fill_value=0.5))

    expected = np.maximum(exact(x) @ exact(w).T + exact(c), 0) / 2
    check(
        machine,
        build,
        [x, w, c],
        expected,
        absolute=sum_error(9.0, 9),
        argument_types=["input", "parameter", "parameter"],
        options=options,
    )


def test_a_long_program_reuses_memory_rightly(machine: Machine) -> None:
    """Values that live at the same time must not share memory: sums of all earlier values, in every order."""
    x = values((33, 7), "f32", -1, 1)

    def build(b: Any, a: Any) -> Any:
        kept = [a]
        for i in range(12):
            kept.append(
                b.add(
                    b.neg(kept[-1]) if i % 3 else b.transpose(b.transpose(kept[-1], dim0=0, dim1=1), dim0=0, dim1=1),
                    kept[i // 2],
                )
            )
        total = kept[0]
        for value in reversed(kept):
            total = b.add(total, value)
        return total, kept[5]

    kept = [exact(x)]
    for i in range(12):
        kept.append((-kept[-1] if i % 3 else kept[-1]) + kept[i // 2])
    magnitude = sum(np.abs(value) for value in kept) + np.abs(exact(x))
    check(machine, build, [x], [sum(kept) + exact(x), kept[5]], absolute=magnitude * 40 * EPS32 / 2)
