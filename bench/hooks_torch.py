"""The chain of small ops of hooks_tenon on PyTorch, with a TorchDispatchMode that does nothing and without."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hooks_tenon import NUMBER, OPS, RARE, SHAPE
from mode_turns import Run, serve_modes

INSTALL = ".venv/bin/pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu"


def has_torch() -> bool:
    """Whether PyTorch is installed."""
    return importlib.util.find_spec("torch") is not None


def serve_torch() -> None:
    """Be the worker."""
    # By name, so that types are checked alike with and without PyTorch.
    torch: Any = importlib.import_module("torch")
    dispatch: Any = importlib.import_module("torch.utils._python_dispatch")

    class Nothing(dispatch.TorchDispatchMode):  # type: ignore[misc]
        """The least that a mode can do: it hands every op on."""

        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            return func(*args, **(kwargs or {}))

    torch.set_num_threads(1)
    first, y = torch.full(SHAPE, NUMBER), torch.full(SHAPE, NUMBER)

    def run() -> Any:
        x = first
        for op in range(OPS):
            x = torch.exp(x) if op == RARE else torch.add(x, y) if op % 2 else torch.mul(x, y)
        return x

    @contextmanager
    def none() -> Iterator[Run]:
        yield run

    @contextmanager
    def mode() -> Iterator[Run]:
        with Nothing():
            yield run

    with torch.inference_mode():
        serve_modes({"none": none, "mode": mode}, {"ops": OPS, "result": float(run()[0])})
