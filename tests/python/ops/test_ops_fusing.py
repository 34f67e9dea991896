"""What the compiler recognizes, evaluates or decomposes must not change the numbers: with and without fusing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import EPS32, Array, Build, Machine, check, compiled, exact, sum_error, values
from test_ops_attention import attention, attention_error, heads
from test_ops_normalization import normalization_error, normalized
from test_ops_unary import erf

import ttrt.binary

FUSED, PLAIN = "", "enable-fusing-pass=false"


def both_ways(
    machine: Machine, build: Build, inputs: list[Array], expected: Array, fused: str, absolute: Any, **options: Any
) -> None:
    """Compares the program with and without fusing; with it, the op `fused` must be there, without it must not."""
    for pipeline in (FUSED, PLAIN):
        check(machine, build, inputs, expected, absolute=absolute, options=pipeline, **options)
        names = op_names(compiled(build, inputs, options=pipeline, argument_types=options.get("argument_types")))
        assert (fused in names) == (pipeline == FUSED), f"{pipeline}: {names}"


def op_names(program: ttrt.binary.Binary) -> set[str]:
    return {op.name for op in program.get_program_ops(0)}


@pytest.mark.parametrize("scaling", ["multiplied", "divided", "query", "none"])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("transpose", ["attribute", "op", "permute"])
def test_attention(machine: Machine, transpose: str, masked: bool, scaling: str) -> None:
    q, k, v = heads("f32", sk=13)
    mask = np.where(values((2, 1, 1, 13), "f32", 0, 1) < 0.4, -1e4, 0).astype(np.float32)
    mask[..., 0] = 0
    scale = 1.0 if scaling == "none" else 0.25

    def build(b: Any, q: Any, k: Any, v: Any, m: Any = None) -> Any:
        q = b.multiply(q, b.constant(0.25)) if scaling == "query" else q
        if transpose == "attribute":
            scores = b.matmul(q, k, transpose_b=True)
        elif transpose == "op":
            scores = b.matmul(q, b.transpose(k, dim0=-1, dim1=-2))
        else:
            scores = b.matmul(q, b.permute(k, permutation=[0, 1, 3, 2]))
        scores = b.multiply(scores, b.constant(0.25)) if scaling == "multiplied" else scores
        scores = b.div(scores, b.constant(4.0)) if scaling == "divided" else scores
        scores = scores if m is None else b.add(scores, m)
        return b.matmul(b.softmax(scores, dimension=-1, numericStable=True), v)

    both_ways(machine, build, [q, k, v, mask] if masked else [q, k, v], attention(q, k, v, mask if masked else None, scale=scale),
              "ttnn.scaled_dot_product_attention", attention_error(q, k, v, scale))  # fmt: skip


def test_attention_of_three_dimensions(machine: Machine) -> None:
    q, k, v = (x[:, 0] for x in heads("f32"))
    expected = attention(q[:, None], k[:, None], v[:, None], scale=1.0)[:, 0]
    both_ways(machine, lambda b, q, k, v: b.matmul(b.softmax(b.matmul(q, k, transpose_b=True), dimension=2), v), [q, k, v], expected,
              "ttnn.scaled_dot_product_attention", attention_error(q, k, v, 1.0))  # fmt: skip


def test_a_softmax_along_queries_is_no_attention(machine: Machine) -> None:
    q, k, v = heads("f32")
    scores = exact(q) @ exact(k).swapaxes(2, 3)
    e = np.exp(scores - scores.max(2, keepdims=True))
    build = lambda b, q, k, v: b.matmul(b.softmax(b.matmul(q, k, transpose_b=True), dimension=2), v)  # noqa: E731
    check(machine, build, [q, k, v], e / e.sum(2, keepdims=True) @ exact(v), absolute=9 * attention_error(q, k, v, 1.0))


def test_scores_that_are_returned(machine: Machine) -> None:
    """A value that something else uses stays."""
    q, k, v = heads("f32")

    def build(b: Any, q: Any, k: Any, v: Any) -> Any:
        scores = b.matmul(q, k, transpose_b=True)
        weights = b.softmax(scores, dimension=-1)
        return scores, weights, b.matmul(weights, v)

    scores = exact(q) @ exact(k).swapaxes(2, 3)
    e = np.exp(scores - scores.max(3, keepdims=True))
    weights = e / e.sum(3, keepdims=True)
    check(machine, build, [q, k, v], [scores, weights, weights @ exact(v)], absolute=attention_error(q, k, v, 1.0))


@pytest.mark.parametrize("form", ["half first", "half last", "half inside", "square root of two"])
def test_gelu(machine: Machine, form: str) -> None:
    x = values((9, 33), "f32")

    def build(b: Any, x: Any) -> Any:
        half, one = b.constant(0.5), b.constant(1.0)
        inner = b.div(x, b.constant(2.0**0.5)) if form == "square root of two" else b.multiply(x, b.constant(0.5**0.5))
        cdf = b.add(b.erf(inner), one) if form == "half last" else b.add(one, b.erf(inner))
        if form == "half inside":
            return b.multiply(x, b.multiply(half, cdf))
        return b.multiply(b.multiply(x, cdf), half) if form == "half last" else b.multiply(b.multiply(half, x), cdf)

    v = exact(x)
    # erf is off by 3 ulp of at most 1 and by that of its argument; this is times |x| / 2.
    both_ways(machine, build, [x], 0.5 * v * (1 + erf(v / np.sqrt(2))), "ttnn.gelu", np.abs(v) * 4 * EPS32, ulps=6)


@pytest.mark.parametrize("name", ["relu", "relu6", "sigmoid", "sigmoid of reciprocal", "silu"])
def test_activations(machine: Machine, name: str) -> None:
    x = values((9, 33), "f32", -9, 9)
    v = exact(x)

    def denominator(b: Any, x: Any) -> Any:
        return b.add(b.constant(1.0), b.exp(b.neg(x)))

    builds: dict[str, tuple[Build, Array, str]] = {
        "relu": (lambda b, x: b.maximum(x, b.constant(0.0)), np.maximum(v, 0), "ttnn.relu"),
        "relu6": (
            lambda b, x: b.minimum(b.maximum(x, b.constant(0.0)), b.constant(6.0)),
            np.clip(v, 0, 6),
            "ttnn.relu6",
        ),
        "sigmoid": (lambda b, x: b.div(b.constant(1.0), denominator(b, x)), 1 / (1 + np.exp(-v)), "ttnn.sigmoid"),
        "sigmoid of reciprocal": (lambda b, x: b.reciprocal(denominator(b, x)), 1 / (1 + np.exp(-v)), "ttnn.sigmoid"),
        "silu": (lambda b, x: b.multiply(x, b.sigmoid(x)), v / (1 + np.exp(-v)), "ttnn.silu"),
    }
    build, expected, op = builds[name]
    both_ways(machine, build, [x], expected, op, 0.0, ulps=5)


@pytest.mark.parametrize("affine", [False, True])
@pytest.mark.parametrize("variance", ["squares", "powers"])
@pytest.mark.parametrize("root", ["rsqrt", "sqrt"])
def test_layer_norm(machine: Machine, root: str, variance: str, affine: bool) -> None:
    x, w, c = values((3, 7, 64), "f32"), values((64,), "f32", 0.5, 2, "w"), values((64,), "f32", -1, 1, "c")

    def build(b: Any, x: Any, w: Any = None, c: Any = None) -> Any:
        centred = b.subtract(x, b.mean(x, keep_dim=True, dim_arg=[-1]))
        squares = b.multiply(centred, centred) if variance == "squares" else b.pow(centred, b.constant(2.0))
        spread = b.add(b.mean(squares, keep_dim=True, dim_arg=[-1]), b.constant(1e-5))
        result = b.multiply(centred, b.rsqrt(spread)) if root == "rsqrt" else b.div(centred, b.sqrt(spread))
        return result if w is None else b.add(b.multiply(result, w), c)

    expected = normalized(exact(x), -1, 1e-5)
    error = normalization_error(expected, 64)
    if affine:
        expected, error = expected * exact(w) + exact(c), error * exact(w) + EPS32
    both_ways(machine, build, [x, w, c] if affine else [x], expected, "ttnn.layer_norm", error)


def test_rms_norm(machine: Machine) -> None:
    x, w = values((3, 7, 64), "f32"), values((64,), "f32", 0.5, 2, "w")

    def build(b: Any, x: Any, w: Any) -> Any:
        mean = b.mean(b.multiply(x, x), keep_dim=True, dim_arg=[-1])
        return b.multiply(b.multiply(x, b.rsqrt(b.add(mean, b.constant(1e-5)))), w)

    expected = exact(x) / np.sqrt((exact(x) ** 2).mean(-1, keepdims=True) + 1e-5) * exact(w)
    both_ways(machine, build, [x, w], expected, "ttnn.rms_norm", normalization_error(expected, 64))


@pytest.mark.parametrize("stable", [False, True])
def test_softmax(machine: Machine, stable: bool) -> None:
    x = values((3, 7, 20), "f32")

    def build(b: Any, x: Any) -> Any:
        e = b.exp(b.subtract(x, b.max(x, keep_dim=True, dim_arg=[1])) if stable else x)
        return b.div(e, b.sum(e, keep_dim=True, dim_arg=[1]))

    e = np.exp(exact(x))
    both_ways(machine, build, [x], e / e.sum(1, keepdims=True), "ttnn.softmax", 0.0, ulps=2 * 8 + 3 + 7)


@pytest.mark.parametrize("bias_shape", [(20,), (1, 20)], ids=str)
def test_linear(machine: Machine, bias_shape: tuple[int, ...]) -> None:
    x, w, c = (
        values((3, 9, 32), "f32", -1, 1, "x"),
        values((32, 20), "f32", -1, 1, "w"),
        values(bias_shape, "f32", -1, 1, "c"),
    )
    expected = exact(x) @ exact(w) + exact(c)
    error = sum_error(np.abs(exact(x)) @ np.abs(exact(w)) + np.abs(exact(c)), 33)
    for order in (False, True):
        both_ways(machine, lambda b, x, w, c, order=order: b.add(c, b.matmul(x, w)) if order else b.add(b.matmul(x, w), c), [x, w, c], expected,
                  "ttnn.linear", error)  # fmt: skip


@pytest.mark.parametrize("bias_shape", [(9, 20), (9, 1), (3, 9, 20), ()], ids=str)
def test_sums_that_are_no_bias(machine: Machine, bias_shape: tuple[int, ...]) -> None:
    """One of them is larger than the product; all of them must be right."""
    x, w, c = (
        values((9, 32), "f32", -1, 1, "x"),
        values((32, 20), "f32", -1, 1, "w"),
        values(bias_shape, "f32", -1, 1, "c"),
    )
    error = sum_error(np.abs(exact(x)) @ np.abs(exact(w)) + np.abs(exact(c)), 33)
    check(
        machine, lambda b, x, w, c: b.add(b.matmul(x, w), c), [x, w, c], exact(x) @ exact(w) + exact(c), absolute=error
    )


def test_linear_and_gelu_written_out(machine: Machine) -> None:
    x, w, c = values((9, 32), "f32", -1, 1, "x"), values((20, 32), "f32", -1, 1, "w"), values((20,), "f32", -1, 1, "c")

    def build(b: Any, x: Any, w: Any, c: Any) -> Any:
        y = b.add(b.matmul(x, b.transpose(w, dim0=0, dim1=1)), c)
        return b.multiply(
            b.multiply(y, b.constant(0.5)), b.add(b.erf(b.multiply(y, b.constant(0.5**0.5))), b.constant(1.0))
        )

    y = exact(x) @ exact(w).T + exact(c)
    error = 1.13 * sum_error(np.abs(exact(x)) @ np.abs(exact(w)).T + np.abs(exact(c)), 33) + np.abs(y) * 4 * EPS32
    check(machine, build, [x, w, c], 0.5 * y * (1 + erf(y / np.sqrt(2))), absolute=error, ulps=6,
          argument_types=["input", "parameter", "parameter"])  # fmt: skip


def test_convolution_batch_norm_and_relu(machine: Machine) -> None:
    """As residual networks have it; the statistics depend on parameters only."""
    from test_ops_window import conv2d

    x, w = values((1, 8, 8, 3), "f32", -1, 1, "x"), values((5, 3, 3, 3), "f32", -1, 1, "w")
    scale, offset, mean, variance = (values((5,), "f32", 0.5, 2, name) for name in ("s", "o", "m", "v"))

    def build(b: Any, x: Any, w: Any, *statistics: Any) -> Any:
        y = b.conv2d(x, w, stride=1, padding=1, dilation=1, groups=1)
        return b.relu(b.batch_norm_inference(y, *statistics, epsilon=1e-5, dimension=3))

    factor = exact(scale) / np.sqrt(exact(variance) + 1e-5)
    y = conv2d(exact(x), exact(w), 1, 1, 1, 1)
    expected = np.maximum((y - exact(mean)) * factor + exact(offset), 0)
    error = sum_error(conv2d(np.abs(exact(x)), np.abs(exact(w)), 1, 1, 1, 1) + 2, 28 + 8) * factor + 8 * EPS32
    for options in (FUSED, PLAIN):
        check(machine, build, [x, w, scale, offset, mean, variance], expected, absolute=error, options=options,
              argument_types=["input"] + ["parameter"] * 5)  # fmt: skip
