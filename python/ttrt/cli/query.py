"""`ttrt query`: the devices at hand and their descriptor."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .. import runtime
from .failure import ExitStatus, failing_as
from .output import console, print_json, table


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the system descriptor to FILE, for the compiler's option system-desc-path.")
def query(as_json: bool, save: Path | None) -> None:
    """Show the devices at hand and the descriptor of the system."""
    with failing_as(ExitStatus.PROGRAM_FAILED, RuntimeError, ValueError, as_json=as_json):
        device = runtime.open_mesh_device()
        try:
            devices = [{"id": i, "description": device.description(), "threads": device.get_num_threads()}
                       for i in device.get_device_ids() or range(runtime.get_num_available_devices())]
        finally:
            runtime.close_mesh_device(device)
        descriptor = runtime.get_current_system_desc_as_json()
    if save is not None:
        with failing_as(ExitStatus.PROGRAM_FAILED, OSError, as_json=as_json):
            partial = save.with_name(f".{save.name}.partial")
            partial.write_text(descriptor)
            partial.replace(save)
    if as_json:
        print_json({"devices": devices, "system_desc": json.loads(descriptor)})
        return
    rows = table("Devices", "id", "description", "threads", right=("id", "threads"))
    for entry in devices:
        rows.add_row(str(entry["id"]), str(entry["description"]), str(entry["threads"]))
    screen = console()
    screen.print(rows)
    screen.print(f"System descriptor{f' (saved to {save})' if save else ''}:", style="bold")
    screen.print_json(descriptor)
