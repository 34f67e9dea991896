"""A device for programs of both kinds: the host runs them, and the simulated card that it opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ttrt import runtime


@pytest.fixture(scope="session")
def device() -> Iterator[runtime.Device]:
    """Opened once, and with it the card, whose cores keep the native code of kernels."""
    opened = runtime.open_mesh_device()
    yield opened
    runtime.close_mesh_device(opened)
