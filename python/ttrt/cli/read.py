"""`ttrt read`: shows what is in a file, section by section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from rich.console import Console

from ..binary import (
    Binary,
    mlir_as_dict,
    program_inputs_as_dict,
    program_ops_as_dict,
    program_outputs_as_dict,
    system_desc_as_dict,
)
from ..binary.stats import collect_op_stats
from .load import load
from .output import console, print_json, shape_and_dtype, table


def _version(binary: Binary) -> dict[str, str]:
    return {
        "version": binary.version,
        "schema_hash": binary.schema_hash,
        "producer": binary.producer,
        "tt-mlir git hash": binary.ttmlir_git_hash,
    }


def _by_program(read: Callable[[Binary, int], Any]) -> Callable[[Binary], Any]:
    return lambda binary: [{binary.get_program_name(i): read(binary, i)} for i in range(binary.get_num_programs())]


def _kernels(binary: Binary, program: int) -> list[dict[str, Any]]:
    """The kernels of a program for the card, in the order of the ops that start them."""
    return [
        {"op": number, **kernel}
        for number, op in enumerate(program_ops_as_dict(binary, program))
        if op["name"] == "ttmetal.enqueue_program"
        for kernel in op["attributes"]["kernelConfigs"]["kernels"]
    ]


_SECTIONS: dict[str, Callable[[Binary], Any]] = {
    "version": _version,
    "system_desc": system_desc_as_dict,
    "mlir": mlir_as_dict,
    "inputs": _by_program(program_inputs_as_dict),
    "outputs": _by_program(program_outputs_as_dict),
    "ops": _by_program(program_ops_as_dict),
    "kernels": _by_program(_kernels),
    "op_stats": collect_op_stats,
}


@click.command()
@click.argument("file", type=click.Path())
@click.option(
    "--section", type=click.Choice(["all", *_SECTIONS]), default="all", show_default=True, help="What to show."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def read(file: str, section: str, as_json: bool) -> None:
    """Show what is in FILE: who wrote it, for which system, its programs, their inputs, outputs and ops."""
    binary = load(file, as_json)
    wanted = list(_SECTIONS) if section == "all" else [section]
    if as_json:
        values = {name: _SECTIONS[name](binary) for name in wanted}
        print_json(values if section == "all" else values[section])
        return
    screen = console()
    for name in wanted:
        if section == "all" and name in ("mlir", "ops"):
            continue  # long: shown when asked for
        _PRINTERS[name](screen, binary)
    if section == "all":
        screen.print("[dim]The module and the list of ops: --section mlir, --section ops[/]")


def _print_version(screen: Console, binary: Binary) -> None:
    rows = table("Version", "", "")
    for key, value in _version(binary).items():
        rows.add_row(key, value)
    rows.show_header = False
    screen.print(rows)


def _print_system_desc(screen: Console, binary: Binary) -> None:
    rows = table("System", "what", "value")
    for key, value in _flatten("", system_desc_as_dict(binary)):
        rows.add_row(key, str(value))
    screen.print(rows)


def _flatten(prefix: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [row for key, item in value.items() for row in _flatten(f"{prefix}.{key}" if prefix else key, item)]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [row for i, item in enumerate(value) for row in _flatten(f"{prefix}[{i}]", item)]
    return [(prefix, value)]


def _print_mlir(screen: Console, binary: Binary) -> None:
    screen.print(binary.get_mlir(), markup=False, soft_wrap=True)


def _print_arguments(title: str, of_program: str) -> Callable[[Console, Binary], None]:
    def show(screen: Console, binary: Binary) -> None:
        for index in range(binary.get_num_programs()):
            if binary.is_program_private(index):
                continue
            rows = table(
                f"{title} of {binary.get_program_name(index)}", "#", "name", "kind", "shape and dtype", right=("#",)
            )
            for number, argument in enumerate(getattr(binary, of_program)(index)):
                kind = argument.type.name.lower()
                rows.add_row(
                    str(number),
                    argument.name,
                    "" if kind == "default" else kind,
                    shape_and_dtype(argument.shape, argument.dtype.name),
                )
            screen.print(rows)

    return show


def _print_ops(screen: Console, binary: Binary) -> None:
    for index in range(binary.get_num_programs()):
        rows = table(f"Ops of {binary.get_program_name(index)}", "#", "op", "results", "location", right=("#",))
        for number, op in enumerate(binary.get_program_ops(index)):
            results = ", ".join(shape_and_dtype(desc.shape, desc.dtype.name) for desc in op.results)
            rows.add_row(str(number), op.name, results, op.location)
        screen.print(rows)


def _print_kernels(screen: Console, binary: Binary) -> None:
    for index in range(binary.get_num_programs()):
        kernels = _kernels(binary, index)
        if not kernels:
            continue
        rows = table(
            f"Kernels of {binary.get_program_name(index)}", "op", "kernel", "core", "tiles", "code", right=("op",)
        )
        for kernel in kernels:
            cores = kernel["cores"]
            tiles = f"{cores['width']}x{cores['height']} from ({cores['x']}, {cores['y']})"
            rows.add_row(str(kernel["op"]), kernel["name"], kernel["processor"], tiles, f"{kernel['code_size']} bytes")
        screen.print(rows)


def _print_op_stats(screen: Console, binary: Binary) -> None:
    for program, counts in collect_op_stats(binary).items():
        rows = table(f"Ops of {program}: {sum(counts.values())}", "op", "count", right=("count",))
        for name, count in counts.items():
            rows.add_row(name, str(count))
        screen.print(rows)


_PRINTERS: dict[str, Callable[[Console, Binary], None]] = {
    "version": _print_version,
    "system_desc": _print_system_desc,
    "mlir": _print_mlir,
    "inputs": _print_arguments("Inputs", "get_program_inputs"),
    "outputs": _print_arguments("Outputs", "get_program_outputs"),
    "ops": _print_ops,
    "kernels": _print_kernels,
    "op_stats": _print_op_stats,
}
