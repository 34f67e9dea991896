"""See inside running programs: `watch` and observers made of it, which are imported when they are first asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .._ttmlir_runtime.runtime import Watch
from .watch import watch

if TYPE_CHECKING:
    from .comparing import Comparison, GoldenComparison, GoldenMismatchError, compare
    from .layers import LayerRow, LayerStatistics, layer_statistics
    from .locations import short_location
    from .nonfinite import NonFiniteError, NonFiniteStop, stop_at_nonfinite
    from .observer import Observer
    from .place import Place
    from .printing import OpPrinter, print_ops
    from .saving import SavedTensor, TensorSaver, load_saved_tensors, save_tensors
    from .timing import OpTime, OpTimes, TotalTime, time_ops

__all__ = [
    "Comparison",
    "GoldenComparison",
    "GoldenMismatchError",
    "LayerRow",
    "LayerStatistics",
    "NonFiniteError",
    "NonFiniteStop",
    "Observer",
    "OpPrinter",
    "OpTime",
    "OpTimes",
    "Place",
    "SavedTensor",
    "TensorSaver",
    "TotalTime",
    "Watch",
    "compare",
    "layer_statistics",
    "load_saved_tensors",
    "print_ops",
    "save_tensors",
    "short_location",
    "stop_at_nonfinite",
    "time_ops",
    "watch",
]

# Together they take longer to import than the rest of ttrt.runtime.
_MODULES = {
    "comparing": ("Comparison", "GoldenComparison", "GoldenMismatchError", "compare"),
    "layers": ("LayerRow", "LayerStatistics", "layer_statistics"),
    "locations": ("short_location",),
    "nonfinite": ("NonFiniteError", "NonFiniteStop", "stop_at_nonfinite"),
    "observer": ("Observer",),
    "place": ("Place",),
    "printing": ("OpPrinter", "print_ops"),
    "saving": ("SavedTensor", "TensorSaver", "load_saved_tensors", "save_tensors"),
    "timing": ("OpTime", "OpTimes", "TotalTime", "time_ops"),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            value = getattr(importlib.import_module(f".{module}", __name__), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
