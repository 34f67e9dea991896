"""A current context, and a module that tests build operations in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ttmlir import ir


@pytest.fixture
def built() -> Iterator[ir.Module]:
    """An empty module; the insertion point is in it."""
    with ir.Context(), ir.Location.unknown():
        module = ir.Module.create()
        with ir.InsertionPoint(module.body):
            yield module
