"""Builds a program with the dialect, prints it, parses it again, and reads its attributes and types."""

import imaging  # noqa: F401  (makes contexts know the dialect)
from imaging.dialects import image

from ttmlir.dialects import func, ttir
from ttmlir.ir import (
    Context,
    F32Type,
    FunctionType,
    InsertionPoint,
    Location,
    MLIRError,
    Module,
    Operation,
    RankedTensorType,
    StringAttr,
    TypeAttr,
)


def build() -> Module:
    """A function that takes a part of a picture and ends in an operation of Tenon's own dialect."""
    module = Module.create()
    picture = image.PictureType.get(48, 64, image.ColorSpace.RGB)
    tensor = RankedTensorType.get([32, 32, 1], F32Type.get())
    with InsertionPoint(module.body):
        type_of_function = TypeAttr.get(FunctionType.get([picture], [tensor]))
        attributes = {"sym_name": StringAttr.get("prepare"), "function_type": type_of_function}
        function = Operation.create("func.func", attributes=attributes, regions=1)
        entry = function.regions[0].blocks.append(picture)
    with InsertionPoint(entry):
        part = image.crop(entry.arguments[0], (0, 8, 32, 32))
        gray = image.convert(part, image.ColorSpace.Gray)
        func.ReturnOp([ttir.sqrt(image.to_tensor(gray))])
    module.operation.verify()
    return module


def describe(module: Module) -> None:
    """Print what the operations of the dialect hold."""
    for operation in module.body.operations[0].body.blocks[0].operations:
        match operation:
            case image.CropOp():
                window, result = operation.window, operation.result.type
                assert isinstance(window, image.WindowAttr)
                assert isinstance(result, image.PictureType)
                print(f"crop at {window.top}, {window.left}: {result.height}x{result.width} {result.space}")
            case image.ConvertOp():
                print(f"convert to {operation.to.value!r}")


def main() -> None:
    """Run as a program."""
    with Context(), Location.unknown():
        module = build()
        print(module)
        parsed = Module.parse(str(module))
        assert str(parsed) == str(module)
        describe(parsed)
        try:
            image.WindowAttr.get(0, 0, height=0, width=1)
        except ValueError as error:
            print("ValueError:", error)
        try:
            image.crop(parsed.body.operations[0].body.blocks[0].arguments[0], (40, 0, 32, 32))
        except MLIRError as error:
            print("MLIRError:", error)


if __name__ == "__main__":
    main()
