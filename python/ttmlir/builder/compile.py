"""From a function of Python code or a module to a Binary."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, overload

from .. import ir, passes
from .._files import write_whole
from ..passmanager import PassManager
from .artifacts import write_artifact
from .base import Builder
from .errors import TTBuilderCompileException
from .goldens import InputOutputGoldens, IntermediateGoldens
from .ttir_builder import TTIRBuilder
from .ttnn_builder import TTNNBuilder

BUILDERS: dict[str, type[Builder]] = {"ttir": TTIRBuilder, "ttnn": TTNNBuilder}

# A name of a pipeline with its options, or a function that runs one on a module.
Pipeline = str | Callable[..., Any]


class CompiledModule(NamedTuple):
    """A Binary's bytes, with the golden values to compare its runs with."""

    compiled_bin: bytes
    input_output_goldens: InputOutputGoldens
    intermediate_goldens: IntermediateGoldens


class CompiledFunction(NamedTuple):
    """As CompiledModule, with the builder in front."""

    builder: Builder
    compiled_bin: bytes
    input_output_goldens: InputOutputGoldens
    intermediate_goldens: IntermediateGoldens


def build_module(
    mod: Callable[[Any], Any],
    builder_type: str = "ttir",
    mesh_name: str = "mesh",
    mesh_dict: Mapping[str, int] | None = None,
    save_artifacts: bool = False,
    artifact_dir: str | os.PathLike[str] = ".",
    *,
    disable_golden_check: bool = False,
) -> tuple[ir.Module, Builder]:
    """Calls `mod` with a new builder and returns the module it built, with the builder.

    Args:
        mod: adds functions to the module, with the builder's decorator `func`.
        builder_type: the dialect of the ops, "ttir" or "ttnn".
        mesh_name: the name of the mesh of devices.
        mesh_dict: its dimensions; all are 1, for there is one device.
        save_artifacts: whether to write the module to `artifact_dir`, as <builder_type>.mlir.
        artifact_dir: the folder, which is made.
        disable_golden_check: the builder has no golden values but those of inputs.

    Raises:
        ValueError: there is no such builder, `mod` added no function, or there is no such mesh.
        OSError: the module cannot be written.
        What `mod` raises.
    """
    builder = _builder_class(builder_type)(
        mesh_name=mesh_name, mesh_dict=mesh_dict, disable_golden_check=disable_golden_check
    )
    mod(builder)
    if not list(builder.module.body.operations):
        raise ValueError(
            f"the function '{getattr(mod, '__name__', mod)}' added no function to the module; "
            "decorate one with the builder's func"
        )
    if save_artifacts:
        write_artifact(artifact_dir, f"{builder_type}.mlir", str(builder.module))
    return builder.module, builder


def _builder_class(builder_type: str) -> type[Builder]:
    if builder_type not in BUILDERS:
        raise ValueError(f"there is no builder of '{builder_type}' modules; there are: {', '.join(BUILDERS)}")
    return BUILDERS[builder_type]


@overload
def compile_ttir_module_to_flatbuffer(
    module: ir.Module,
    builder: str | os.PathLike[str] | None = None,
    path: str | os.PathLike[str] | None = None,
    **options: Any,
) -> bytes | str: ...


@overload
def compile_ttir_module_to_flatbuffer(
    module: ir.Module, builder: Builder, path: str | os.PathLike[str] | None = None, **options: Any
) -> CompiledModule: ...


def compile_ttir_module_to_flatbuffer(
    module: ir.Module,
    builder: Builder | str | os.PathLike[str] | None = None,
    path: str | os.PathLike[str] | None = None,
    **options: Any,
) -> bytes | str | CompiledModule:
    """Compiles a TTIR module.

    What is returned depends on what is given: of a module alone, the Binary's bytes; with `path` (which may be the
    second argument) the Binary is written there, and the path is returned; with the module's builder, a CompiledModule,
    which is a tuple of the Binary's bytes and the golden values of inputs and outputs and of ops. The module is not
    changed.

    Args:
        module: the module.
        builder: its builder; or the path.
        path: where to write the Binary.
        options: of `compile_ttnn_module_to_flatbuffer`.

    Raises:
        TTBuilderCompileException: the module does not compile; the message has the compiler's diagnostics.
        OSError: a file cannot be written.
        ValueError: there is no such target, pipeline or option.
        TypeError: `builder` is neither a builder nor a path.
    """
    return _compile(module, builder, path, _TTIR_PIPELINE, **options)


@overload
def compile_ttnn_module_to_flatbuffer(
    module: ir.Module,
    builder: str | os.PathLike[str] | None = None,
    path: str | os.PathLike[str] | None = None,
    **options: Any,
) -> bytes | str: ...


@overload
def compile_ttnn_module_to_flatbuffer(
    module: ir.Module, builder: Builder, path: str | os.PathLike[str] | None = None, **options: Any
) -> CompiledModule: ...


def compile_ttnn_module_to_flatbuffer(
    module: ir.Module,
    builder: Builder | str | os.PathLike[str] | None = None,
    path: str | os.PathLike[str] | None = None,
    **options: Any,
) -> bytes | str | CompiledModule:
    """Compiles a TTNN module: its ops are executed as they are, tensors are freed after their last use.

    Arguments and results are those of compile_ttir_module_to_flatbuffer. The options of both:

    Args:
        module: the module.
        builder: its builder; or the path.
        path: where to write the Binary.
        options: `pipeline_options`, a text ("a=1 b=2") or a list of texts; `system_desc_path`, a file that describes
            the system to compile for; `argument_types_string`, as the pipeline's option argument-types;
            `custom_pipeline`, another pipeline by its text, or a function that takes the module and the options' text;
            `print_ir`, to print the module to stderr after each pass; `save_artifacts` and `artifact_dir`, to write the
            compiled module and the Binary there, as compiled.mlir and program.ttnn; `target`, which is "ttnn".

    Raises:
        As compile_ttir_module_to_flatbuffer.
    """
    return _compile(module, builder, path, _TTNN_PIPELINE, **options)


def compile_ttir_to_flatbuffer(
    fn: Callable[[Any], Any], path: str | os.PathLike[str] | None = None, **options: Any
) -> CompiledFunction:
    """Builds a TTIR module with `fn` (see build_module) and compiles it (see compile_ttir_module_to_flatbuffer).

    Returns (builder, Binary's bytes, golden values of inputs and outputs, golden values of ops), also by these names;
    with `path` the Binary is written there as well. `options` are those of build_module and of
    compile_ttnn_module_to_flatbuffer.
    """
    return _build_and_compile(fn, "ttir", path, _TTIR_PIPELINE, options)


def compile_ttnn_to_flatbuffer(
    fn: Callable[[Any], Any], path: str | os.PathLike[str] | None = None, **options: Any
) -> CompiledFunction:
    """As compile_ttir_to_flatbuffer, with a builder of TTNN modules."""
    return _build_and_compile(fn, "ttnn", path, _TTNN_PIPELINE, options)


_TTIR_PIPELINE = "ttir-to-ttnn-backend-pipeline"
# What is left of it for a module that is in ttnn already; the options belong to the second pass.
_TTNN_PIPELINE = "ttcore-record-source,ttcore-register-device{},ttnn-check-host-support,ttnn-layout,ttnn-deallocate"

_BUILD_OPTIONS = ("mesh_name", "mesh_dict", "disable_golden_check")


def _build_and_compile(
    fn: Callable[[Any], Any],
    builder_type: str,
    path: str | os.PathLike[str] | None,
    pipeline: str,
    options: dict[str, Any],
) -> CompiledFunction:
    for_build = {name: options.pop(name) for name in _BUILD_OPTIONS if name in options}
    for_build.update({name: options[name] for name in ("save_artifacts", "artifact_dir") if name in options})
    module, builder = build_module(fn, builder_type, **for_build)
    compiled = _compile(module, builder, path, pipeline, **options)
    assert isinstance(compiled, CompiledModule)
    return CompiledFunction(builder, *compiled)


def _compile(
    module: ir.Module,
    builder: Builder | str | os.PathLike[str] | None,
    path: str | os.PathLike[str] | None,
    pipeline: str,
    *,
    pipeline_options: str | Sequence[str] = "",
    system_desc_path: str | os.PathLike[str] | None = None,
    argument_types_string: str | None = None,
    custom_pipeline: Pipeline | None = None,
    print_ir: bool = False,
    save_artifacts: bool = False,
    artifact_dir: str | os.PathLike[str] = ".",
    target: str = "ttnn",
) -> bytes | str | CompiledModule:
    if builder is not None and not isinstance(builder, Builder):
        if path is not None or not isinstance(builder, (str, os.PathLike)):
            raise TypeError(f"builder may be a builder or a path, not {type(builder).__name__}")
        builder, path = None, builder
    if target != "ttnn":
        raise ValueError(f"there is no target '{target}'; there is: ttnn")
    options = _options(pipeline_options, system_desc_path, argument_types_string)
    clone = module.operation.clone()
    try:
        with module.context:
            _run(clone, pipeline, custom_pipeline, options, print_ir)
            contents = passes.ttnn_to_flatbuffer_bytes(clone)
    except ir.MLIRError as error:
        raise TTBuilderCompileException(str(error)) from error
    if save_artifacts:
        write_artifact(artifact_dir, "compiled.mlir", str(clone))
        write_artifact(artifact_dir, "program.ttnn", contents)
    if path is not None:
        write_whole(Path(path), contents)
    if builder is not None:
        return CompiledModule(contents, *builder.golden_map)
    return contents if path is None else os.fspath(path)


def _options(
    given: str | Sequence[str], system_desc_path: str | os.PathLike[str] | None, argument_types: str | None
) -> str:
    parts = [given] if isinstance(given, str) else list(given)
    if system_desc_path is not None:
        parts.append(f"system-desc-path={os.fspath(system_desc_path)}")
    if argument_types:
        parts.append(f"argument-types={argument_types}")
    return " ".join(part for part in parts if part)


def _run(clone: Any, pipeline: str, custom: Pipeline | None, options: str, print_ir: bool) -> None:
    if callable(custom):
        custom(clone, options)
    elif custom is not None:
        _run_text(clone, f"{custom}{{{options}}}" if options else custom, print_ir)
    elif "{}" in pipeline:
        _run_text(clone, pipeline.replace("{}", f"{{{options}}}" if options else ""), print_ir)
    else:
        passes.run_pipeline(clone, pipeline, options, print_ir=print_ir)


def _run_text(clone: Any, text: str, print_ir: bool) -> None:
    manager = PassManager.parse(f"builtin.module({text})")
    if print_ir:
        manager.enable_ir_printing(large_elements_limit=16)
    manager.run(clone)
