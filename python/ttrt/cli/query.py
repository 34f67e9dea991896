"""`ttrt query`: the devices at hand and their descriptor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from .. import runtime
from ..runtime._ttmlir_runtime.binary import _write_file
from .failure import ExitStatus, failing_as
from .output import console, print_json, table


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the system descriptor to FILE, for the compiler's option system-desc-path.",
)
def query(as_json: bool, save: Path | None) -> None:
    """Show the devices at hand and the descriptor of the system."""
    with failing_as(ExitStatus.PROGRAM_FAILED, RuntimeError, ValueError, as_json=as_json):
        device = runtime.open_mesh_device()
        try:
            devices = [
                {"id": i, "description": device.description(), "threads": device.get_num_threads()}
                for i in device.get_device_ids() or range(runtime.get_num_available_devices())
            ]
        finally:
            runtime.close_mesh_device(device)
        descriptor = runtime.get_current_system_desc_as_json()
    if save is not None:
        with failing_as(ExitStatus.CANNOT_WRITE, OSError, as_json=as_json):
            _write_file(str(save), runtime.get_current_system_desc_as_text().encode())
    if as_json:
        print_json({"devices": devices, "system_desc": json.loads(descriptor)})
        return
    screen = console()
    rows = table("Devices", "id", "description", "threads", right=("id", "threads"))
    for entry in devices:
        rows.add_row(str(entry["id"]), str(entry["description"]), str(entry["threads"]))
    screen.print(rows)
    screen.print(_chips(json.loads(descriptor)))
    screen.print(f"System descriptor saved to {save}" if save else "The whole descriptor: --json, or --save FILE")


def _chips(descriptor: dict[str, Any]) -> Table:
    """The chips that programs are compiled for."""
    rows = table(
        "Chips of the system descriptor", "chip", "architecture", "worker grid", "L1 a core", "DRAM", right=("chip",)
    )
    for number, index in enumerate(descriptor["chip_desc_indices"]):
        chip = descriptor["chip_descs"][index]
        grid = "×".join(map(str, chip["grid"]))
        dram = f"{chip['num_dram_channels']} × {chip['dram_channel_size'] / 2**30:g} GiB"
        rows.add_row(str(number), chip["arch"], grid, f"{chip['l1_size']:,} bytes", dram)
    return rows
