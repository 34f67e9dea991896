"""The generators' view of types and attributes: counts and names of the field, kinds of parameters, what is refused."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "utils"))

from opgen import attribute_docs, c_api, op_docstrings, python_classes, python_tables, records  # noqa: E402
from opgen import definitions as defs  # noqa: E402

INCLUDES = [ROOT / "include", Path("/usr/lib/llvm-22/include")]
OPS = {
    "ttcore": "TTCore/IR/TTCoreOps.td",
    "ttir": "TTIR/IR/TTIROps.td",
    "ttkernel": "TTKernel/IR/TTKernelOps.td",
    "ttmetal": "TTMetal/IR/TTMetalOps.td",
    "ttnn": "TTNN/IR/TTNNOps.td",
}


@functools.cache
def dump(name: str) -> dict:
    return records.dump_records([ROOT / "include/ttmlir/Dialect" / OPS[name]], INCLUDES)


@functools.cache
def dialect(name: str) -> defs.Definitions:
    return defs.read_definitions(dump(name), name)


def definition(name: str, class_name: str) -> defs.Definition:
    [found] = [each for each in dialect(name).definitions if each.class_name == class_name]
    return found


@pytest.mark.parametrize(
    ("name", "types", "attributes"),
    [("ttcore", 2, 38), ("ttir", 0, 6), ("ttkernel", 11, 9), ("ttmetal", 2, 6), ("ttnn", 2, 54)],
)
def test_dialects_have_the_types_and_attributes_of_the_field(name: str, types: int, attributes: int) -> None:
    kinds = [each.is_type for each in dialect(name).definitions]
    assert (kinds.count(True), kinds.count(False)) == (types, attributes)


@pytest.mark.parametrize("name", list(OPS))
def test_everything_is_described(name: str) -> None:
    assert [each.name for each in dialect(name).definitions if not each.summary] == []
    assert [each.name for each in dialect(name).definitions if not each.description and each.enum is None] == []


def test_parameters_are_read_with_shapes_kinds_and_defaults() -> None:
    parameters = definition("ttnn", "TTNNLayoutAttr").parameters
    assert [(each.name, each.shape, each.kind, each.default) for each in parameters] == [
        ("linear", defs.ONE, defs.AFFINE_MAP, None),
        ("grid_shape", defs.LIST, defs.INTEGER, None),
        ("memref", defs.ONE, defs.TYPE, None),
        ("mem_layout", defs.ONE, defs.ATTRIBUTE, ""),
        ("tensor_mesh", defs.ONE, defs.ATTRIBUTE, ""),
        ("ignorePhysicalLayout", defs.ONE, defs.BOOL, "false"),
        ("core_range_set", defs.ONE, defs.ATTRIBUTE, ""),
    ]
    assert parameters[4].cpp_type == "::mlir::tt::ttcore::TensorMeshAttr"
    assert parameters[3].cpp_type == "::mlir::tt::ttnn::TensorMemoryLayoutAttr"
    dtype = definition("ttnn", "Conv2dConfigAttr").parameters[0]
    assert (dtype.shape, dtype.kind, dtype.class_name) == (defs.OPTIONAL, defs.ENUM, "DataType")
    assert dtype.enum is not None
    assert (dtype.enum.dialect, dtype.enum.from_number) == ("ttcore", "::mlir::tt::ttcore::symbolizeDataType")


def test_what_a_class_computes_is_read_from_its_declaration() -> None:
    derived = {each.name: each for each in definition("ttcore", "TileType").derived}
    assert set(derived) == {"height", "width", "size_bytes", "element_type"}
    assert derived["size_bytes"].summary == "Bytes of one tile in memory; block floats include their shared exponents."
    # A method with an argument cannot be a property.
    assert [each.name for each in definition("ttcore", "SystemDescAttr").derived] == ["num_chips"]


def test_enumerations_in_nested_namespaces_have_names_of_their_own() -> None:
    names = {each.name: each.qualified for each in dialect("ttnn").enums}
    assert names["ReductionReduceType"] == "::mlir::tt::ttnn::reduction::ReduceType"
    assert names["Layout"] == "::mlir::tt::ttnn::Layout"
    assert "DataType" not in names, "it is ttcore's"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("numDramChannels", "num_dram_channels"),
        ("nocDRAMAddressAlignBytes", "noc_dram_address_align_bytes"),
        ("l1Size", "l1_size"),
        ("numCBs", "num_cbs"),
        ("deviceId0", "device_id0"),
        ("core_range_set", "core_range_set"),
        ("ndShardSpec", "nd_shard_spec"),
        ("dramBankToLogicalWorkerNoc0", "dram_bank_to_logical_worker_noc0"),
    ],
)
def test_names_in_snake_case_are_those_of_the_field(name: str, expected: str) -> None:
    assert defs.snake_case(name) == expected


def test_functions_of_the_c_api() -> None:
    header = c_api.header(dialect("ttnn"))
    for line in (
        "MLIR_CAPI_EXPORTED MlirAttribute ttmlirTTNNShapeAttrGet(MlirContext context, intptr_t shape_size, int64_t const *shape);",
        "MLIR_CAPI_EXPORTED intptr_t ttmlirTTNNShapeAttrGetShapeSize(MlirAttribute self);",
        "MLIR_CAPI_EXPORTED bool ttmlirTTNNConv2dConfigAttrHasWeightsDtype(MlirAttribute self);",
        "MLIR_CAPI_EXPORTED bool ttmlirTTNNDeviceTypeIsA(MlirType self);",
        "  ttmlirTTNNBufferTypeDRAM = 0u,",
    ):
        assert line in header.splitlines()


def test_parts_of_the_c_api_hold_every_function_once() -> None:
    parts = [c_api.source(dialect("ttnn"), part, 3, []) for part in range(3)]
    for each in dialect("ttnn").definitions:
        function = f" {c_api.c_class(each)}GetTypeID(void) {{"
        assert [function in part for part in parts].count(True) == 1


def test_tables_name_the_tests_for_classes() -> None:
    table = python_tables.table(dialect("ttnn"), [defs.read_definitions(dump("ttnn"), "ttcore")])
    assert 'arguments.attribute(0, {"CoreCoordAttr", ttmlirTTNNCoreCoordAttrIsA})' in table
    assert '{"BufferTypeAttr", ttmlirTTNNBufferTypeAttrIsA, ttmlirTTNNBufferTypeAttrGet}' in table
    assert 'arguments.type(2, {"MemRefType", mlirTypeIsAMemRef})' in table


def test_a_class_says_its_parameters_and_defaults() -> None:
    text = python_classes.Module(dialect("ttcore"), []).text()
    signature = (
        "def get(stride: Sequence[int], buffers: int = 1, *, context: ir.Context | None = None, "
        "loc: ir.Location | None = None) -> CBLayoutAttr:"
    )
    assert signature in text
    compile(text, "_ttcore_definitions_gen.py", "exec")


TOY = """
include "mlir/IR/AttrTypeBase.td"
def Toy_Dialect : Dialect {{ let name = "ttir"; let cppNamespace = "::toy"; }}
def Toy_ToyAttr : AttrDef<Toy_Dialect, "Toy"> {{
  let mnemonic = "toy"; let parameters = (ins {parameter}:$value); {more}
}}
"""


@pytest.mark.parametrize(
    ("parameter", "more", "message"),
    [
        ('"std::map<int, int>"', "", r"parameter 'value' is of C\+\+ type 'std::map<int, int>'"),
        ('"int64_t"', "let skipDefaultBuilders = 1;", "Toy_ToyAttr has no default builder"),
    ],
)
def test_what_no_generator_can_handle_is_refused(tmp_path: Path, parameter: str, more: str, message: str) -> None:
    file = tmp_path / "toy.td"
    file.write_text(TOY.format(parameter=parameter, more=more))
    with pytest.raises(records.RecordError, match=message):
        defs.load_definitions([file], INCLUDES, "ttir")


def test_a_default_that_python_cannot_say_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "toy.td"
    file.write_text(TOY.format(parameter='DefaultValuedParameter<"int64_t", "best()">', more=""))
    with pytest.raises(records.RecordError, match=r"cannot say its default 'best\(\)'"):
        python_classes.Module(defs.load_definitions([file], INCLUDES, "ttir"), []).text()


def test_docstrings_of_operations_list_all_parts() -> None:
    ops = records.read_dialect(dump("ttir"), "ttir")
    text = "\n".join(op_docstrings.docstring(ops.op("linear")))
    assert text.startswith(f"{ops.op('linear').summary[0].upper()}{ops.op('linear').summary[1:]} (`ttir.linear`).")
    assert "    bias: optional ranked tensor of any type values" in text
    assert "    transpose_a: bool attribute, false if not given" in text
    assert "Results:\n    result: " in text


def test_operation_classes_are_documented_once() -> None:
    ops = records.read_dialect(dump("ttir"), "ttir")
    text = (
        'class AbsOp(_ods_ir.OpView):\n  r"""\n  Old.\n  """\n\n  OPERATION_NAME = "ttir.abs"\n\n  def input(self):\n'
    )
    made = op_docstrings.document("# head\n" + text, ops)
    assert made.startswith('# head\nclass AbsOp(_ods_ir.OpView):\n  r"""\n')
    assert "Old." not in made
    assert "  OPERAND_NAMES = ('input',)\n" in made
    assert op_docstrings.document("no classes", ops) == "no classes"


def test_operands_without_a_name_keep_their_place() -> None:
    file = Path("/usr/lib/llvm-22/include/mlir/Dialect/EmitC/IR/EmitC.td")
    unnamed = [
        op for op in records.load_dialect([file], INCLUDES, "emitc").ops if "" in [each.name for each in op.operands]
    ]
    assert unnamed
    for op in unnamed:
        assert "    (no name): " in "\n".join(op_docstrings.docstring(op))


def test_the_page_of_attributes_has_a_section_for_each() -> None:
    text = attribute_docs.page(dialect("ttnn"))
    assert text.count("\n## `") == 56
    assert "| `shardSpec` | `ShardSpecAttr` | none |" in text
