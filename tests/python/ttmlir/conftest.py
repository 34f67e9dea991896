"""A context that is current, and a small module in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ttmlir_programs import FUNCTION

from ttmlir import ir


@pytest.fixture
def context() -> Iterator[ir.Context]:
    """A current context with an unknown location."""
    with ir.Context() as context, ir.Location.unknown():
        yield context


@pytest.fixture
def module(context: ir.Context) -> ir.Module:
    """@f(a, b) = (a + b)^2, in `arith`."""
    return ir.Module.parse(FUNCTION)
