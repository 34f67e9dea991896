"""How observers read printed locations: short forms, layers, names of values."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ttrt.runtime.debug.locations import layer_rule, names_of_value, places_of_value, short_location

NAMED = 'loc("encoder.layer.3.attention/query"("a/m.py":1:2))'


@pytest.mark.parametrize(
    ("location", "short"),
    [
        ('loc("/a/b/model.py":12:8)', "model.py:12"),
        ('loc("name"("/a/model.py":3:1))', "model.py:3"),
        ('loc("attention")', "attention"),
        ("loc(unknown)", ""),
        ('loc(fused["a/x.py":1:2, "y.py":3:4])', "x.py:1"),
    ],
)
def test_short_locations(location: str, short: str) -> None:
    assert short_location(location) == short


@pytest.mark.parametrize(
    ("location", "layer"),
    [
        (NAMED, "encoder.layer.3"),
        ('loc("model.layers.11.mlp.up_proj")', "model.layers.11"),
        ('loc("resnet/layer1.0.conv")', "resnet/layer1.0"),
        ('loc("embeddings.LayerNorm")', "embeddings"),
        ('loc("pooler")', "pooler"),
        ('loc("3.weight")', "3"),
        ('loc("a/model.py":12:8)', "model.py:12"),
        ('loc(fused["x.py":1:2, "block.0.a"("y.py":2:2)])', "block.0"),
        ("loc(unknown)", "(no location)"),
        ('loc("")', "(no location)"),
    ],
)
def test_the_layer_by_default(location: str, layer: str) -> None:
    assert layer_rule(None)(location) == layer


@pytest.mark.parametrize(
    ("rule", "layer"),
    [
        (1, "encoder"),
        (4, "encoder.layer.3.attention"),
        (9, "encoder.layer.3.attention/query"),
        (r"layer\.(\d+)", "3"),
        (r"layer\.\d+", "layer.3"),
        (re.compile(r"LAYER", re.IGNORECASE), "layer"),
        ("decoder", "(no layer)"),
        ("(decoder)?encoder", "(no layer)"),
        (len, len(NAMED)),
    ],
)
def test_the_layer_by_a_rule(rule: Any, layer: Any) -> None:
    assert layer_rule(rule)(NAMED) == layer


@pytest.mark.parametrize(
    ("rule", "error", "words"),
    [
        (0, ValueError, "at least 1"),
        ("(", ValueError, "no regular expression"),
        (1.5, TypeError, "float"),
        (True, TypeError, "bool"),
    ],
)
def test_rules_that_make_no_sense(rule: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        layer_rule(rule)


@pytest.mark.parametrize(
    ("location", "names"),
    [
        ('loc("a/m.py":12:8)', {"a/m.py:12:8", "a/m.py:12", "m.py:12"}),
        ('loc("here"("m.py":3:1))', {"here", "m.py:3", "m.py:3:1"}),
        ('loc("look at me")', {"look at me"}),
        ('loc(fused["x.py":1:2, "n, [m]"("y.py":2:3)])', {"n, [m]", "y.py:2", "y.py:2:3"}),
        ('loc(fused<"tag">["first", callsite("in.py":3:1 at "out.py":4:1)])', {"in.py:3", "in.py:3:1"}),
        ('loc(callsite("f"("in.py":3:1) at callsite("b.py":4:1 at "c.py":5:1)))', {"f", "in.py:3", "in.py:3:1"}),
        ("loc(unknown)", set()),
    ],
)
def test_names_of_values(location: str, names: set[str]) -> None:
    assert names_of_value(location) == {location, *names}


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ('loc("x.py":1:2)', []),
        ('loc(fused["x.py":1:2, "n, [m]"("y.py":2:3)])', ['loc("n, [m]"("y.py":2:3))']),
        ('loc(fused<2 : i64>["x.py":1:2])', []),
        ('loc(fused["a", fused<2 : i64>["x.py":1:2]])', ['loc(fused<2 : i64>["x.py":1:2])']),
    ],
)
def test_places_of_values(location: str, places: list[str]) -> None:
    assert places_of_value(location) == [location, *places]
