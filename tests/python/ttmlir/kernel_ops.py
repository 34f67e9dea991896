"""Each op of ttkernel in a kernel of its own, taken from the dialect's round trips."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ttmlir import ir

ROUND_TRIPS = Path(__file__).parents[2] / "ttmlir" / "Dialect" / "TTKernel" / "roundtrip"
# Two interleaved tensors in DRAM with pages of 2048 bytes, as TensorAccessorArgs describes them.
COMPILE_TIME_ARGS = [2, 2048, 2, 2048]


@dataclass(frozen=True)
class OpCase:
    """An op as it stands in a round trip: its name, and a module with a kernel that holds it and what it needs."""

    name: str
    thread: str
    text: str


class _Operands:
    """Makes the values that an op takes, from what the card tells a kernel."""

    def __init__(self) -> None:
        self.lines = [
            "%zero = arith.constant 0 : index",
            "%zero_i32 = arith.constant 0 : i32",
            "%word = ttkernel.get_arg_val(%zero) : (index) -> i32",
        ]
        self._names: dict[str, str] = {"i32": "%word"}

    def name(self, type_text: str) -> str:
        """A value of this type."""
        if type_text not in self._names:
            made = self._make(type_text)
            name = f"%made{len(self.lines)}"
            self.lines.append(f"{name} = {made}")
            self._names[type_text] = name
        return self._names[type_text]

    def _make(self, type_text: str) -> str:
        if type_text in ("i1", "i8", "i16"):
            return f"arith.trunci %word : i32 to {type_text}"
        if type_text == "ui32":
            return "ttkernel.get_compile_time_arg_val(1) : () -> ui32"
        if type_text == "f32":
            return f"ttkernel.bitcast {self.name('ui32')} : ui32 to f32"
        if type_text == "!ttkernel.noc_addr":
            return f"ttkernel.get_noc_addr({self.name('index')}, {self.name('index')}, %word) : (index, index, i32) -> {type_text}"
        if type_text.startswith("!ttkernel.l1_addr_ptr"):
            return f"ttkernel.reinterpret_cast(%word) : (i32) -> {type_text}"
        if type_text == "!ttkernel.local_semaphore":
            return "ttkernel.get_semaphore(%zero) : (index) -> !ttkernel.local_semaphore"
        if type_text == "!ttkernel.TensorAccessorArgs":
            return "ttkernel.TensorAccessorArgs(%zero_i32, %zero_i32)"
        if type_text == "!ttkernel.TensorAccessor":
            args = self.name("!ttkernel.TensorAccessorArgs")
            return f"ttkernel.TensorAccessor({args}, %word) : (!ttkernel.TensorAccessorArgs, i32) -> {type_text}"
        if type_text == "!ttkernel.fabric_connection_manager":
            return f"ttkernel.experimental.create_fabric_connection_manager() : () -> {type_text}"
        return f"ttkernel.get_arg_val(%zero) : (index) -> {type_text}"


def _case(op: ir.Operation) -> OpCase:
    generic = op.get_asm(print_generic_op_form=True)
    rest = re.sub(r"^.*?\"ttkernel\.[\w.]+\"\(.*?\)", "", generic, count=1, flags=re.DOTALL)
    rest = re.sub(r"%arg\d+", "%word", rest)  # of ops in its region, which are on i32
    operands = _Operands()
    names = [operands.name(str(operand.type)) for operand in op.operands]
    if op.name == "ttkernel.TensorAccessorArgs":
        names = ["%zero_i32" if name == "%word" else name for name in names]
    result = "%result = " if len(op.results) else ""
    lines = [*operands.lines, f'{result}"{op.name}"({", ".join(names)}){rest}']
    if op.name != "ttkernel.unreachable":
        lines.append("return")
    body = "\n".join(lines)
    # Ops on tiles that both kinds of thread may run are functions of the compute interface.
    threads = ("compute", "noc") if op.name.endswith("_tile") and "noc" not in op.name else ("noc", "compute")
    for thread in threads:
        text = (
            f"func.func private @kernel() attributes {{ttkernel.thread = #ttkernel.thread<{thread}>}} {{\n{body}\n}}\n"
        )
        try:
            ir.Module.parse(text)
        except ir.MLIRError:
            if thread == threads[-1]:
                raise
            continue
        return OpCase(op.name, thread, text)
    raise AssertionError(op.name)


def all_cases() -> list[OpCase]:
    """All ops of the round trips; needs a context."""
    cases: list[OpCase] = []
    for file in sorted(ROUND_TRIPS.glob("*.mlir")):
        for function in ir.Module.parse(file.read_text()).body.operations:
            for block in function.regions[0].blocks:
                cases.extend(
                    _case(op.operation) for op in block.operations if op.operation.name.startswith("ttkernel.")
                )
    return cases
