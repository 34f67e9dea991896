"""Every op of ttkernel becomes code for the card and C++, or is refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from kernel_ops import COMPILE_TIME_ARGS, OpCase, all_cases

from ttmlir import ir, passes

pytestmark = pytest.mark.usefixtures("context")

FABRIC = {
    f"ttkernel.experimental.{name}"
    for name in (
        "close_fabric_connections", "create_fabric_connection_manager", "fabric_fast_write_any_len",
        "fabric_mcast_fast_write_any_len", "fabric_mcast_sem_inc", "fabric_sem_inc",
        "get_device_id_from_logical_mesh_position", "get_my_device_id", "get_my_logical_mesh_position",
        "setup_fabric_connections",
    )
}  # fmt: skip
REASONS = {"ttkernel.invoke_sfpi": "own code for the vector unit"} | dict.fromkeys(FABRIC, "fabric between devices")


@pytest.fixture
def cases(context: ir.Context) -> list[OpCase]:
    return all_cases()


def lower(case: OpCase) -> str:
    module = ir.Module.parse(case.text)
    args = ",".join(map(str, COMPILE_TIME_ARGS))
    passes.run_pipeline(module, "convert-ttkernel-to-llvm", f"compile-time-args={args}")
    return str(module)


def test_every_op_is_lowered_or_refused_with_a_reason(cases: list[OpCase]) -> None:
    lowered: set[str] = set()
    refused: dict[str, str] = {}
    for case in cases:
        try:
            text = lower(case)
        except ir.MLIRError as error:
            refused[case.name] = str(error)
        else:
            assert "ttkernel." not in text.replace("ttkernel.thread", ""), text
            lowered.add(case.name)
    assert len(lowered | set(refused)) == 293
    assert {name for name in refused if name not in lowered} == set(REASONS)
    for name, reason in REASONS.items():
        assert reason in refused[name]


def test_every_op_is_written_or_refused_with_a_reason(cases: list[OpCase]) -> None:
    refused: dict[str, str] = {}
    for case in cases:
        try:
            passes.ttkernel_to_cpp(ir.Module.parse(case.text))
        except ir.MLIRError as error:
            refused[case.name] = str(error)
    assert set(refused) == set(REASONS)
    for name, reason in REASONS.items():
        assert reason in refused[name]


KERNELS = """
func.func private @reader() attributes {ttkernel.arg_spec = #ttkernel.arg_spec< ct_args = [<arg_type = cb_port, operand_index = 0>]>,
                                        ttkernel.thread = #ttkernel.thread<noc>} {
  return
}
func.func private @compute() attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  ttkernel.tile_regs_acquire() : () -> ()
  return
}
"""


def test_names_and_arguments_of_kernels() -> None:
    module = ir.Module.parse(KERNELS)
    assert passes.get_ttkernel_names(module) == [("reader", "noc"), ("compute", "compute")]
    assert "cb_port" in str(passes.get_ttkernel_arg_spec(module, "reader"))
    assert passes.get_ttkernel_arg_spec(module, "compute") is None


def test_cpp_of_one_kernel_and_of_all(tmp_path: Path) -> None:
    module = ir.Module.parse(KERNELS)
    both = passes.ttkernel_to_cpp(module)
    assert both.index("void kernel_main() {") < both.index("void MAIN {")
    assert "tile_regs_acquire();" in passes.ttkernel_to_cpp_by_name(module, "compute")
    passes.ttkernel_to_cpp_file(module, tmp_path)
    assert (tmp_path / "reader.cpp").read_text() == passes.ttkernel_to_cpp_by_name(module, "reader")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["compute.cpp", "reader.cpp"]


def test_a_kernel_that_is_not_there() -> None:
    module = ir.Module.parse(KERNELS)
    with pytest.raises(ir.MLIRError, match="the module has no kernel 'writer', it has: reader, compute"):
        passes.ttkernel_to_cpp_by_name(module, "writer")
    with pytest.raises(ir.MLIRError, match="the module has 2 kernels, name one of them"):
        passes.ttkernel_to_elf(module)
