"""A chain of small ops on Tenon, with Python hooks and without: the program, and the worker that runs it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mode_turns import Run, serve_modes

if TYPE_CHECKING:
    from ttmlir.ir import Value

OPS = 1000
# The op of which there is one in the chain.
RARE = OPS // 2
SHAPE = (64,)
# With it, multiplying and adding in turn stays between 0 and 2.
NUMBER = 0.5


def compile_chain(path: Path, *, with_deallocations: bool) -> None:
    """Compile x*y, +y, *y, ... with one exp among them; nothing of it can be folded or fused."""
    from ttmlir.builder import TTIRBuilder, compile_ttir_module_to_flatbuffer

    b = TTIRBuilder()

    def chain(x: Value, y: Value) -> Value:
        for op in range(OPS):
            x = b.exp(x) if op == RARE else b.add(x, y) if op % 2 else b.multiply(x, y)
        return x

    b.func([(SHAPE, "f32"), (SHAPE, "f32")], names=["x", "y"])(chain)
    options = "" if with_deallocations else "remove-deallocs=true"
    compile_ttir_module_to_flatbuffer(b.module, path, pipeline_options=options)


def nothing(binary: object, program: object, op: object) -> None:
    """The hook whose cost is measured: it does nothing."""


def serve_tenon(path: Path, extensions: Path) -> None:
    """Be the worker: the program at `path`, and the extension hook_calls in the folder `extensions`."""
    sys.path.insert(0, str(extensions))
    hook_calls = importlib.import_module("hook_calls")

    from ttrt import binary, runtime
    from ttrt.runtime import debug

    options = runtime.MeshDeviceOptions()
    options.num_threads = 1
    device = runtime.open_mesh_device(options)
    program = binary.load_binary_from_path(str(path))
    inputs = [runtime.from_numpy(np.full(SHAPE, NUMBER, np.float32)) for _ in range(2)]

    def run() -> object:
        return runtime.submit(device, program, 0, inputs)

    @contextmanager
    def none() -> Iterator[Run]:
        yield run

    @contextmanager
    def hook() -> Iterator[Run]:
        runtime.DebugHooks.get(post_op=nothing)
        yield run
        runtime.unregister_hooks()

    @contextmanager
    def filtered() -> Iterator[Run]:
        with debug.watch(post_op=nothing, ops="ttnn.exp"):
            yield run

    @contextmanager
    def new_objects() -> Iterator[Run]:
        yield lambda: hook_calls.call_with_new_objects(nothing, OPS)

    @contextmanager
    def same_objects() -> Iterator[Run]:
        yield lambda: hook_calls.call_with_same_objects(nothing, OPS)

    def count_calls(ops: str) -> int:
        seen = []
        with debug.watch(post_op=lambda binary, program, op: seen.append(op.index), ops=ops):
            run()
        return len(seen)

    result = float(runtime.to_numpy(runtime.submit(device, program, 0, inputs)[0])[0])
    greeting = {"ops": count_calls("*"), "rare_ops": count_calls("ttnn.exp"), "result": result}
    serve_modes({mode.__name__: mode for mode in (none, hook, filtered, new_objects, same_objects)}, greeting)
