"""Programs on a simulated chip: arguments, printing, errors that say what happened, and a chip that stays usable."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable

import pytest

from ttrt import card

Compile = Callable[..., card.Kernel]


def lines_of(chip: card.Chip, program: card.Program) -> list[tuple[tuple[int, int], str, str]]:
    """Runs a program and returns what its kernels print, sorted."""
    lines: list[tuple[tuple[int, int], str, str]] = []
    chip.set_printer(lambda *line: lines.append(line))
    chip.run(program)
    return sorted(lines)


def single(kernel: card.Kernel, *args: int, processor: str = "dm0") -> card.Program:
    """The kernel on one core of tile (0, 0)."""
    program = card.Program()
    number = program.add_kernel(kernel, (0, 0), processor)
    program.set_runtime_args(number, (0, 0), list(args))
    return program


def test_every_core_gets_its_arguments(chip: card.Chip, kernel: Compile) -> None:
    program = card.Program()
    body = "DPRINT << get_arg_val<uint32_t>(0) << ' ' << get_common_arg_val<uint32_t>(0) << ENDL();"
    cores = card.all_tiles(chip)
    number = program.add_kernel(kernel(body), cores, "dm1")
    program.set_common_runtime_args(number, [7])
    for x, y in card.each_tile(cores):
        program.set_runtime_args(number, (x, y), [10 * x + y])
    assert lines_of(chip, program) == [((x, y), "dm1", f"{10 * x + y} 7") for x in range(2) for y in range(2)]


def test_compile_time_arguments_and_defines(chip: card.Chip, kernel: Compile) -> None:
    body = "static_assert(get_compile_time_arg_val(1) == 5); DPRINT << get_compile_time_arg_val(0) + EXTRA << ENDL();"
    program = single(kernel(body, compile_time_args=[3, 5], defines={"EXTRA": "40"}))
    assert lines_of(chip, program) == [((0, 0), "dm0", "43")]


def test_a_program_runs_again_with_other_arguments(chip: card.Chip, kernel: Compile) -> None:
    program = card.Program()
    number = program.add_kernel(kernel("DPRINT << get_arg_val<uint32_t>(0) << ENDL();"), (1, 1), "dm0")
    for value in (1, 2):
        program.set_runtime_args(number, (1, 1), [value])
        assert lines_of(chip, program) == [((1, 1), "dm0", str(value))]


def test_a_kernel_that_does_not_compile(kernel: Compile) -> None:
    with pytest.raises(card.KernelError, match="undeclared_name"):
        kernel("undeclared_name();")


def test_a_bad_access_names_core_line_and_registers(chip: card.Chip, kernel: Compile) -> None:
    program = single(kernel("*reinterpret_cast<volatile uint32_t *>(0x40000000) = 1;"))
    with pytest.raises(card.CoreError) as raised:
        chip.run(program)
    error = raised.value
    assert (error.tile, error.processor, error.kind) == ((0, 0), "dm0", "store outside")
    assert error.address == 0x40000000
    for part in ("x=0, y=0", "dm0", "test.cpp:4", "0x40000000", "a0"):
        assert part in str(error)
    chip.run(single(kernel("")))


def test_a_deadlock_says_who_waits_for_what(chip: card.Chip, kernel: Compile) -> None:
    program = card.Program()
    wait = kernel("noc_semaphore_wait(reinterpret_cast<volatile tt_l1_ptr uint32_t *>(get_semaphore(0)), 3);")
    program.add_semaphore(((0, 0), (1, 0)), 1)
    program.add_kernel(wait, ((0, 0), (1, 0)), "dm0")
    with pytest.raises(card.DeadlockError) as raised:
        chip.run(program)
    for part in ("x=0, y=0", "x=1, y=0", "noc_semaphore_wait", "test.cpp:4", "3", "1"):
        assert part in str(raised.value)
    chip.run(single(kernel("")))


def test_what_the_tile_engine_refuses_is_told_once(chip: card.Chip) -> None:
    source = '#include "compute_kernel_api/eltwise_unary/exp.h"\nvoid kernel_main() { exp_tile(0); }'
    program = single(card.Kernel.compile(source, "exp.cpp", "compute"), processor="compute")
    with pytest.raises(card.CoreError, match="was stopped: exp_tile: the destination registers are not acquired"):
        chip.run(program)


def test_an_endless_kernel_ends_at_its_budget_or_time(chip: card.Chip, kernel: Compile) -> None:
    program = single(kernel("for (volatile uint32_t i = 0;; i = i + 1);"))
    with pytest.raises(card.LimitError, match=r"budget: 100000\d instructions"):
        chip.run(program, budget=1_000_000)
    with pytest.raises(card.LimitError, match=r"0\.05|50 ms"):
        chip.run(program, timeout=0.05)
    chip.run(single(kernel("")))


def test_ctrl_c_stops_a_program(chip: card.Chip, kernel: Compile) -> None:
    program = single(kernel("for (volatile uint32_t i = 0;; i = i + 1);"))
    started = threading.Event()

    def interrupt() -> None:
        while not any(core.activity in ("running", "ready") for core in chip.snapshot().cores):
            time.sleep(0.001)
        started.set()
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        chip.run(program)
    thread.join()
    assert started.is_set()
    chip.run(single(kernel("")))


def test_closing_stops_what_runs(kernel: Compile) -> None:
    chip = card.open(grid=(1, 1))
    chip.enqueue(single(kernel("for (volatile uint32_t i = 0;; i = i + 1);")))
    chip.close()
    with pytest.raises(card.CardError):
        chip.wait()


def test_what_does_not_fit_is_refused(chip: card.Chip, kernel: Compile) -> None:
    nothing = kernel("")
    program = single(nothing)
    with pytest.raises(ValueError, match="dm0"):
        program.add_kernel(nothing, (0, 0), "dm0")
    program.add_circular_buffer((0, 0), 0, pages=10_000, page_size=4096)
    with pytest.raises(ValueError, match=r"circular buffer 0|L1"):
        chip.run(program)
    elsewhere = card.Program()
    elsewhere.add_kernel(nothing, (5, 5), "dm0")
    with pytest.raises(ValueError, match=r"x=5, y=5"):
        chip.run(elsewhere)
    with pytest.raises(card.KernelError):
        card.Kernel.from_elf(b"no ELF at all")
    with pytest.raises(card.KernelError):
        card.Kernel.from_elf(nothing.elf[:200])
    with pytest.raises(ValueError, match="dm0"):
        program.add_kernel(nothing, (0, 0), "dm7")
    with pytest.raises(TypeError, match="rectangle"):
        program.add_kernel(nothing, "everywhere", "dm1")  # type: ignore[arg-type]


def test_hooks_see_every_kernel(chip: card.Chip, kernel: Compile) -> None:
    seen: list[tuple[str, tuple[int, int], str, str]] = []
    chip.set_kernel_hooks(
        lambda chip, tile, processor, name: seen.append(("before", tile, processor, name)),
        lambda chip, tile, processor, name: seen.append(("after", tile, processor, name)),
    )
    program = card.Program()
    program.add_kernel(kernel(""), ((0, 0), (1, 0)), "dm1")
    chip.run(program)
    assert sorted(seen) == [(when, (x, 0), "dm1", "test.cpp") for when in ("after", "before") for x in (0, 1)]


def test_an_exception_of_a_hook_stops_the_program(chip: card.Chip, kernel: Compile) -> None:
    def refuse(*_: object) -> None:
        raise KeyError("no")

    chip.set_kernel_hooks(before=refuse)
    with pytest.raises(KeyError, match="no"):
        chip.run(single(kernel("")))
    chip.set_kernel_hooks()
    chip.run(single(kernel("")))


def test_a_core_is_stopped_at_a_line_looked_at_and_changed(chip: card.Chip, kernel: Compile) -> None:
    body = "uint32_t value = get_arg_val<uint32_t>(0);\nvalue = value * 3;\nDPRINT << value << ENDL();"
    lines: list[str] = []
    chip.set_printer(lambda tile, processor, text: lines.append(text))
    chip.add_breakpoint("test.cpp", "test.cpp", 6)
    chip.enqueue(single(kernel(body, optimization="-O0"), 14))
    assert chip.wait_for_breakpoint() == [((0, 0), "dm0")]
    assert chip.source_line((0, 0), "dm0")[1] == 6
    registers = chip.registers((0, 0), "dm0")
    stack = chip.read_l1((0, 0), registers["sp"], 64)
    assert (42).to_bytes(4, "little") in stack
    chip.write_l1((0, 0), registers["sp"] + stack.index((42).to_bytes(4, "little")), (5).to_bytes(4, "little"))
    chip.clear_breakpoints()
    chip.resume((0, 0), "dm0")
    chip.wait()
    assert lines == ["5"]


def test_waiting_at_a_breakpoint_says_who_stands_where(chip: card.Chip, kernel: Compile) -> None:
    program = single(kernel("uint32_t value = get_arg_val<uint32_t>(0);\nDPRINT << value << ENDL();"), 14)
    chip.add_breakpoint("test.cpp", "test.cpp", 5)
    with pytest.raises(
        card.BreakpointError, match=r"(?s)resume\(\) lets.*dm0 of tile \(x=0, y=0\).*test.cpp:5\) stands"
    ):
        chip.run(program)
    with pytest.raises(card.BreakpointError):
        chip.wait()
    assert chip.wait(timeout=0.01) is False
    assert chip.wait_for_breakpoint() == [((0, 0), "dm0")]
    chip.clear_breakpoints()  # the line has code in several places
    chip.resume((0, 0), "dm0")
    assert chip.wait() is True
    assert chip.wait(timeout=0.01) is True


def test_while_a_program_is_held_run_begins_no_other(chip: card.Chip, kernel: Compile) -> None:
    lines: list[str] = []
    chip.set_printer(lambda tile, processor, text: lines.append(text))
    program = single(kernel("DPRINT << get_arg_val<uint32_t>(0) << ENDL();"), 14)
    chip.add_breakpoint("test.cpp", "test.cpp", 4)
    for what in ("the program cannot go on", "another program was not begun: the program cannot go on"):
        with pytest.raises(card.BreakpointError, match=rf"(?s)^{what}.*clear_breakpoints.*dm0 of tile \(x=0, y=0\)"):
            chip.run(program)
    chip.enqueue(program)  # which waits for its turn
    chip.clear_breakpoints()
    chip.resume((0, 0), "dm0")
    assert chip.wait() is True
    assert lines == ["14", "14"]
    assert chip.snapshot().programs == 2


def test_breakpoints_must_be_somewhere(chip: card.Chip, kernel: Compile) -> None:
    program = single(kernel(""))
    chip.add_breakpoint("tset.cpp", "test.cpp", 4)
    with pytest.raises(ValueError, match=r"there is no kernel 'tset.cpp', but 'test.cpp'; with the option `pending`"):
        chip.run(program)
    chip.clear_breakpoints()
    chip.add_breakpoint("test.cpp", "test.cpp", 400)
    with pytest.raises(ValueError, match=r"breakpoint at test.cpp:400: .* has no code there; it has code at test.cpp:"):
        chip.run(program)
    chip.clear_breakpoints()
    chip.add_breakpoint("tset.cpp", "test.cpp", 4, pending=True)
    chip.run(program)


def test_arguments_and_semaphores_that_were_not_given(chip: card.Chip, kernel: Compile) -> None:
    with pytest.raises(
        card.CoreError, match=r"(?s)runtime argument 5, but this core has 2, numbers 0 to 1.*test.cpp:4"
    ):
        chip.run(single(kernel("DPRINT << get_arg_val<uint32_t>(5) << ENDL();"), 1, 2))
    with pytest.raises(card.CoreError, match=r"semaphore 1, but the program has none; addSemaphore \(add_semaphore\)"):
        chip.run(single(kernel("DPRINT << get_semaphore(1) << ENDL();")))


def test_global_semaphores_outlive_programs(chip: card.Chip, kernel: Compile) -> None:
    semaphore = chip.create_global_semaphore(((0, 0), (1, 0)), 3)
    raises = single(
        kernel("noc_semaphore_inc(get_noc_addr(my_x[0], my_y[0], get_arg_val<uint32_t>(0)), 1);"), semaphore.address
    )
    for _ in range(2):
        chip.run(raises)

    def values() -> list[int]:
        return [int.from_bytes(chip.read_l1((x, 0), semaphore.address, 4), "little") for x in range(2)]

    assert values() == [5, 3]
    semaphore.reset(0)
    assert values() == [0, 0]
    with pytest.raises(ValueError, match="in a grid of 2x2"):
        chip.create_global_semaphore((2, 0))


def test_objects_say_what_they_are(chip: card.Chip, kernel: Compile) -> None:
    program = single(kernel(""))
    program.add_kernel(kernel("cb_wait_front(3, 2);"), ((0, 0), (1, 0)), "dm1")
    program.add_circular_buffer((0, 0), 0)
    program.add_semaphore((0, 0))
    assert repr(card.Program()) == "<ttrt.card.Program: no kernels; 0 circular buffers, 0 semaphores>"
    assert repr(program) == (
        "<ttrt.card.Program: kernels 'test.cpp' (dm0, 1 tile), 'test.cpp' (dm1, 2 tiles); 1 circular buffer, 1 semaphore>"
    )
    program = single(kernel(""))
    chip.run(program)
    snapshot = chip.snapshot()
    patterns = {
        r"<ttrt.card.Snapshot: 4 tiles, cores: 1 with a kernel \(1 finished\); 1 program begun>": snapshot,
        r"<ttrt.card.CoreSnapshot dm0 of tile \(x=0, y=0\): finished in 'test.cpp' at 0x\w+ after \d+ instructions>": (
            snapshot.cores[0]
        ),
        r"<ttrt.card.TileTraffic of tile \(x=1, y=0\): 0 bytes read, 0 written, in 0 transactions>": snapshot.traffic[
            1
        ],
        r"<ttrt.card.Chip wormhole_b0: 2x2 tiles, open>": chip,
        r"<ttrt.card.Architecture wormhole_b0: 2x2 tiles, 12 DRAM channels>": chip.architecture,
        r"<ttrt.card.Kernel test.cpp: \d+ bytes>": kernel(""),
        r"<ttrt.card.Buffer in DRAM at 0x\w+: 128 bytes in pages of 64>": chip.create_buffer("dram", 128, 64),
        r"<ttrt.card.GlobalSemaphore at 0x\w+ of 2 tiles>": chip.create_global_semaphore([(0, 0), (1, 1)]),
    }
    for pattern, each in patterns.items():
        assert re.fullmatch(pattern, repr(each))
    chip.close()
    assert repr(chip) == "<ttrt.card.Chip wormhole_b0: 2x2 tiles, closed>"


def test_deterministic_runs_interleave_alike(kernel: Compile) -> None:
    body = "for (uint32_t i = 0; i < 3; ++i) DPRINT << i << ENDL();"
    compiled = kernel(body)
    orders = []
    for _ in range(3):
        with card.open(grid=(4, 4), deterministic=True) as chip:
            lines: list[object] = []
            chip.set_printer(lambda *line: lines.append(line))  # noqa: B023 (called before the next round)
            program = card.Program()
            program.add_kernel(compiled, card.all_tiles(chip), "dm0")
            chip.run(program)
            orders.append(lines)
    assert orders[0] == orders[1] == orders[2]


def test_chips_open_and_close_without_a_trace(kernel: Compile) -> None:
    compiled = kernel("")
    for _ in range(50):
        with card.open(grid=(1, 1)) as one, card.open("blackhole") as other:
            one.run(single(compiled))
            other.run(single(compiled))
    assert threading.active_count() == 1
