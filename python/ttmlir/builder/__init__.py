"""Build modules in Python, compile and run them, and check every op against its golden value.

Example::

    from ttmlir.builder import TTIRBuilder, compile_ttir_module_to_flatbuffer

    b = TTIRBuilder()

    @b.func([((32, 32), "f32"), ((32, 32), "f32")])
    def main(x, y):
        return b.gelu(b.add(x, y))

    compile_ttir_module_to_flatbuffer(b.module, "main.ttnn")
"""

from .base import Builder
from .compile import (
    CompiledFunction,
    CompiledModule,
    build_module,
    compile_ttir_module_to_flatbuffer,
    compile_ttir_to_flatbuffer,
    compile_ttnn_module_to_flatbuffer,
    compile_ttnn_to_flatbuffer,
)
from .errors import TTBuilderCompileException, TTBuilderGoldenException, TTBuilderRuntimeException
from .execute import compile_and_execute_ttir, compile_and_execute_ttnn, execute_fb
from .modules import load_mlir_file, split_mlir_file
from .ttir_builder import TTIRBuilder
from .ttnn_builder import TTNNBuilder
from .types import element_type, tensor_type

__all__ = [
    "Builder",
    "CompiledFunction",
    "CompiledModule",
    "TTBuilderCompileException",
    "TTBuilderGoldenException",
    "TTBuilderRuntimeException",
    "TTIRBuilder",
    "TTNNBuilder",
    "build_module",
    "compile_and_execute_ttir",
    "compile_and_execute_ttnn",
    "compile_ttir_module_to_flatbuffer",
    "compile_ttir_to_flatbuffer",
    "compile_ttnn_module_to_flatbuffer",
    "compile_ttnn_to_flatbuffer",
    "element_type",
    "execute_fb",
    "load_mlir_file",
    "split_mlir_file",
    "tensor_type",
]
