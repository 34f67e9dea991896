"""What happens once when the package is imported, and for each new context."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from ttmlir import _mlir_libs, ir

LIBS = Path(_mlir_libs.__file__).parent


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A copy of ttmlir (of links) that initializers can be put into."""
    source, target = LIBS.parent, tmp_path / "packages" / "ttmlir"
    (target / "_mlir_libs").mkdir(parents=True)
    for folder, into in ((source, target), (LIBS, target / "_mlir_libs")):
        for entry in folder.iterdir():
            if entry != LIBS and entry.name != "__pycache__":
                (into / entry.name).symlink_to(entry)
    return target.parent


def run(packages: Path, initializers: list[str], code: str) -> subprocess.CompletedProcess[str]:
    for number, text in enumerate(initializers):
        (packages / "ttmlir" / "_mlir_libs" / f"_site_initialize_{number}.py").write_text(textwrap.dedent(text))
    return subprocess.run(
        [sys.executable, "-B", "-c", textwrap.dedent(code)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(packages)},
    )  # fmt: skip


def test_initializers_run_in_order(packages: Path) -> None:
    hook = "def context_init_hook(context): print('hook', {}, context.d.builtin is not None)\n"
    done = run(
        packages,
        ["def register_dialects(registry): print(type(registry).__name__)\n" + hook.format(0), hook.format(1)],
        "from ttmlir import ir; ir.Context(); print('-'); ir.Context()",
    )
    hooks = ["hook 0 True", "hook 1 True"]
    assert (done.stdout.splitlines(), done.stderr) == (["DialectRegistry", *hooks, "-", *hooks], "")


def test_a_number_that_is_missing_ends_the_search(packages: Path) -> None:
    folder = packages / "ttmlir" / "_mlir_libs"
    (folder / "_site_initialize_1.py").write_text("print('not reached')\n")
    done = run(packages, [], "import ttmlir.ir")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("text", ["import no_such_module_anywhere\n", "from os import no_such_name_anywhere\n"])
def test_an_initializer_that_cannot_be_imported_is_warned_of(packages: Path, text: str) -> None:
    done = run(packages, [text], "from ttmlir import ir; ir.Context(); print('ok')")
    assert done.stdout == "ok\n"
    assert "RuntimeWarning: ttmlir._mlir_libs._site_initialize_0 was left out: " in done.stderr
    assert "anywhere" in done.stderr


def test_thread_pools_can_be_refused(packages: Path) -> None:
    code = """
    from ttmlir import ir
    ir.Context()
    try:
        ir.Context(thread_pool=ir.ThreadPool())
    except ValueError as error:
        print(error)
    """
    assert "disables multithreading" in run(packages, ["disable_multithreading = True\n"], code).stdout
    assert run(packages, ["disable_multithreading = False\n"], code).stdout == ""


def test_dialects_can_be_left_unloaded(packages: Path) -> None:
    code = """
    from ttmlir import ir
    ir.append_load_on_create_dialect("arith") if {append} else None
    print(*[ir.Context().is_registered_operation(name) for name in ("arith.addi", "func.func")])
    """
    initializers = ["disable_load_all_available_dialects = True\n"]
    assert run(packages, [], code.format(append=False)).stdout == "True True\n"
    assert run(packages, initializers, code.format(append=False)).stdout == "False False\n"
    assert run(packages, initializers, code.format(append=True)).stdout == "True False\n"


def test_named_dialects_are_loaded() -> None:
    context = ir.Context(load_on_create_dialects=["arith"])
    assert context.is_registered_operation("arith.addi")
    assert not context.is_registered_operation("func.func")


def test_a_thread_pool_is_used() -> None:
    pool = ir.ThreadPool()
    assert ir.Context(thread_pool=pool).get_num_threads() == pool.get_max_concurrency()


def test_a_registry_brings_its_dialects_to_a_context() -> None:
    registry = ir.DialectRegistry()
    _mlir_libs._ttmlir.register_dialects(registry)
    context = ir._BaseContext()
    assert not context.is_registered_operation("ttir.add")
    context.append_dialect_registry(registry)
    context.load_all_available_dialects()
    assert context.is_registered_operation("ttir.add")
    assert isinstance(ir.get_dialect_registry(), ir.DialectRegistry)


def test_a_class_can_be_registered_for_a_dialect() -> None:
    code = """
    from ttmlir import ir
    from ttmlir._mlir_libs import _mlir

    _mlir.globals.dialect_search_modules = []  # not the package's own class
    @_mlir.register_dialect
    class Quant(ir.Dialect):
        DIALECT_NAMESPACE = "quant"

    @_mlir.register_operation(Quant)
    class Dequantize(ir.OpView):
        OPERATION_NAME = "quant.dcast"

    with ir.Context() as context:
        print(type(context.d.quant).__name__, type(context.dialects["quant"]).__name__, Quant.Dequantize is Dequantize)
        print(context.d.quant, context.get_dialect_descriptor("quant"))
        try:
            context.d.nowhere
        except AttributeError as error:
            print(error)
        try:
            _mlir.register_operation(Quant)(Dequantize)
        except RuntimeError as error:
            print(error)
        _mlir.register_operation(Quant, replace=True)(Dequantize)
    """
    done = run(LIBS.parents[1], [], code)
    assert done.stderr == ""
    assert done.stdout.splitlines()[:3] == [
        "Quant Quant True",
        "<Dialect quant (class __main__.Quant)> <DialectDescriptor quant>",
        "Dialect 'nowhere' not found.",
    ]
    assert "'quant.dcast' is already registered" in done.stdout


def test_dialects_that_are_not_there_raise() -> None:
    context = ir.Context()
    for get, error in (
        (lambda: context.dialects.nowhere, AttributeError),
        (lambda: context.dialects["nowhere"], IndexError),
        (lambda: context.get_dialect_descriptor("nowhere"), ValueError),
    ):
        with pytest.raises(error, match="Dialect 'nowhere' not found"):
            get()


def test_headers_and_libraries_are_where_the_package_says() -> None:
    [libraries] = _mlir_libs.get_lib_dirs()
    [headers] = _mlir_libs.get_include_dirs()
    assert (Path(libraries) / "libTenonCAPI.so").is_file()
    for header in (
        "mlir-c/IR.h", "mlir-c/Bindings/Python/Interop.h", "mlir/Bindings/Python/NanobindAdaptors.h",
        "mlir/Config/mlir-config.h", "ttmlir-c/Registration.h", "ttmlir-c/TTNN.h", "ttmlir-c/TTNNDefinitions.h.inc",
    ):  # fmt: skip
        assert (Path(headers) / header).is_file()
