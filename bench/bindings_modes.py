"""The same work on MLIR's Python API, whichever package offers it: the worker of bindings_vs_jaxlib."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mode_turns import Mode, Run, serve_modes

OPERATIONS = 20_000
FUNCTIONS = 20

MODES = {
    "create": "Operation.create",
    "generated": "generated classes",
    "walk": "walk, a callback for each operation",
    "read": "operands, results, types and attributes",
    "print": "print into a string",
    "parse": "parse from a string",
    "bytecode": "write and read bytecode",
}


class Bindings:
    """A package's `ir`, `func` and `arith`, a context, and a module to work on."""

    def __init__(self, package: str) -> None:
        self.ir: Any = importlib.import_module(f"{package}.ir")
        self.func: Any = importlib.import_module(f"{package}.dialects.func")
        self.arith: Any = importlib.import_module(f"{package}.dialects.arith")
        self.context = self.ir.Context()
        if package.startswith("jaxlib"):
            # What JAX itself does: jaxlib's contexts begin without dialects.
            registry = self.ir.DialectRegistry()
            importlib.import_module(f"{package}._mlir_libs._jax_mlir_ext").register_dialects(registry)
            self.context.append_dialect_registry(registry)
            self.context.load_all_available_dialects()
        # Ours has no threads unless asked; with them, parsing would verify functions beside each other.
        self.context.enable_multithreading(False)
        self.module: Any = None
        self.text = ""

    def functions(self, module: Any) -> Iterator[Any]:
        """New functions with two f32 arguments; each is to be filled."""
        ir = self.ir
        f32 = ir.F32Type.get()
        kind = ir.TypeAttr.get(ir.FunctionType.get([f32, f32], [f32]))
        with ir.InsertionPoint(module.body):
            for number in range(FUNCTIONS):
                attributes = {"sym_name": ir.StringAttr.get(f"f{number}"), "function_type": kind}
                function = ir.Operation.create("func.func", attributes=attributes, regions=1)
                yield function.regions[0].blocks.append(f32, f32)

    def create(self) -> Any:
        """Build the module by `Operation.create`."""
        ir = self.ir
        with self.context, ir.Location.unknown():
            module = ir.Module.create()
            f32 = ir.F32Type.get()
            fast = {"fastmath": ir.Attribute.parse("#arith.fastmath<none>")}
            for block in self.functions(module):
                with ir.InsertionPoint(block):
                    x, y = block.arguments
                    for _ in range(OPERATIONS // FUNCTIONS):
                        x = ir.Operation.create("arith.addf", [f32], [x, y], fast).result
                    ir.Operation.create("func.return", operands=[x])
            return module

    def generated(self) -> Any:
        """Build the module by the classes generated from the dialects' definitions."""
        ir = self.ir
        add, give_back = self.arith.AddFOp, self.func.ReturnOp
        with self.context, ir.Location.unknown():
            module = ir.Module.create()
            for block in self.functions(module):
                with ir.InsertionPoint(block):
                    x, y = block.arguments
                    for _ in range(OPERATIONS // FUNCTIONS):
                        x = add(x, y).result
                    give_back([x])
            return module

    def walk(self) -> int:
        """Count all operations in a callback."""
        count = 0
        advance = self.ir.WalkResult.ADVANCE

        def visit(operation: Any) -> Any:
            nonlocal count
            count += 1
            return advance

        self.module.operation.walk(visit)
        return count

    def read(self) -> int:
        """Read every operand and result with its type, and every attribute."""
        seen = 0
        for function in self.module.body.operations:
            for block in function.regions[0].blocks:
                for operation in block.operations:
                    for operand in operation.operands:
                        seen += operand.type is not None
                    for result in operation.results:
                        seen += result.type is not None
                    for named in operation.attributes:
                        seen += operation.attributes[getattr(named, "name", named)] is not None
        return seen

    def print(self) -> str:
        """Print the module."""
        return str(self.module)

    def parse(self) -> Any:
        """Parse what was printed."""
        return self.ir.Module.parse(self.text, context=self.context)

    def bytecode(self) -> Any:
        """Write bytecode to memory and read it back."""
        from io import BytesIO

        file = BytesIO()
        self.module.operation.write_bytecode(file)
        return self.ir.Module.parse(file.getvalue(), context=self.context)


def serve_bindings(package: str) -> None:
    """Be the worker for one package."""
    bindings = Bindings(package)
    bindings.module = bindings.create()
    bindings.text = bindings.print()
    if str(bindings.generated()) != bindings.text or str(bindings.parse()) != bindings.text:
        raise RuntimeError("the ways to build the module differ")

    def mode(name: str) -> Mode:
        @contextmanager
        def enter() -> Iterator[Run]:
            yield getattr(bindings, name)

        return enter

    serve_modes({name: mode(name) for name in MODES}, {"operations": bindings.walk(), "characters": len(bindings.text)})
