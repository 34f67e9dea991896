"""Names of the field's passes and translations that Tenon does not have: each says so, and what there is instead."""

from __future__ import annotations

from typing import Any, NoReturn

from ._mlir_libs import _ttmlir

# What is not there, and why or what is there instead.
_PYKERNEL = "kernels are not written in Python; ttkernel modules become code with ttkernel_to_elf or ttkernel_to_cpp"
_CODE = "source code is not generated; a Binary (ttnn_to_flatbuffer_file) runs with ttrt"
_FRONT_END = "StableHLO is not read yet; build TTIR with ttmlir.builder or parse its text"
_PIPELINES = {
    "pykernel-compile-pipeline": _PYKERNEL,
    "stablehlo-pipeline": _FRONT_END,
    "stablehlo-to-ttir-pipeline": _FRONT_END,
    "ttir-to-emitc-pipeline": _CODE,
    "ttir-to-emitpy-pipeline": _CODE,
    "ttnn-to-ttmetal-pipeline": "programs for the card's cores are made from TTIR; see ttir_to_ttmetal_pipeline",
}


def require(name: str, pipeline: str) -> None:
    """Raises NotImplementedError, for the function `name`, if this build has no such pipeline."""
    if not _ttmlir.has_pipeline(pipeline):
        raise NotImplementedError(f"{name}: {_PIPELINES[pipeline]}")


def _absent(name: str, reason: str) -> Any:
    def function(*args: object, **kwargs: object) -> NoReturn:
        raise NotImplementedError(f"{name}: {reason}")

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Raises NotImplementedError: {reason}."
    return function


translate_to_cpp = _absent("translate_to_cpp", _CODE)
translate_to_python = _absent("translate_to_python", _CODE)
