"""Hooks while the interpreter starts, forks, is interrupted and ends, in scripts and in a C++ program around it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hooks_harness import Script, environment

HOOK = """
def hook(binary, program, op):
    print("saw", op.name, flush=True)
"""


def test_hooks_that_are_still_registered_at_exit(run_script: Script) -> None:
    ended = run_script(HOOK + "runtime.DebugHooks.get(pre_op=hook)\nruntime.debug.watch(post_op=hook)\n")
    assert (ended.stdout, ended.stderr) == ("", "")


def test_what_a_callback_holds_is_no_leak(run_script: Script) -> None:
    code = """
kept = []
def post_op(binary, program, op):
    (ref,) = runtime.get_op_output_refs(op)
    kept.append((binary, program, op, ref, runtime.retrieve_tensor_from_pool(program, ref)))
runtime.DebugHooks.get(post_op=post_op)
submit(runtime.open_mesh_device(), load())
assert len(kept) == 3
"""
    assert run_script(code).stderr == ""  # nanobind says there what was leaked


def test_registered_and_used_by_an_exit_handler(run_script: Script) -> None:
    code = """
import atexit
def at_exit():
    runtime.DebugHooks.get(post_op=hook)
    submit(device, program)
device, program = runtime.open_mesh_device(), load()
atexit.register(at_exit)
"""
    ended = run_script(HOOK + code)
    assert (ended.stdout, ended.stderr) == ("saw ttnn.add\nsaw ttnn.relu\nsaw ttnn.multiply\n", "")


def test_registered_by_an_exit_handler_that_comes_after_the_runtimes(run_script: Script) -> None:
    code = """
import atexit
def at_exit():  # registered before the runtime's own, so called after it
    from ttrt import runtime
    runtime.DebugHooks.get(post_op=hook)
    inputs = [runtime.create_empty_tensor([2, 3], runtime.DataType.Float32) for _ in range(2)]
    runtime.submit(*things, 0, inputs)
atexit.register(at_exit)
import sys
import hooks_support
from ttrt import binary, runtime
things = runtime.open_mesh_device(), binary.load_binary_from_path(sys.argv[1])
"""
    ended = run_script(HOOK + code, preamble="")
    assert (ended.stdout, ended.stderr) == ("saw ttnn.add\nsaw ttnn.relu\nsaw ttnn.multiply\n", "")


def test_used_by_a_finalizer_while_modules_are_torn_down(run_script: Script) -> None:
    code = """
class Late:
    def __init__(self):
        self.use = (runtime, device, program, hook, inputs)
    def __del__(self):
        runtime, device, program, hook, inputs = self.use
        runtime.DebugHooks.get(post_op=hook)
        runtime.submit(device, program, 0, inputs)
        runtime.unregister_hooks()
device, program = runtime.open_mesh_device(), load()
inputs = [runtime.from_numpy(np.ones((2, 3), np.float32)) for _ in range(2)]
late = Late()
sys.modules["keep"] = late  # until the very end
"""
    run_script(HOOK + code)


def test_threads_that_submit_while_the_interpreter_ends(run_script: Script) -> None:
    code = """
import threading, time
seen = 0
def count(binary, program, op):
    global seen
    seen += 1
runtime.DebugHooks.get(pre_op=count, post_op=count)
def forever(path):
    device, program = runtime.open_mesh_device(), load(path)
    while True:
        submit(device, program)
for _ in range(3):
    support.submit_forever(sys.argv[1])
    threading.Thread(target=forever, args=(sys.argv[1],), daemon=True).start()
while seen < 5000:
    time.sleep(0.001)
"""
    for _ in range(5):
        run_script(code)


def test_a_forked_child_keeps_the_hooks_and_may_change_them(run_script: Script) -> None:
    code = """
import os, threading
runtime.DebugHooks.get(post_op=hook)
device, program = runtime.open_mesh_device(), load()
submit(device, program)
def child():
    print("child", flush=True)
    submit(device, program)
    runtime.unregister_hooks()
    runtime.DebugHooks.get(pre_op=lambda b, p, op: print("child saw", op.name, flush=True))
    another = runtime.open_mesh_device()
    submit(another, program)
    runtime.close_mesh_device(another)
stop = threading.Event()
def register():
    while not stop.is_set():
        runtime.debug.watch(post_op=lambda *_: None, ops="none").close()
thread = threading.Thread(target=register)
thread.start()
for _ in range(20):
    pid = os.fork()
    if pid == 0:
        try:
            child()
            sys.exit(0)
        except SystemExit:
            raise
        except BaseException:
            os._exit(1)
    assert os.waitpid(pid, 0)[1] == 0
stop.set()
thread.join()
"""
    # What the parent's other threads hold can only leak in the child, which does not have them.
    ended = run_script(HOOK + code, TENON_LEAK_WARNINGS="")
    assert ended.stdout.count("child\nsaw ttnn.add\nsaw ttnn.relu\nsaw ttnn.multiply\nchild saw ttnn.add\n") == 20
    assert ended.stderr == ""


def test_a_pool_of_forked_processes(run_script: Script) -> None:
    code = """
import multiprocessing
device, program = runtime.open_mesh_device(), load()
runtime.debug.watch(post_op=lambda *_: None)
submit(device, program)
def work(number):
    return float(submit(device, program)[0, 0]) + number
with multiprocessing.get_context("fork").Pool(3) as pool:
    print(pool.map(work, range(20)) == [2.0 + number for number in range(20)])
"""
    assert run_script(code).stdout == "True\n"


def test_ctrl_c_in_a_callback_stops_the_program(run_script: Script) -> None:
    code = """
import os, signal, time
def interrupted(binary, program, op):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
runtime.DebugHooks.get(post_op=interrupted)
device, program = runtime.open_mesh_device(), load()
try:
    submit(device, program)
except KeyboardInterrupt:
    print("interrupted")
runtime.unregister_hooks()
print(submit(device, program)[0, 0])
"""
    assert run_script(code).stdout == "interrupted\n2.0\n"
    assert run_script(code, TTRT_CALLBACK_ERRORS="warn").stdout == "interrupted\n2.0\n"


def test_sys_exit_in_a_callback_ends_the_process(run_script: Script) -> None:
    code = """
runtime.DebugHooks.get(post_op=lambda *_: sys.exit(7))
submit(runtime.open_mesh_device(), load())
"""
    run_script(code, status=7)


def test_errors_may_only_warn(run_script: Script) -> None:
    code = """
def post_op(binary, program, op):
    if op.name == "ttnn.relu":
        raise ValueError("not nice")
def post_program(binary, program):
    raise LookupError("neither")
runtime.DebugHooks.get(post_op=post_op, post_program=post_program)
print(submit(runtime.open_mesh_device(), load())[0, 0])
"""
    ended = run_script(code, TTRT_CALLBACK_ERRORS="warn")
    assert ended.stdout == "2.0\n"
    assert '[ttrt] post_op raised an exception at ttnn.relu loc("main.py":2:1); the program goes on' in ended.stderr
    assert "[ttrt] post_program raised an exception in program 0; the program goes on" in ended.stderr
    assert "ValueError: not nice" in ended.stderr and "LookupError: neither" in ended.stderr
    assert "ValueError: not nice" in run_script(code, status=1).stderr


def test_pdb_in_a_callback(build_dir: Path, small_path: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"""
import sys
import numpy as np
from ttrt import binary, runtime
def post_op(binary, program, op):
    if op.name == "ttnn.relu":
        import pdb; pdb.set_trace()
        print("went on")
runtime.DebugHooks.get(post_op=post_op)
inputs = [runtime.from_numpy(np.ones((2, 3), np.float32)) for _ in range(2)]
program = binary.load_binary_from_path({str(small_path)!r})
print(runtime.to_numpy(runtime.submit(runtime.open_mesh_device(), program, 0, inputs)[0])[0, 0])
""")
    commands = "p op.name\np runtime.get_op_output_tensor(op, program)[0]\nup\np inputs[0]\nc\n"
    ended = subprocess.run(
        [sys.executable, str(script)],
        input=commands,
        env=environment(build_dir),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "'ttnn.relu'" in ended.stdout and "<ttrt.runtime.Tensor 2x3xf32>" in ended.stdout
    assert ended.stdout.endswith("went on\n2.0\n")


def test_the_module_dropped_while_its_functions_and_hooks_live_on(run_script: Script) -> None:
    code = """
import gc
device, program = runtime.open_mesh_device(), load()
names = []
def post_op(binary, context, op, get_name=runtime.get_op_debug_str):
    get_name(op)
    names.append(op.name)
runtime.DebugHooks.get(post_op=post_op)
inputs = [runtime.from_numpy(np.ones((2, 3), np.float32)) for _ in range(2)]
run, unregister, to_numpy = runtime.submit, runtime.unregister_hooks, runtime.to_numpy
for name in [name for name in sys.modules if name.split(".")[0] == "ttrt"]:
    sys.modules[name].__dict__.clear() if name == "ttrt" else None
    del sys.modules[name]
del runtime, binary
gc.collect()
(result,) = run(device, program, 0, inputs)
assert names == ["ttnn.add", "ttnn.relu", "ttnn.multiply"], names
unregister()
run(device, program, 0, inputs)
from ttrt import runtime  # made anew
runtime.DebugHooks.get(post_op=lambda b, c, op: names.append("anew " + op.name))
run(device, program, 0, inputs)
assert names[3:] == ["anew ttnn.add", "anew ttnn.relu", "anew ttnn.multiply"], names
print("done")
"""
    assert run_script(code).stdout == "done\n"


def test_two_extensions_bind_types_of_the_same_name(run_script: Script) -> None:
    code = """
import warnings
assert support.OpContext is not runtime.OpContext
assert support.OpContext().number == 7
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    support.bind_tensor_desc()  # the very C++ type that the runtime binds
print([str(warning.message) for warning in caught])
types = []
runtime.DebugHooks.get(post_op=lambda b, p, op: types.append((type(op), runtime.get_op_output_refs(op)[0].desc)))
submit(runtime.open_mesh_device(), load())
assert [kind for kind, _ in types] == [runtime.OpContext] * 3
assert all(isinstance(desc, runtime.TensorDesc) and desc.shape == [2, 3] for _, desc in types)
"""
    run_script(code)


@pytest.fixture
def embed(build_dir: Path, small_path: Path, tmp_path: Path):
    """Runs the C++ program around Python in one of its modes; see tests/hooks/embedding.cpp."""

    def run(mode: str, **variables: str) -> subprocess.CompletedProcess[str]:
        program = build_dir / "tests" / "hooks" / "hooks_embedding"
        packages = build_dir / "python_packages"
        return subprocess.run(
            [str(program), mode, sys.executable, str(packages), str(small_path)],
            cwd=tmp_path,
            # An instrumented program has its sanitizer in itself.
            env={**environment(build_dir, **variables), "LD_PRELOAD": ""},
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        )

    return run


PYTHON_SAW = "python saw ttnn.add\npython saw ttnn.relu\npython saw ttnn.multiply\n"
CPP_SAW = "C++ saw ttnn.add\nC++ saw ttnn.relu\nC++ saw ttnn.multiply\n"


def test_embedded_hooks_end_with_python(embed) -> None:
    ended = embed("with-hooks")
    assert ended.stdout == (
        PYTHON_SAW + "while Python runs: 2\nPython ended with 0\nafter Python: 2\nafter unregistering: 2\n"
    )
    assert ended.stderr == ""


def test_embedded_callbacks_that_the_environment_asks_for(embed, tmp_path: Path) -> None:
    (tmp_path / "debug_callback.py").write_text(
        "pre_op_callback = None\ndef post_op_callback(b, p, op): print('python saw', op.name)\n"
    )
    ended = embed("once", TT_RUNTIME_DEBUG="1", TT_FORCE_DEBUG_CALLBACKS="1")
    assert "[AutoHooks] ✓ Python debug callbacks registered successfully!\n" + PYTHON_SAW in ended.stdout
    assert ended.stdout.endswith("while Python runs: 2\nPython ended with 0\nafter Python: 2\n")
    assert ended.stderr == ""


def test_embedded_threads(embed) -> None:
    # A run that the end of Python interrupts has to leave its objects where they are.
    ended = embed("in-thread", TENON_LEAK_WARNINGS="")
    assert ended.stdout.startswith(PYTHON_SAW + "in a thread: 2\n")
    assert ended.stdout.count("in a thread: 2\n") == 401
    assert ended.stderr == ""


def test_python_started_and_ended_twice(embed) -> None:
    ended = embed("twice")
    assert ended.stdout == (
        PYTHON_SAW
        + "the first Python: 2\nPython ended with 0\nthe second Python: 2\nthe second Python works\nPython ended with 0\n"
    )


def test_python_that_never_imports_the_extension(embed) -> None:
    ended = embed("without-import")
    assert ended.stdout == (CPP_SAW + "while Python runs: 2\nPython ended with 0\n" + CPP_SAW + "after Python: 2\n")


def test_an_exception_of_an_embedded_callback(embed) -> None:
    ended = embed("exceptions")
    assert "ValueError: stop at ttnn.add" in ended.stdout
    assert ended.stdout.endswith("afterwards: 2\nPython ended with 0\n")


@pytest.mark.parametrize("asked", [{}, {"TT_RUNTIME_DEBUG": "1", "TT_FORCE_DEBUG_CALLBACKS": "1"}])
def test_a_program_that_starts_no_python(embed, asked: dict[str, str]) -> None:
    assert embed("no-python", **asked).stdout == "without Python: 2\n"
