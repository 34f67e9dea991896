"""Observers of running programs: any number side by side, with filters that are applied before Python is entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .._ttmlir_runtime import runtime as _runtime
from .._ttmlir_runtime.binary import Binary
from .._ttmlir_runtime.runtime import CallbackContext, KernelContext, OpContext, Watch

OpCallback = Callable[[Binary, CallbackContext, OpContext], Any]
ProgramCallback = Callable[[Binary, CallbackContext], Any]
KernelCallback = Callable[[Binary, CallbackContext, OpContext, KernelContext], Any]


def watch(
    *,
    pre_op: OpCallback | None = None,
    post_op: OpCallback | None = None,
    pre_program: ProgramCallback | None = None,
    post_program: ProgramCallback | None = None,
    pre_kernel: KernelCallback | None = None,
    post_kernel: KernelCallback | None = None,
    ops: str | Iterable[str] = (),
    location: str = "",
    program: int | str | Binary | None = None,
    kernels: str | Iterable[str] = (),
    timed: bool = False,
) -> Watch:
    """Call these around every op and program that the filters admit, until the handle is closed.

    The handle is a context manager too. A handle that is dropped without `close()` leaves its observer registered.
    Of several observers, `pre_*` are called in the order of registration and `post_*` in the opposite one; those of
    `DebugHooks.get` are the outermost. A program that is already running without any observer runs on without.

    Args:
        pre_op: called as `f(binary, program_context, op_context)` before an op.
        post_op: called in the same way after it.
        pre_program: called as `f(binary, program_context)` before a program; programs nest.
        post_program: called in the same way after it, unless the program failed.
        pre_kernel: called as `f(binary, program_context, op_context, kernel_context)` before the first instruction of a
            kernel on a core of the card, from the thread that runs the core, one call at a time.
        post_kernel: called in the same way after its last instruction, unless the program failed.
        ops: names of ops or globs, with or without the dialect: `"matmul"`, `["ttnn.add", "ttnn.*_scalar"]`.
        location: a text or glob found anywhere in the op's location: `"model.py:12:"`, `"layer*.attention"`.
        program: an index, a name or glob, or a Binary, whose programs alone are observed.
        kernels: names of kernels or globs, `"read_tiles"`, `["*_tiles"]`: around these alone `pre_kernel` and
            `post_kernel` are called, where `ops` and `location` admit the op that starts them.
        timed: lets `post_op` read `op_context.duration`, the seconds that the op ran.

    Raises:
        ValueError: no callback is given, or a filter makes no sense.
        TypeError: a callback is neither callable nor None, or a filter is of another type.
        RuntimeError: the runtime was built without hooks.
    """
    chosen = _filter(ops, location, program)
    chosen.kernels = [kernels] if isinstance(kernels, str) else list(kernels)
    if "" in chosen.kernels:
        raise ValueError("the name of a kernel is empty; leave kernels away to observe all of them")
    return _runtime._watch(pre_op, post_op, pre_program, post_program, pre_kernel, post_kernel, chosen, timed)


def _filter(ops: str | Iterable[str], location: str, program: int | str | Binary | None) -> Any:
    chosen = _runtime._Filter()
    chosen.ops = [ops] if isinstance(ops, str) else list(ops)
    if "" in chosen.ops:
        raise ValueError("the name of an op is empty; leave ops away to observe all of them")
    chosen.location = location
    if isinstance(program, Binary):
        chosen.binary_id = program.id
    elif isinstance(program, str):
        if not program:
            raise ValueError("the program's name is empty; leave program away to observe all of them")
        chosen.program_name = program
    elif program is not None:
        if isinstance(program, bool) or not isinstance(program, int):
            raise TypeError(f"program may be an index, a name or a Binary, not {type(program).__name__}")
        if program < 0:
            raise ValueError(f"the program's index is {program}; it starts at 0")
        chosen.program_index = program
    return chosen
