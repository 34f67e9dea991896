"""Affine expressions, maps and integer sets: kinds, arithmetic, derived maps, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ttmlir import ir

pytestmark = pytest.mark.usefixtures("context")

KINDS = {
    "AffineAddExpr": lambda d, s: d + s,
    "AffineMulExpr": lambda d, s: d * 2,
    "AffineModExpr": lambda d, s: d % 4,
    "AffineFloorDivExpr": lambda d, s: ir.AffineExpr.get_floor_div(d, 3),
    "AffineCeilDivExpr": lambda d, s: ir.AffineExpr.get_ceil_div(d, 3),
    "AffineDimExpr": lambda d, s: d,
    "AffineSymbolExpr": lambda d, s: s,
    "AffineConstantExpr": lambda d, s: ir.AffineExpr.get_constant(7),
}


@pytest.mark.parametrize("name", KINDS)
def test_expressions_have_the_class_of_their_kind(name: str) -> None:
    expr = KINDS[name](ir.AffineExpr.get_dim(0), ir.AffineExpr.get_symbol(1))
    assert type(expr) is getattr(ir, name)
    assert repr(expr) == f"{name}({expr})"
    assert getattr(ir, name)(expr) == expr
    others = [other for other in KINDS if other != name]
    for other in others:
        with pytest.raises(ValueError, match=f"Cannot cast affine expression to {other} \\(from {name}"):
            getattr(ir, other)(expr)


def test_parts_of_expressions() -> None:
    d0, s1 = ir.AffineDimExpr.get(0), ir.AffineSymbolExpr.get(1)
    total = ir.AffineAddExpr.get(d0, s1)
    assert isinstance(total, ir.AffineBinaryExpr)
    assert (total.lhs, total.rhs) == (d0, s1)
    assert (d0.position, s1.position, ir.AffineConstantExpr.get(-3).value) == (0, 1, -3)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda d: d + 2, "d0 + 2"),
        (lambda d: 2 + d, "d0 + 2"),
        (lambda d: d - 2, "d0 - 2"),
        (lambda d: 2 - d, "-d0 + 2"),
        (lambda d: d - d, "0"),
        (lambda d: 3 * d, "d0 * 3"),
        (lambda d: d % 5, "d0 mod 5"),
        (lambda d: 5 % d, "5 mod d0"),
        (lambda d: ir.AffineExpr.get_floor_div(7, d), "7 floordiv d0"),
        (lambda d: ir.AffineExpr.get_ceil_div(d, 0), "d0 ceildiv 0"),
        (lambda d: d - (2**63 - 1), "d0 - 9223372036854775807"),
    ],
)
def test_arithmetic(make: Callable[[Any], Any], text: str) -> None:
    assert str(make(ir.AffineExpr.get_dim(0))) == text


def test_constants_are_folded_into_constants() -> None:
    assert ir.AffineAddExpr.get(ir.AffineConstantExpr.get(2), ir.AffineConstantExpr.get(3)).value == 5


def test_expressions_are_transformed() -> None:
    d0, d1, s0 = ir.AffineExpr.get_dim(0), ir.AffineExpr.get_dim(1), ir.AffineExpr.get_symbol(0)
    assert str((d0 + d1).compose(ir.AffineMap.get(2, 0, [d1, d0 * 2]))) == "d1 + d0 * 2"
    assert str((d0 + d1).shift_dims(2, 3)) == "d3 + d4"
    assert str((d0 + d1).shift_dims(2, 3, offset=1)) == "d0 + d4"
    assert str((d0 + s0).shift_symbols(1, 2)) == "d0 + s2"
    assert ir.AffineExpr.simplify_affine_expr(d0 + d0 - d0 * 2, 1, 0) == ir.AffineExpr.get_constant(0)
    assert type((d0 + 0).maybe_downcast()) is ir.AffineDimExpr


def test_maps_are_derived() -> None:
    identity = ir.AffineMap.get_identity(4)
    assert str(identity.get_submap([2, 0])) == "(d0, d1, d2, d3) -> (d2, d0)"
    assert str(identity.get_major_submap(1)) == "(d0, d1, d2, d3) -> (d0)"
    assert str(identity.get_minor_submap(2)) == "(d0, d1, d2, d3) -> (d2, d3)"
    assert identity.get_major_submap(4) == identity
    assert ir.AffineMap.get_permutation([]) == ir.AffineMap.get_empty()
    s0, d0 = ir.AffineExpr.get_symbol(0), ir.AffineExpr.get_dim(0)
    replaced = ir.AffineMap.get(1, 1, [d0 + s0]).replace(s0, ir.AffineExpr.get_constant(9), 1, 0)
    assert str(replaced) == "(d0) -> (d0 + 9)"


def test_unused_symbols_are_compressed() -> None:
    d0, s2 = ir.AffineExpr.get_dim(0), ir.AffineExpr.get_symbol(2)
    maps = ir.AffineMap.compress_unused_symbols([ir.AffineMap.get(1, 3, [d0]), ir.AffineMap.get(1, 3, [s2])])
    assert [str(map_) for map_ in maps] == ["(d0)[s0] -> (d0)", "(d0)[s0] -> (s0)"]
    assert ir.AffineMap.compress_unused_symbols([]) == []


def test_results_are_a_sequence_of_expressions_of_their_kind() -> None:
    results = ir.AffineMap.get_permutation([2, 0, 1]).results
    assert isinstance(results, ir.AffineExprList)
    assert [type(result) for result in results] == [ir.AffineDimExpr] * 3
    assert [result.position for result in results[::-1]] == [1, 0, 2]
    assert len(results) == 3
    assert results[-1].position == 1
    with pytest.raises(IndexError):
        _ = results[3]


def test_integer_sets() -> None:
    d0, d1, s0 = ir.AffineExpr.get_dim(0), ir.AffineExpr.get_dim(1), ir.AffineExpr.get_symbol(0)
    values = ir.IntegerSet.get(2, 1, [d0 - d1, s0 - d0], [True, False])
    assert str(values) == "(d0, d1)[s0] : (d0 - d1 == 0, -d0 + s0 >= 0)"
    assert repr(values) == f"IntegerSet({values})"
    assert (values.n_dims, values.n_symbols, values.n_inputs) == (2, 1, 3)
    assert (values.n_equalities, values.n_inequalities) == (1, 1)
    assert [(str(part.expr), part.is_eq) for part in values.constraints] == [("d0 - d1", True), ("-d0 + s0", False)]
    assert len(values.constraints[1:]) == 1
    same = ir.IntegerSet.get(2, 1, [d0 - d1, s0 - d0], [True, False])
    assert hash(values) == hash(same)
    assert {values: 1}[same] == 1
    replaced = values.get_replaced([d0, d0], [ir.AffineExpr.get_constant(4)], 1, 0)
    assert str(replaced) == "(d0) : (0 == 0, -d0 + 4 >= 0)"
    assert ir.IntegerSet.get_empty(1, 0).is_canonical_empty
    assert not values.is_canonical_empty
    assert ir.IntegerSetAttr.get(values).value == values


def other_dim() -> Any:
    return ir.AffineExpr.get_dim(0, context=ir.Context())


REFUSED: list[tuple[Callable[[], Any], type[Exception], str]] = [
    (lambda: ir.AffineMap.get(1, 1, [1]), RuntimeError, "Invalid expression when attempting to create an AffineMap"),
    (lambda: ir.AffineMap.get(1, 1, [None]), RuntimeError, r"Invalid expression \(None\?\) when attempting"),
    (lambda: ir.AffineMap.get(1, 0, [ir.AffineExpr.get_dim(1)]), ValueError, "uses d1, but there are 1 dimensions"),
    (lambda: ir.AffineMap.get(0, 0, [ir.AffineExpr.get_symbol(0)]), ValueError, "uses s0, but there are 0 symbols"),
    (lambda: ir.AffineMap.get(-1, 0, []), ValueError, "the number of dimensions must not be negative"),
    (lambda: ir.AffineMap.get(1, 0, [other_dim()]), ValueError, "another context"),
    (lambda: ir.AffineMap.get_permutation([1, 0, 1]), RuntimeError, "Invalid permutation"),
    (lambda: ir.AffineMap.get_identity(2).get_submap([2]), ValueError, "result position out of bounds"),
    (lambda: ir.AffineMap.get_identity(2).get_submap([-1]), ValueError, "result position out of bounds"),
    (lambda: ir.AffineMap.get_identity(2).get_major_submap(3), ValueError, "number of results out of bounds"),
    (lambda: ir.AffineMap.get_identity(2).get_minor_submap(-1), ValueError, "number of results out of bounds"),
    (lambda: ir.AffineExpr.get_dim(-1), ValueError, "must not be negative"),
    (lambda: ir.AffineExpr.get_symbol(2**40), ValueError, r"beyond 2\^31"),
    (lambda: ir.AffineExpr.get_dim(0) + other_dim(), ValueError, "different contexts"),
    (lambda: ir.AffineExpr.get_dim(0) + "x", TypeError, "unsupported operand"),
    (lambda: ir.AffineExpr.get_dim(0).shift_dims(1, 1, 2), ValueError, "offset must not exceed"),
    (lambda: ir.AffineExpr.simplify_affine_expr(ir.AffineExpr.get_dim(5), 1, 0), ValueError, "uses d5"),
    (lambda: ir.AffineMap.compress_unused_symbols([None]), TypeError, "expected a sequence of AffineMaps"),
    (lambda: ir.IntegerSet.get(1, 0, [], []), ValueError, "Expected non-empty list of constraints"),
    (lambda: ir.IntegerSet.get(1, 0, [ir.AffineExpr.get_dim(0)], []), ValueError, "Expected the number of constraints"),
    (lambda: ir.IntegerSet.get(1, 0, [None], [True]), RuntimeError, r"\(None\?\) when attempting to create an Integer"),
    (
        lambda: ir.IntegerSet.get(1, 0, [ir.AffineExpr.get_dim(0)], [True]).get_replaced([], [], 0, 0),
        ValueError,
        "Expected the number of dimension replacement expressions",
    ),
]


@pytest.mark.parametrize(("make", "kind", "message"), REFUSED)
def test_what_does_not_fit_is_refused(make: Callable[[], Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        make()
