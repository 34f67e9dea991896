"""Small compiled programs for the runtime's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ttrt.binary
import ttrt.runtime
from ttmlir import passes
from ttmlir.ir import Context, Module

CHAIN = """
func.func @chain(%a: tensor<2x3xf32> {ttir.name = "a"}, %b: tensor<2x3xf32> {ttir.name = "b"}) -> tensor<2x3xf32> {
  %0 = "ttir.add"(%a, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("chain.py":1:0)
  %1 = "ttir.exp"(%0) : (tensor<2x3xf32>) -> tensor<2x3xf32> loc("chain.py":2:0)
  %2 = "ttir.multiply"(%1, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> loc("chain.py":3:0)
  return %2 : tensor<2x3xf32>
}
"""


@pytest.fixture(scope="session")
def compile_text(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Compiles a TTIR module to a .ttnn file and returns its path."""

    def compile_module(text: str) -> Path:
        path = tmp_path_factory.mktemp("binary") / "program.ttnn"
        with Context():
            module = Module.parse(text)
            passes.ttir_to_ttnn_backend_pipeline(module)
            passes.ttnn_to_flatbuffer_file(module, str(path))
        return path

    return compile_module


@pytest.fixture(scope="session")
def chain_path(compile_text: Callable[[str], Path]) -> Path:
    """@chain(a, b) = exp(a + b) * b on 2x3 f32."""
    return compile_text(CHAIN)


@pytest.fixture
def chain(chain_path: Path) -> ttrt.binary.Binary:
    return ttrt.binary.load_binary_from_path(str(chain_path))


@pytest.fixture
def device() -> Iterator[ttrt.runtime.Device]:
    opened = ttrt.runtime.open_mesh_device()
    yield opened
    if opened.is_open():
        ttrt.runtime.close_mesh_device(opened)


@pytest.fixture(autouse=True)
def _no_hooks_left() -> Iterator[None]:
    yield
    ttrt.runtime.unregister_hooks()
