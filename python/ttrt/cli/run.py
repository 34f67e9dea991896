"""`ttrt run`: runs the programs of a file and shows, times or saves their results."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt

from .. import runtime
from ..binary import Binary
from ..runtime._ttmlir_runtime.binary import _write_file
from .failure import ExitStatus, failing_as, failing_in_callbacks
from .inputs import INITIALIZERS, from_files, make_up
from .load import chosen_programs, load
from .output import console, duration, print_json, shape_and_dtype, table


@click.command()
@click.argument("file", type=click.Path())
@click.option(
    "-i",
    "--input",
    "files",
    multiple=True,
    metavar="[NAME=]FILE",
    help="An input as .npy file (in order, or for the argument NAME), or an .npz file with arrays by name; repeat for more.",
)
@click.option(
    "--init",
    type=click.Choice(INITIALIZERS),
    default="randn",
    show_default=True,
    help="How inputs are made up when no file is given.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of randn.")
@click.option(
    "--program-index",
    default="all",
    show_default=True,
    metavar="N|all",
    help="The program to run; all: every one that is not private.",
)
@click.option(
    "--loops",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Runs of each program; times are given over all but the first.",
)
@click.option("--threads", type=click.IntRange(0), default=0, help="Threads to use; 0: all cores.")
@click.option(
    "--save",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Save outputs as DIR/PROGRAM_output_N.npy.",
)
@click.option("--print", "show", is_flag=True, help="Print the outputs' values.")
@click.option("--json", "as_json", is_flag=True, help="Print results as JSON.")
@click.option(
    "--result-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the JSON results to this file as well.",
)
def run(
    file: str,
    files: tuple[str, ...],
    init: str,
    seed: int,
    program_index: str,
    loops: int,
    threads: int,
    save: Path | None,
    show: bool,
    as_json: bool,
    result_file: Path | None,
) -> None:
    """Run the programs of FILE on the host device.

    Inputs come from --input files, or are made up by --init.
    """
    binary = load(file, as_json)
    _prepare(save, result_file, as_json)
    options = runtime.MeshDeviceOptions()
    options.num_threads = threads
    results = []
    with failing_as(ExitStatus.PROGRAM_FAILED, ValueError, RuntimeError, as_json=as_json):
        device = runtime.open_mesh_device(options)
    try:
        for index in chosen_programs(binary, program_index, as_json):
            arguments = binary.get_program_inputs(index)
            arrays = from_files(files, arguments, as_json) if files else make_up(arguments, init, seed)
            outputs, times = _run_program(device, binary, index, arrays, loops, as_json)
            results.append(_result(file, binary, index, outputs, times))
            if save is not None:
                _save(save, binary.get_program_name(index), outputs, as_json)
            if not as_json:
                _print_result(results[-1], outputs, show)
    finally:
        runtime.close_mesh_device(device)
    if as_json:
        print_json(results)
    if result_file is not None:
        with failing_as(ExitStatus.CANNOT_WRITE, OSError, as_json=as_json):
            _write_file(str(result_file), (json.dumps(results, indent=2) + "\n").encode())


def _run_program(
    device: runtime.Device, binary: Binary, index: int, arrays: list[npt.NDArray[Any]], loops: int, as_json: bool
) -> tuple[list[npt.NDArray[Any]], list[float]]:
    inputs = [runtime.from_numpy(array) for array in arrays]
    times = []
    with (
        failing_as(ExitStatus.PROGRAM_FAILED, RuntimeError, as_json=as_json),
        failing_as(ExitStatus.BAD_INPUT, ValueError, TypeError, as_json=as_json),
        failing_in_callbacks(as_json=as_json),
        # JSON goes to standard output alone; there debug callbacks print to the error stream.
        contextlib.redirect_stdout(sys.stderr) if as_json else contextlib.nullcontext(),
    ):
        for _ in range(loops):
            start = time.perf_counter()
            outputs = runtime.submit(device, binary, index, inputs)
            runtime.wait(outputs)
            times.append(time.perf_counter() - start)
    return [runtime.to_numpy(output) for output in outputs], times


def _result(
    file: str, binary: Binary, index: int, outputs: list[npt.NDArray[Any]], times: list[float]
) -> dict[str, Any]:
    later = times[1:]
    result: dict[str, Any] = {
        "file_path": file,
        "program_index": index,
        "program_name": binary.get_program_name(index),
        "result": "pass",
        "loops": len(times),
        "first_run_seconds": times[0],
        "outputs": [_describe_output(output) for output in outputs],
    }
    if later:
        result["seconds"] = {"min": min(later), "median": statistics.median(later), "max": max(later)}
    return result


def _describe_output(output: npt.NDArray[Any]) -> dict[str, Any]:
    description: dict[str, Any] = {"shape": list(output.shape), "dtype": output.dtype.name}
    if output.size:
        values = output.astype(np.float64)
        description |= {"min": float(values.min()), "max": float(values.max()), "mean": float(values.mean())}
    return description


def _save(folder: Path, program: str, outputs: list[npt.NDArray[Any]], as_json: bool) -> None:
    with failing_as(ExitStatus.CANNOT_WRITE, OSError, as_json=as_json):
        for index, output in enumerate(outputs):
            stream = io.BytesIO()
            np.save(stream, output)
            _write_file(str(folder / f"{program}_output_{index}.npy"), stream.getvalue())


def _prepare(folder: Path | None, result_file: Path | None, as_json: bool) -> None:
    """Finds out before the run whether results can be written after it."""
    with failing_as(ExitStatus.CANNOT_WRITE, OSError, as_json=as_json):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        if result_file is not None and not result_file.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(result_file.parent))


def _print_result(result: dict[str, Any], outputs: list[npt.NDArray[Any]], show: bool) -> None:
    screen = console()
    timing = f"first run {duration(result['first_run_seconds'])}"
    if "seconds" in result:
        seconds = result["seconds"]
        timing += (
            f", then {duration(seconds['min'])} to {duration(seconds['max'])}, median {duration(seconds['median'])}"
        )
    screen.print(f"[bold]{result['program_name']}[/] (program {result['program_index']}): {timing}")
    rows = table(None, "output", "shape and dtype", "min", "mean", "max", right=("min", "mean", "max"))
    for index, description in enumerate(result["outputs"]):
        numbers = [f"{description[key]:.6g}" if key in description else "-" for key in ("min", "mean", "max")]
        rows.add_row(str(index), shape_and_dtype(description["shape"], description["dtype"]), *numbers)
    screen.print(rows)
    if show:
        for index, output in enumerate(outputs):
            screen.print(f"output {index}:\n{np.array2string(output, threshold=64)}", markup=False)
