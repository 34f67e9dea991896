"""What the tests of the simulated card share: small chips, and kernels from a few lines of C++."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ttrt import card

HEADERS = '#include "dataflow_api.h"\n#include "debug/dprint.h"\n'


@pytest.fixture
def chip() -> Iterator[card.Chip]:
    """A chip of four tiles."""
    with card.open(grid=(2, 2)) as opened:
        yield opened


@pytest.fixture(scope="session")
def kernel() -> Callable[[str], card.Kernel]:
    """Compiles the body of a data-movement kernel."""

    def compile_body(body: str, **options: object) -> card.Kernel:
        return card.Kernel.compile(f"{HEADERS}void kernel_main() {{\n{body}\n}}\n", "test.cpp", **options)  # type: ignore[arg-type]

    return compile_body
