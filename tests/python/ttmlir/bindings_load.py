"""Programs that load the bindings: run in processes of their own, whose memory nothing else changes.

    python bindings_load.py operations|contexts|own|shared

The first two print the resident set in bytes after each round; the last two end normally where nothing crashed.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from ttmlir import ir

ROUND_OPERATIONS = 100_000
ROUNDS = 10
ROUND_CONTEXTS = 1_000
THREADS = 8
TEXT = "func.func @f(%a: f32) -> f32 {\n  %0 = arith.addf %a, %a : f32\n  return %0 : f32\n}\n"


def resident_bytes() -> int:
    """The resident set of this process."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise OSError("/proc/self/status has no line VmRSS")


def create_and_drop_operations() -> None:
    """A round: operations of which one uses the other, in a module that is dropped."""
    module = ir.Module.create()
    i64 = ir.IntegerType.get_signless(64)
    attributes = {"value": ir.IntegerAttr.get(i64, 1)}
    with ir.InsertionPoint(module.body):
        last = ir.Operation.create("arith.constant", [i64], attributes=attributes).result
        for _ in range(ROUND_OPERATIONS - 1):
            last = ir.Operation.create("arith.addi", [i64], [last, last]).result


def create_and_drop_contexts() -> None:
    """A round: contexts in which something was parsed, walked and printed."""
    for _ in range(ROUND_CONTEXTS):
        with ir.Context(load_on_create_dialects=["func", "arith"]), ir.Location.unknown():
            module = ir.Module.parse(TEXT)
            module.operation.walk(lambda operation: None)
            str(module)


def print_rounds(run: Callable[[], None]) -> None:
    """Run all rounds, and print the resident set after each."""
    for _ in range(ROUNDS):
        run()
        gc.collect()
        print(resident_bytes(), flush=True)


def work(context: ir.Context, name: str, errors: list[BaseException]) -> None:
    """What one thread does: build, parse, walk, change, print, verify, and fail to parse."""
    try:
        for turn in range(30):
            with context, ir.Location.name(name):
                module = ir.Module.parse(TEXT.replace("@f", f"@{name}_{turn}"))
                body = module.body.operations[0].regions[0].blocks[0]
                with ir.InsertionPoint.at_block_begin(body):
                    for _ in range(20):
                        ir.Operation.create("arith.addf", operands=[body.arguments[0]] * 2, infer_type=True)
                seen: list[str] = []
                module.operation.walk(lambda operation, seen=seen: seen.append(operation.name))
                assert len(seen) == 24
                for operation in list(body.operations)[:20]:
                    operation.erase()
                assert module.operation.verify()
                assert f"@{name}_{turn}" in str(module)
                try:
                    ir.Module.parse("func.func @")
                except ir.MLIRError:
                    continue
                raise AssertionError("nonsense was parsed")
    except BaseException as error:  # handed to the main thread
        errors.append(error)


def run_threads(contexts: list[ir.Context]) -> None:
    """A thread for each of the contexts, which may be the same."""
    errors: list[BaseException] = []
    sys.setswitchinterval(1e-5)
    threads = [
        threading.Thread(target=work, args=(context, f"t{number}", errors)) for number, context in enumerate(contexts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def main(what: str) -> None:
    """Run one of the programs."""
    if what == "operations":
        with ir.Context(), ir.Location.unknown():
            print_rounds(create_and_drop_operations)
    elif what == "contexts":
        print_rounds(create_and_drop_contexts)
    elif what == "own":
        run_threads([ir.Context() for _ in range(THREADS)])
    else:
        context = ir.Context()
        # A handler in Python runs while another thread is in MLIR.
        with context.attach_diagnostic_handler(lambda diagnostic: bool(diagnostic.message)):
            context.emit_error_diagnostics = True
            run_threads([context] * THREADS)


if __name__ == "__main__":
    main(sys.argv[1])
