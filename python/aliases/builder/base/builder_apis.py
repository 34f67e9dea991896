"""Functions that build, compile, load and split modules."""

from ttmlir.builder import (
    build_module,
    compile_and_execute_ttir,
    compile_and_execute_ttnn,
    compile_ttir_module_to_flatbuffer,
    compile_ttir_to_flatbuffer,
    compile_ttnn_module_to_flatbuffer,
    compile_ttnn_to_flatbuffer,
    load_mlir_file,
    split_mlir_file,
)

__all__ = [
    "build_module",
    "compile_and_execute_ttir",
    "compile_and_execute_ttnn",
    "compile_ttir_module_to_flatbuffer",
    "compile_ttir_to_flatbuffer",
    "compile_ttnn_module_to_flatbuffer",
    "compile_ttnn_to_flatbuffer",
    "load_mlir_file",
    "split_mlir_file",
]
