"""Runs Binaries on the device, and compares the results (and every op) with golden values."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from ..golden.registry import Array
from ..golden.tensors import GoldenMapTensor, as_torch
from .artifacts import write_array, write_json
from .checking import Tolerance, compared, described
from .compile import CompiledFunction, compile_ttir_to_flatbuffer, compile_ttnn_to_flatbuffer
from .errors import TTBuilderGoldenException, TTBuilderRuntimeException
from .goldens import InputOutputGoldens, IntermediateGoldens
from .watching import OpVerification

# By program ("program_0"): by output or location, by device: the numbers of a comparison.
Report = dict[str, dict[str, dict[int, dict[str, Any]]]]
# By program: "device_output_0" and "golden_output_0" and so on.
Outputs = dict[str, dict[str, Any]]


def execute_fb(
    compiled_bin: bytes | str | os.PathLike[str] | Any,
    input_output_goldens: InputOutputGoldens | None = None,
    intermediate_goldens: IntermediateGoldens | None = None,
    pcc: float = 0.99,
    atol: float = 1e-8,
    rtol: float = 1e-5,
    disable_golden: bool = False,
    device: Any = None,
    check_pcc: bool = True,
    check_atol: bool = False,
    check_rtol: bool = False,
    enable_intermediate_verification: bool = False,
    bypass_ops: Sequence[str] = (),
    save_artifacts: bool = False,
    artifact_dir: str | os.PathLike[str] = ".",
    dump_memory: bool = False,
) -> tuple[Report, Outputs]:
    """Runs every program of a Binary on the golden inputs, and compares its results with the golden outputs.

    Args:
        compiled_bin: the Binary: its bytes, its path, or as ttrt.binary loaded it.
        input_output_goldens: arrays "input_0", "output_0" and so on, by the program's index. A program whose inputs are
            not all there runs on random ones, and is not compared.
        intermediate_goldens: golden values by location, for `enable_intermediate_verification`.
        pcc: the least correlation (Pearson's) with the golden value.
        atol: the largest absolute error, in the elements' own unit.
        rtol: the largest error relative to the golden element.
        disable_golden: run on random inputs, compare nothing.
        device: an open device of ttrt.runtime; without one, one is opened for the run.
        check_pcc: whether `pcc` decides; likewise check_atol and check_rtol.
        check_atol: see check_pcc.
        check_rtol: see check_pcc.
        enable_intermediate_verification: compare every op as well, and first.
        bypass_ops: locations of ops whose golden values following ops read, instead of what the run computed. Ops are
            then compared too.
        save_artifacts: write outputs, golden values and the report into `artifact_dir`, a folder for each program.
        artifact_dir: the folder, which is made.
        dump_memory: not supported: the host device has one memory, the process's.

    Returns:
        The report, by program, output or location and device: the numbers of a comparison and its "result", "pass",
        "fail" or, without a golden value, "skipped". And the outputs with their golden values, by program.
        Outputs are arrays, or torch tensors where golden values were given so.

    Raises:
        TTBuilderGoldenException: a value is not within tolerance; the message names the first op or output.
        TTBuilderRuntimeException: the Binary cannot be loaded or run; the message has the runtime's.
        ValueError: a tolerance makes no sense, golden inputs do not fit a program, or an op that is to be bypassed has
            no golden value.
        OSError: an artifact cannot be written.
    """
    if dump_memory:
        raise ValueError("dump_memory is not supported: the host device has no memory of its own to report on")
    tolerance = Tolerance(pcc, atol, rtol, check_pcc, check_atol, check_rtol)
    binary = _load(compiled_bin)
    goldens = {} if disable_golden else dict(input_output_goldens or {})
    between = {} if disable_golden else dict(intermediate_goldens or {})
    for place in bypass_ops if not disable_golden else ():
        if place not in between:
            raise ValueError(f"the op at {place} cannot be bypassed: it has no golden value")
    report: Report = {}
    outputs: Outputs = {}
    with _opened(device) as open_device:
        for index in range(binary.get_num_programs()):
            if binary.is_program_private(index):
                continue
            run = _ProgramRun(binary, index, goldens.get(index, {}), tolerance)
            verify = enable_intermediate_verification or bool(bypass_ops)
            run.execute(open_device, between if verify else {}, bypass_ops)
            report[f"program_{index}"], outputs[f"program_{index}"] = run.report, run.outputs
            if save_artifacts:
                run.save(Path(artifact_dir) / f"program_{index}")
            run.raise_first_failure()
    return report, outputs


def compile_and_execute_ttir(fn: Callable[[Any], Any], **options: Any) -> tuple[Report, Outputs]:
    """Builds a TTIR module with `fn`, compiles it, runs it and compares it with its golden values.

    `options` are those of build_module, of compile_ttnn_module_to_flatbuffer and of execute_fb; what is returned and
    raised is theirs.
    """
    return _compile_and_execute(compile_ttir_to_flatbuffer, fn, options)


def compile_and_execute_ttnn(fn: Callable[[Any], Any], **options: Any) -> tuple[Report, Outputs]:
    """As compile_and_execute_ttir, with a builder of TTNN modules."""
    return _compile_and_execute(compile_ttnn_to_flatbuffer, fn, options)


_EXECUTE_OPTIONS = (
    "pcc", "atol", "rtol", "disable_golden", "device", "check_pcc", "check_atol", "check_rtol",
    "enable_intermediate_verification", "bypass_ops", "dump_memory",
)  # fmt: skip


def _compile_and_execute(
    compile_: Callable[..., CompiledFunction], fn: Callable[[Any], Any], options: dict[str, Any]
) -> tuple[Report, Outputs]:
    for_run = {name: options.pop(name) for name in _EXECUTE_OPTIONS if name in options}
    for_run.update({name: options[name] for name in ("save_artifacts", "artifact_dir") if name in options})
    builder, compiled, graph, between = compile_(fn, **options)
    for_run["bypass_ops"] = [*for_run.get("bypass_ops", ()), *builder.bypass_ops]
    return execute_fb(compiled, graph, between, **for_run)


def _load(compiled: Any) -> Any:
    from ttrt import binary

    if isinstance(compiled, binary.Binary):
        return compiled
    try:
        if isinstance(compiled, (bytes, bytearray, memoryview)):
            return binary.load_binary_from_bytes(bytes(compiled))
        return binary.load_binary_from_path(os.fspath(compiled))
    except (RuntimeError, ValueError) as error:
        raise TTBuilderRuntimeException(f"the Binary cannot be loaded: {error}") from error


@contextmanager
def _opened(device: Any) -> Iterator[Any]:
    from ttrt import runtime

    if device is not None:
        yield device
        return
    opened = runtime.open_mesh_device()
    try:
        yield opened
    finally:
        runtime.close_mesh_device(opened)


class _ProgramRun:
    """One program of a Binary: its inputs, its run, its comparison."""

    def __init__(self, binary: Any, index: int, goldens: Mapping[str, GoldenMapTensor], tolerance: Tolerance) -> None:
        self.report: dict[str, dict[int, dict[str, Any]]] = {}
        self.outputs: dict[str, Any] = {}
        self._binary = binary
        self._index = index
        self._name = binary.get_program_name(index)
        self._tolerance = tolerance
        self._arguments = binary.get_program_inputs(index)
        self._goldens = goldens
        self._has_inputs = all(f"input_{i}" in goldens for i in range(len(self._arguments)))
        self._torch = any(isinstance(golden, GoldenMapTensor) and golden.uses_torch for golden in goldens.values())
        self._verification: OpVerification | None = None

    def execute(self, device: Any, between: IntermediateGoldens, bypass: Sequence[str]) -> None:
        """Runs the program and compares."""
        from ttrt import runtime

        inputs = [self._input(position, argument) for position, argument in enumerate(self._arguments)]
        try:
            tensors = [runtime.from_numpy(array, copy=True) for array in inputs]
            if between and self._has_inputs:
                with OpVerification(between, self._tolerance, bypass) as self._verification:
                    results = runtime.submit(device, self._binary, self._index, tensors)
            else:
                results = runtime.submit(device, self._binary, self._index, tensors)
            arrays = [runtime.to_numpy(result).copy() for result in results]
        except RuntimeError as error:
            raise TTBuilderRuntimeException(f"program {self._index} '{self._name}': {error}") from error
        if self._verification is not None:
            self.report.update(self._verification.report)
        for position, array in enumerate(arrays):
            self._compare(position, array)

    def _input(self, position: int, argument: Any) -> Array:
        from ttrt import runtime

        shape, dtype = tuple(argument.shape), runtime.dtype_to_numpy(argument.dtype)
        if not self._has_inputs:
            return _random(shape, dtype, position)
        golden = self._goldens[f"input_{position}"]
        array = golden.numpy() if isinstance(golden, GoldenMapTensor) else np.asarray(golden)
        if array.shape != shape:
            raise ValueError(
                f"program {self._index} '{self._name}': golden input {position} has the shape {array.shape}, "
                f"expected {shape}"
            )
        return np.ascontiguousarray(array.astype(dtype))

    def _compare(self, position: int, array: Array) -> None:
        self.outputs[f"device_output_{position}"] = as_torch(array) if self._torch else array
        golden = self._goldens.get(f"output_{position}")
        if golden is None or not self._has_inputs:
            self.report[f"output_{position}"] = {0: {"result": "skipped", "problem": "it has no golden value"}}
            return
        expected = golden.numpy() if isinstance(golden, GoldenMapTensor) else np.asarray(golden)
        self.outputs[f"golden_output_{position}"] = as_torch(expected) if self._torch else expected
        self.report[f"output_{position}"] = {0: compared(expected, array, self._tolerance)}

    def save(self, folder: Path) -> None:
        """Writes the outputs, the golden values and the report."""
        for name, array in self.outputs.items():
            write_array(folder, name, array)
        if self._verification is not None:
            for number, (golden, output) in enumerate(self._verification.arrays.values()):
                write_array(folder, f"op_{number}_golden", golden)
                write_array(folder, f"op_{number}_device", output)
        write_json(folder, "golden_report.json", self.report)

    def raise_first_failure(self) -> None:
        """Raises TTBuilderGoldenException where something is not within tolerance; ops come first, as they ran."""
        failures = [(name, entry[0]) for name, entry in self.report.items() if entry[0]["result"] == "fail"]
        # What was replaced does not count: its op is known to be off.
        failures = [(name, numbers) for name, numbers in failures if not numbers.get("bypassed")]
        if not failures:
            return
        name, numbers = failures[0]
        where = f"{numbers['op']} at {name}" if "op" in numbers else name
        more = f"; {len(failures) - 1} more are not within tolerance" if len(failures) > 1 else ""
        raise TTBuilderGoldenException(f"program {self._index} '{self._name}': {where}: {described(numbers)}{more}")


def _random(shape: tuple[int, ...], dtype: np.dtype[Any], seed: int) -> Array:
    random = np.random.default_rng(seed)
    if dtype.kind in "iub":
        return random.integers(0, 2 if dtype.kind == "b" else 10, shape).astype(dtype)
    return random.standard_normal(shape).astype(dtype)
