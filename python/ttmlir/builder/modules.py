"""Modules from text with a builder and golden values, and modules cut into their ops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import ir
from .base import Builder
from .compile import BUILDERS
from .values import GoldenLike


def load_mlir_file(
    mlir_text: str,
    golden_inputs: Mapping[str, Sequence[GoldenLike]] | Sequence[GoldenLike] | None = None,
    target: str = "ttir",
) -> tuple[ir.Module, Builder]:
    """Parses a module and returns it with a builder that knows the golden values of everything in it.

    Args:
        mlir_text: the module's text.
        golden_inputs: an array for each argument, by the function's name; or those of the only function. Without them
            inputs are random.
        target: the dialect of its ops, "ttir" or "ttnn".

    Raises:
        ValueError: there is no such target, the module has no function or ops of another dialect, or golden inputs do
            not fit.
        MLIRError: the text is no module; the message says where.
    """
    if target not in BUILDERS:
        raise ValueError(f"there is no target '{target}'; there are: {', '.join(BUILDERS)}")
    context = ir.Context()
    module = ir.Module.parse(mlir_text, context)
    builder = BUILDERS[target](context)
    builder.adopt(module)
    functions = builder.functions
    _check_dialect(functions, target)
    if golden_inputs is not None:
        if not isinstance(golden_inputs, Mapping):
            if len(functions) != 1:
                raise ValueError(f"the module has {len(functions)} functions: give golden inputs by name")
            golden_inputs = {next(iter(functions)): golden_inputs}
        for name, goldens in golden_inputs.items():
            if name not in functions:
                raise ValueError(f"the module has no function '{name}'; it has: {', '.join(functions)}")
            builder.set_input_goldens(functions[name], goldens)
    return module, builder


def _check_dialect(functions: Mapping[str, ir.Operation], target: str) -> None:
    if not functions:
        raise ValueError("the module has no function that is a program")
    for operation in (op.operation for function in functions.values() for op in _operations(function)):
        dialect = operation.name.partition(".")[0]
        if dialect in BUILDERS and dialect != target:
            raise ValueError(f"{operation.name} at {operation.location} is no op of the target '{target}'")


def _operations(function: ir.Operation) -> list[Any]:
    return list(function.regions[0].blocks[0].operations)


# Ops that make no sense on their own.
_NOT_SPLIT = ("func.return", "func.call", "ttcore.load_cached", "ttnn.get_device", "ttnn.deallocate", "ttir.dealloc")


def split_mlir_file(module: ir.Module, builder: Builder, target: str | None = None) -> list[tuple[ir.Module, Builder]]:
    """A module for each op of the functions of a module, with a builder that has the op's inputs as golden values.

    The op's operands become arguments of a function that is named after the op, and its results are returned; of one
    without results, the first operand, which it writes. The op keeps its location. Where an operand's golden value is
    not known, the input is random. `target` is the dialect, by default the builder's.

    Raises ValueError where the module is not that of the builder, or there is no such target.
    """
    wanted = target or builder.dialect
    if wanted not in BUILDERS:
        raise ValueError(f"there is no target '{wanted}'; there are: {', '.join(BUILDERS)}")
    if builder.module.operation != module.operation:
        raise ValueError("the module is not the builder's")
    parts = []
    for function, values in builder.golden_values():
        for op in _operations(function):
            if op.operation.name not in _NOT_SPLIT:
                parts.append(_single(op.operation, values.read.get(str(op.operation.location), {}), wanted))
    return parts


def _single(operation: ir.Operation, known: Mapping[Any, Any], target: str) -> tuple[ir.Module, Builder]:
    part = BUILDERS[target](operation.context)
    operands = list(operation.operands)
    distinct = [value for position, value in enumerate(operands) if value not in operands[:position]]
    tensors = [value for value in distinct if isinstance(value.type, ir.RankedTensorType)]
    name = operation.name.replace(".", "_")

    def body(*arguments: ir.Value) -> Any:
        replaced = dict(zip(tensors, arguments, strict=True))
        clone = operation.clone(ip=ir.InsertionPoint.current).operation
        for position, operand in enumerate(operands):
            clone.operands[position] = replaced[operand] if operand in replaced else part.device()
        results = list(clone.results)
        return results or arguments[0]

    part.func([value.type for value in tensors], name=name)(body)
    inputs = list(part.functions[name].regions[0].blocks[0].arguments)
    for argument, value in zip(inputs, tensors, strict=True):
        if known.get(value) is not None:
            part.set_goldens({argument: known[value]})
    return part.module, part
