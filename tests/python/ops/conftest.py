"""The devices that the tests of ops share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ops_harness import Machine


@pytest.fixture(scope="session")
def machine() -> Iterator[Machine]:
    """Opened once: opening is not what these tests are about."""
    opened = Machine()
    yield opened
    opened.close()
