"""register_debug_callback and the two variables: which module is taken, what is printed, what is refused."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hooks_harness import Run, Script, environment

from ttrt import runtime

ASKED = {"TT_RUNTIME_DEBUG": "1", "TT_FORCE_DEBUG_CALLBACKS": "1"}
LINES = """\
[AutoHooks] Attempting to register Python debug callbacks...
[AutoHooks] Importing ttrt.runtime module...
[AutoHooks] Found register_debug_callback function
[AutoHooks] Calling register_debug_callback()...
[register_debug_callback] Importing debug_callback module...
[register_debug_callback] Callbacks loaded, registering...
[register_debug_callback] ✓ Callbacks registered successfully!
[AutoHooks] ✓ Python debug callbacks registered successfully!
"""
CALLBACKS = """
def pre_op_callback(binary, program_context, op_context):
    print("before", op_context.name)

def post_op_callback(binary, program_context, op_context):
    print("after", op_context.name)
"""
SEEN = "".join(f"{when} ttnn.{op}\n" for op in ("add", "relu", "multiply") for when in ("before", "after"))
SUBMIT = "\nsubmit(runtime.open_mesh_device(), load())\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, with no debug_callback known."""
    monkeypatch.chdir(tmp_path)
    sys.modules.pop("debug_callback", None)
    yield tmp_path
    sys.modules.pop("debug_callback", None)


def test_callbacks_of_the_current_folder_are_taken_before_those_of_the_path(
    folder: Path, run: Run, small: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for place in (folder, elsewhere):
        text = f"def post_op_callback(b, p, op): print('{place.name}', op.name)\npre_op_callback = None\n"
        (place / "debug_callback.py").write_text(text)
    monkeypatch.syspath_prepend(elsewhere)
    runtime.register_debug_callback()
    run(small)
    assert f"{folder.name} ttnn.add" in capsys.readouterr().out
    (folder / "debug_callback.py").unlink()
    sys.modules.pop("debug_callback")
    runtime.register_debug_callback()
    run(small)
    assert "elsewhere ttnn.add" in capsys.readouterr().out


def test_a_module_that_is_imported_already_is_not_run_again(folder: Path) -> None:
    (folder / "debug_callback.py").write_text(CALLBACKS + "import builtins; builtins.runs += 1\n")
    import builtins

    builtins.runs = 0  # type: ignore[attr-defined]
    runtime.register_debug_callback()
    runtime.register_debug_callback()
    assert builtins.runs == 1  # type: ignore[attr-defined]


def test_program_callbacks_are_registered_where_present(
    folder: Path, run: Run, small: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "debug_callback.py").write_text(
        "pre_op_callback = post_op_callback = None\n"
        "def pre_program_callback(binary, program): print('begin')\n"
        "def post_program_callback(binary, program): print('end')\n"
    )
    runtime.register_debug_callback()
    capsys.readouterr()
    run(small)
    assert capsys.readouterr().out == "begin\nend\n"


def test_a_missing_module_says_where_it_was_looked_for(folder: Path) -> None:
    with pytest.raises(ModuleNotFoundError) as caught:
        runtime.register_debug_callback()
    message = str(caught.value)
    assert "there is no debug_callback.py" in message
    assert str(folder) in message and sys.path[-1] in message
    assert caught.value.name == "debug_callback"


@pytest.mark.parametrize("missing", ["pre_op_callback", "post_op_callback"])
def test_a_missing_callback_names_the_file(folder: Path, missing: str) -> None:
    (folder / "debug_callback.py").write_text(CALLBACKS.replace(missing, "another"))
    with pytest.raises(AttributeError, match=rf"debug_callback\.py defines no {missing}"):
        runtime.register_debug_callback()


@pytest.mark.parametrize("name", ["pre_op_callback", "post_op_callback", "pre_program_callback"])
def test_what_cannot_be_called_is_refused(folder: Path, name: str) -> None:
    (folder / "debug_callback.py").write_text(CALLBACKS + f"{name} = 3\n")
    with pytest.raises(TypeError, match=rf"^{name} must be callable or None$"):
        runtime.register_debug_callback()


@pytest.mark.parametrize("code", ["import a_module_that_is_not_there", "1 / 0", "def broken(:"])
def test_a_module_that_fails_says_so_itself_and_is_not_left_half_imported(folder: Path, code: str) -> None:
    (folder / "debug_callback.py").write_text(code + "\n")
    with pytest.raises((ModuleNotFoundError, ZeroDivisionError, SyntaxError)) as caught:
        runtime.register_debug_callback()
    assert "there is no debug_callback.py" not in str(caught.value)
    assert "debug_callback" not in sys.modules


def test_a_module_made_by_hand_is_taken(folder: Path) -> None:
    module = types.ModuleType("debug_callback")
    module.pre_op_callback = module.post_op_callback = None  # type: ignore[attr-defined]
    sys.modules["debug_callback"] = module
    runtime.register_debug_callback()


def test_an_unknown_policy_for_errors_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "debug_callback.py").write_text(CALLBACKS)
    monkeypatch.setenv("TTRT_CALLBACK_ERRORS", "ignore")
    with pytest.raises(ValueError, match="TTRT_CALLBACK_ERRORS"):
        runtime.register_debug_callback()


def test_the_running_script_is_the_module_and_is_not_run_twice(run_script: Script) -> None:
    ended = run_script(CALLBACKS + "print('script')" + SUBMIT, name="debug_callback.py", **ASKED)
    assert ended.stdout == "script\n" + LINES + SEEN
    assert ended.stderr == ""


def test_a_module_beside_the_script_is_found_by_itself(run_script: Script, tmp_path: Path) -> None:
    (tmp_path / "debug_callback.py").write_text(CALLBACKS)
    assert run_script(SUBMIT * 2, **ASKED).stdout == LINES + SEEN + SEEN


@pytest.mark.parametrize(
    "variables",
    [{}, {"TT_RUNTIME_DEBUG": "1"}, {"TT_FORCE_DEBUG_CALLBACKS": "1"}, {**ASKED, "TT_RUNTIME_DEBUG": "0"}],
)
def test_nothing_is_registered_by_itself_without_both_variables(
    run_script: Script, tmp_path: Path, variables: dict[str, str]
) -> None:
    (tmp_path / "debug_callback.py").write_text(CALLBACKS)
    assert run_script(SUBMIT, **variables).stdout == ""
    called = "\nruntime.register_debug_callback()" + SUBMIT
    assert run_script(called, **variables).stdout.endswith("registered successfully!\n" + SEEN)


def test_a_failure_is_reported_and_the_program_goes_on(run_script: Script, tmp_path: Path) -> None:
    (tmp_path / "debug_callback.py").write_text("raise SystemExit('not me')\n")
    ended = run_script(SUBMIT + "print('done')", **ASKED)
    assert "✗ register_debug_callback() failed; the program runs without callbacks:" in ended.stdout
    assert ended.stdout.endswith("done\n")
    assert "SystemExit: not me" in ended.stderr and "Traceback" in ended.stderr


def test_a_script_that_runs_before_it_defines_its_callbacks_is_told(run_script: Script) -> None:
    ended = run_script(SUBMIT + CALLBACKS, name="debug_callback.py", **ASKED)
    assert "defines no pre_op_callback (yet)" in ended.stderr


def test_the_module_may_submit_programs_while_it_is_imported(run_script: Script, tmp_path: Path) -> None:
    code = "from __main__ import submit, load, runtime\nsubmit(runtime.open_mesh_device(), load())\n"
    (tmp_path / "debug_callback.py").write_text(code + CALLBACKS)
    assert run_script(SUBMIT, **ASKED).stdout == LINES + SEEN


def test_an_output_that_knows_ascii_alone(run_script: Script, tmp_path: Path) -> None:
    (tmp_path / "debug_callback.py").write_text(CALLBACKS)
    ended = run_script(SUBMIT, **ASKED, PYTHONIOENCODING="ascii")
    assert "Callbacks registered successfully!" in ended.stdout
    assert ended.stderr == ""


def test_ttrt_run(build_dir: Path, small_path: Path, tmp_path: Path) -> None:
    (tmp_path / "debug_callback.py").write_text(CALLBACKS)
    command = [sys.executable, "-m", "ttrt", "run", str(small_path)]
    variables = environment(build_dir, **ASKED)
    ended = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=True)
    assert ended.stdout.startswith(LINES + SEEN)
    ended = subprocess.run(
        [*command, "--json"], cwd=tmp_path, env=variables, capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith("[\n") and SEEN in ended.stderr, "JSON has standard output for itself"


def test_ttrt_run_shows_where_a_callback_failed(build_dir: Path, small_path: Path, tmp_path: Path) -> None:
    (tmp_path / "debug_callback.py").write_text("pre_op_callback = None\ndef post_op_callback(b, p, op): 1 / 0\n")
    command = [sys.executable, "-m", "ttrt", "run", str(small_path)]
    variables = environment(build_dir, **ASKED)
    ended = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert 'debug_callback.py", line 2, in post_op_callback' in ended.stderr
    assert "a debug callback raised ZeroDivisionError" in ended.stderr
