"""Inference of result types refuses wrong operands with a reason, for every op of ttir and ttnn that infers."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from op_cases import CASES
from test_builder_goldens import program

from ttmlir import ir
from ttmlir.builder import build_module
from ttmlir.dialects import ttir, ttnn

INTERFACES = {
    "types": (ir.InferTypeOpInterface, "inferReturnTypes"),
    "shapes": (ir.InferShapedTypeOpInterface, "inferReturnTypeComponents"),
}
SHAPES = ([], [0], [1], [3], [2, 3], [2, 3, 4], [7, 5, 3, 2], [1, 1, 2, 3, 4])
NO_TENSORS = ("index", "f32", "none", "memref<2xf32>", "vector<2xf32>")
ODD_TENSORS = ("tensor<*xf32>", "tensor<?x3xf32>", "tensor<2xcomplex<f32>>", "tensor<2x3x!quant.uniform<i8:f32, 1.0>>")


def inferring() -> list[tuple[str, type[ir.OpView]]]:
    """(interface, op's class) of all ops that have an interface of inference."""
    found = []
    with ir.Context():
        for dialect in (ttir, ttnn):
            prefix = dialect.__name__.rpartition(".")[2] + "."
            for cls in vars(dialect).values():
                if not inspect.isclass(cls) or not getattr(cls, "OPERATION_NAME", "").startswith(prefix):
                    continue
                for name, (interface, _) in INTERFACES.items():
                    try:
                        interface(cls)
                    except ValueError:
                        continue
                    found.append((name, cls))
    return found


INFERRING = inferring()


@dataclass
class Inference:
    """An op's inference, with operands and attributes that suit the op where a program with it is known."""

    interface: str
    cls: type[ir.OpView]
    operands: list[ir.Value]
    attributes: ir.DictAttr | None

    def __call__(self, operands: Sequence[ir.Value]) -> list[object]:
        make, method = INTERFACES[self.interface]
        inferred: list[object] = getattr(make(self.cls), method)(list(operands), attributes=self.attributes)
        return inferred

    def returns_or_says_why(self, operands: Sequence[ir.Value]) -> None:
        try:
            assert self(operands)
        except ValueError as error:
            assert str(error).removeprefix("Failed to infer result types").strip(" :")


@pytest.fixture(
    scope="module", params=INFERRING, ids=[f"{cls.OPERATION_NAME}-{interface}" for interface, cls in INFERRING]
)
def inference(request: pytest.FixtureRequest) -> object:
    interface, cls = request.param
    case = CASES.get(cls.OPERATION_NAME.partition(".")[2])
    if case is None:
        # Its attributes are missing then, which is one more thing to refuse.
        with ir.Context(), ir.Location.unknown():
            yield Inference(interface, cls, values("tensor<2x3xf32>") * 3, None)
        return
    module, _ = build_module(program(case), "ttir")
    with module.context, ir.Location.unknown():
        found: list[ir.Operation] = []

        def look(operation: ir.Operation) -> ir.WalkResult:
            if operation.name == cls.OPERATION_NAME:
                found.append(operation)
            return ir.WalkResult.ADVANCE

        module.operation.walk(look)
        attributes = found[0].attributes
        given = ir.DictAttr.get({name: attributes[name] for name in attributes})
        yield Inference(interface, cls, list(found[0].operands), given)


def values(*types: str) -> list[ir.Value]:
    """A value of each type."""
    return [ir.Operation.parse(f"builtin.unrealized_conversion_cast to {text}").results[0] for text in types]


def test_ops_of_ttir_infer() -> None:
    assert len(INFERRING) >= 130


def test_operands_that_suit_are_taken(inference: Inference) -> None:
    if inference.attributes is None:
        inference.returns_or_says_why(inference.operands)
    else:
        assert inference(inference.operands)


def test_any_number_of_operands(inference: Inference) -> None:
    for count in range(len(inference.operands) + 4):
        inference.returns_or_says_why((inference.operands * 5)[:count])


def test_tensors_of_any_rank_and_element(inference: Inference) -> None:
    ranked = [ir.RankedTensorType.get(shape, ir.Type.parse(e)) for shape in SHAPES for e in ("f32", "si32")]
    for value in values(*map(str, ranked), *ODD_TENSORS):
        for place in range(len(inference.operands)):
            inference.returns_or_says_why([*inference.operands[:place], value, *inference.operands[place + 1 :]])
        inference.returns_or_says_why([value] * len(inference.operands))


def test_what_is_no_tensor_is_refused(inference: Inference) -> None:
    for value in values(*NO_TENSORS):
        for place in range(len(inference.operands)):
            given = [*inference.operands[:place], value, *inference.operands[place + 1 :]]
            with pytest.raises(ValueError, match=r".: ."):
                inference(given)
