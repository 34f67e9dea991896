"""Build modules in Python and compile them.

Example::

    from ttmlir.builder import TTIRBuilder, compile_ttir_module_to_flatbuffer

    b = TTIRBuilder()

    @b.func([((32, 32), "f32"), ((32, 32), "f32")])
    def main(x, y):
        return b.gelu(b.add(x, y))

    compile_ttir_module_to_flatbuffer(b.module, "main.ttnn")
"""

from .compile import (
    TTBuilderCompileException,
    build_module,
    compile_ttir_module_to_flatbuffer,
    compile_ttir_to_flatbuffer,
)
from .ttir_builder import TTIRBuilder
from .types import element_type, tensor_type

__all__ = [
    "TTBuilderCompileException",
    "TTIRBuilder",
    "build_module",
    "compile_ttir_module_to_flatbuffer",
    "compile_ttir_to_flatbuffer",
    "element_type",
    "tensor_type",
]
