"""A context that is current, and a small module in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from leak_check import LOADED, not_looked_at
from ttmlir_programs import FUNCTION

# MLIR's header of sequences (`Sliceable`) loses the name of an element's class for each class that it binds.
with not_looked_at():
    from ttmlir import ir

collect_ignore = [] if LOADED else ["test_leak_check.py"]


@pytest.fixture
def context() -> Iterator[ir.Context]:
    """A current context with an unknown location."""
    with ir.Context() as context, ir.Location.unknown():
        yield context


@pytest.fixture
def module(context: ir.Context) -> ir.Module:
    """@f(a, b) = (a + b)^2, in `arith`."""
    return ir.Module.parse(FUNCTION)
