"""Arguments that the card's functions cannot take: the error names the argument, what is expected and what was given."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from ttrt import card

KERNEL = card.Kernel.compile("void kernel_main() {}", "nothing.cpp")
# What is right for a parameter: by its name, or else by its type.
BY_NAME: dict[str, Any] = {
    "processor": "dm0",
    "format": "f32",
    "type": "dram",
    "name": "a0",
    "noc": 1,
    "data": b"",
    "elf": b"",
    "architecture": "wormhole_b0",
}
BY_TYPE: dict[str, Any] = {
    "int": 1,
    "str": "text",
    "bool": True,
    "Kernel": KERNEL,
    "Program": card.Program(),
    "Tile": (0, 0),
    "Cores": (0, 0),
    "Sequence": [],
    "Mapping": {},
}


@dataclass(frozen=True)
class Function:
    """A function of the extension, with its parameters' names and types as the signature has them."""

    owner: type | None
    name: str
    parameters: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.owner.__name__ + '.' if self.owner else ''}{self.name}"


def function(owner: type | None, name: str, value: Any) -> Function:
    definition = ast.parse(value.__nb_signature__[0][0] + ": ...").body[0]
    assert isinstance(definition, ast.FunctionDef)
    parameters = [*definition.args.args, *definition.args.kwonlyargs]
    named = {each.arg: ast.unparse(each.annotation) for each in parameters if each.annotation}
    return Function(owner, name, named)


def functions() -> Iterator[Function]:
    """All of the package that the extension has, but the operators."""
    for name in card.__all__:
        value = getattr(card, name)
        if isinstance(value, type):
            for each, member in vars(value).items():
                member = member.__func__ if isinstance(member, staticmethod) else member
                if hasattr(member, "__nb_signature__") and callable(member) and not each.startswith("__"):
                    yield function(value, each, member)
        elif hasattr(value, "__nb_signature__"):
            yield function(None, name, value)


FUNCTIONS = list(functions())
PARAMETERS = [(each, name) for each in FUNCTIONS for name in each.parameters]


@pytest.fixture
def objects(chip: card.Chip) -> dict[type, object]:
    """An object of each class that has methods."""
    made = [chip, chip.architecture, KERNEL, card.Program(), chip.create_global_semaphore((0, 0))]
    return {type(each): each for each in made}


def call(each: Function, objects: Mapping[type, object], chip: card.Chip, name: str, value: object) -> None:
    """Calls a function with one argument wrong, and all others right."""
    arguments = {}
    for parameter, kind in each.parameters.items():
        by_type = BY_TYPE.get(re.split(r"[ \[]", kind)[0])
        arguments[parameter] = BY_NAME.get(parameter, by_type) if kind != "Buffer" else chip.create_buffer("dram", 64)
    arguments[name] = value
    owner: Any = card if each.owner is None else objects.get(each.owner, each.owner)
    getattr(owner, each.name)(**arguments)


def test_the_functions_are_found() -> None:
    assert {"open", "Kernel.compile", "Chip.read_l1", "Program.set_runtime_args"} <= set(map(str, FUNCTIONS))
    assert len(FUNCTIONS) > 40


@pytest.mark.parametrize("each, name", PARAMETERS, ids=lambda value: str(value))
def test_an_object_of_another_type_is_named(
    each: Function, name: str, objects: dict[type, object], chip: card.Chip
) -> None:
    with pytest.raises(TypeError, match=rf"^{name} is <object object at .*>; expected "):
        call(each, objects, chip, name, object())


@pytest.mark.parametrize(
    "each, name",
    [(each, name) for each, name in PARAMETERS if each.parameters[name].startswith("int")],
    ids=lambda value: str(value),
)
@pytest.mark.parametrize("value", [-1, 2**64])
def test_a_number_that_is_too_small_or_too_large_is_named(
    each: Function, name: str, value: int, objects: dict[type, object], chip: card.Chip
) -> None:
    with pytest.raises(ValueError, match=rf"^{name} is {value}; expected an int of [01] to "):
        call(each, objects, chip, name, value)


@pytest.mark.parametrize("each", FUNCTIONS, ids=str)
def test_an_argument_that_is_not_there_is_named(each: Function, objects: dict[type, object], chip: card.Chip) -> None:
    with pytest.raises(TypeError, match=rf"^{each.name}\(\) has no argument 'colour': {each.name}\("):
        call(each, objects, chip, "colour", "blue")


def program_of_one() -> tuple[card.Program, int]:
    program = card.Program()
    return program, program.add_kernel(KERNEL, ((0, 0), (1, 0)), "dm0")


@pytest.mark.parametrize(
    "cores, error, message",
    [
        (
            None,
            TypeError,
            "cores is None; expected a tile (x, y), a rectangle of tiles ((x0, y0), (x1, y1)), or a list",
        ),
        ("everywhere", TypeError, "cores is 'everywhere'; expected a tile"),
        (b"ab", TypeError, "cores is b'ab'; expected a tile"),
        ([], ValueError, "cores is []; expected a tile"),
        ([(0, 0), 5], TypeError, "cores[1] is 5; expected a tile (x, y) or a rectangle"),
        ((0, -1), ValueError, "cores[1] is -1; expected an int of 0 to"),
        (((0, 0), (1.0, 0)), TypeError, "cores[1] is (1.0, 0); expected a tile"),
        (((1, 1), (0, 0)), ValueError, "cores is ((1, 1), (0, 0)); expected a rectangle whose first corner is"),
    ],
)
def test_places_that_are_none(cores: Any, error: type[Exception], message: str) -> None:
    program, _ = program_of_one()
    for place in (lambda: program.add_kernel(KERNEL, cores, "dm1"), lambda: list(card.split_work(cores, 1))):
        with pytest.raises(error, match="^" + re.escape(message)):
            place()


@pytest.mark.parametrize(
    "words, error, message",
    [
        (
            [1, -2],
            ValueError,
            "args[1] is -2; expected an int of 0 to 4294967295 (a negative number is given as value &",
        ),
        ([1, 2**32], ValueError, "args[1] is 4294967296; expected an int of 0 to 4294967295"),
        ([1.5], TypeError, "args[0] is 1.5; expected an int (a float is given by its bits: numpy.float32("),
        (np.ones(2, np.float32), TypeError, "args[0] is np.float32(1.0); expected an int (a float is"),
        (["1"], TypeError, "args[0] is '1'; expected an int"),
        ("12", TypeError, "args is '12'; expected a list of ints"),
        (7, TypeError, "args is 7; expected a list of ints"),
        (np.array(7), TypeError, "args is array(7); expected a list of ints"),
    ],
)
def test_words_that_are_none(words: Any, error: type[Exception], message: str) -> None:
    program, number = program_of_one()
    with pytest.raises(error, match="^" + re.escape(message)):
        program.set_runtime_args(number, (0, 0), words)


def test_integers_of_numpy_are_integers(chip: card.Chip) -> None:
    program, number = program_of_one()
    program.set_runtime_args(np.int64(number), (np.int32(0), 0), np.arange(3, dtype=np.uint8))  # type: ignore[arg-type]
    chip.run(program, budget=np.int64(1000))  # type: ignore[arg-type]


CALLS: list[tuple[Callable[[card.Chip], object], type[Exception], str]] = [
    (lambda chip: card.open(grid=5), TypeError, "grid is 5; expected a grid (width, height), or None"),
    (lambda chip: card.open(grid=(1, 2, 3)), ValueError, "grid is (1, 2, 3); expected a grid (width, height)"),
    (lambda chip: card.open(grid=(1, -1)), ValueError, "grid[1] is -1; expected an int of 0 to"),
    (
        lambda chip: card.open("wormhole_b0", (2, 2)),
        TypeError,
        "open() takes 1 argument by position, and was given 2: open(",
    ),
    (
        lambda chip: card.open(None),
        TypeError,
        "architecture is None; expected a str or os.PathLike, or an Architecture",
    ),
    (lambda chip: card.open(deterministic=1), TypeError, "deterministic is 1; expected True or False"),
    (lambda chip: card.Kernel.compile(None), TypeError, "source is None; expected a str"),
    (
        lambda chip: card.Kernel.compile("kernels/reader.cpp"),
        ValueError,
        "source is 'kernels/reader.cpp'; expected C++ source; Kernel.compile_file compiles a file",
    ),
    (lambda chip: card.Kernel.compile("", defines={"N": 4}), TypeError, "defines['N'] is 4; expected a str"),
    (
        lambda chip: card.Kernel.compile("", defines=["N"]),
        TypeError,
        "defines is ['N']; expected a dict of names and texts",
    ),
    (lambda chip: card.Kernel.compile("", defines={1: ""}), TypeError, "a key of defines is 1; expected a str"),
    (
        lambda chip: card.Kernel.compile("", named_compile_time_args={"n": -1}),
        ValueError,
        "named_compile_time_args['n'] is -1;",
    ),
    (
        lambda chip: card.Kernel.compile("", include_folders="here"),
        TypeError,
        "include_folders is 'here'; expected a list of",
    ),
    (
        lambda chip: card.Kernel.compile("", processor="dm2"),
        ValueError,
        "processor is 'dm2'; expected a core of a tile: dm0",
    ),
    (
        lambda chip: card.Kernel.compile_file("nowhere.cpp"),
        FileNotFoundError,
        "[Errno 2] 'nowhere.cpp' is no file that can be",
    ),
    (lambda chip: card.Kernel.compile_file("."), IsADirectoryError, "[Errno 21] '.' is no file that can be"),
    (
        lambda chip: chip.read_l1((0, 0), 0),
        TypeError,
        "read_l1() lacks the argument 'size': read_l1(self, tile: Tile, ",
    ),
    (
        lambda chip: chip.read_l1((0, 0), 0, address=0),
        TypeError,
        "read_l1() was given 'address' by position and by name: ",
    ),
    (lambda chip: chip.read_l1((0, 0), 0, 2**40), ValueError, "1099511627776 bytes are asked for; the memory has "),
    (lambda chip: chip.create_buffer("dram", 2**40), ValueError, "a page of 1099511627776 bytes is too large"),
    (lambda chip: chip.create_buffer("sram", 64), ValueError, "type is 'sram'; expected dram or l1"),
    (lambda chip: chip.wait(timeout=-1), ValueError, "timeout is -1; expected a number of seconds above 0, or None"),
    (lambda chip: chip.wait(timeout="1"), TypeError, "timeout is '1'; expected a number, or None"),
    (lambda chip: chip.write_l1((0, 0), 0, [1]), TypeError, "data is [1]; expected bytes or a contiguous array"),
    (lambda chip: chip.write_l1((0, 0), 0, np.eye(4).T[::2]), TypeError, "data is array("),
    (
        lambda chip: chip.write_l1((0, 0), 0, np.array([None])),
        TypeError,
        "data is array([None], dtype=object); expected numbers",
    ),
    (
        lambda chip: chip.set_printer("print"),
        TypeError,
        "function is 'print'; expected a function that is called with (tile, ",
    ),
    (lambda chip: card.tile_bytes("f33"), ValueError, "format is 'f33'; expected one of f32, f16, bf16, "),
    (lambda chip: card.Chip(), TypeError, "chips are opened: ttrt.card.open()"),
    (lambda chip: card.Kernel("source"), TypeError, "kernels are compiled: ttrt.card.Kernel.compile(source)"),
    (lambda chip: card.Program(1), TypeError, "__init__() takes 0 arguments by position, and was given 1"),
    (lambda chip: card.all_tiles(5), TypeError, "chip is 5; expected a Chip"),
    (lambda chip: card.split_work((0, 0), -5), ValueError, "pieces is -5; expected an int that is not negative"),
    (lambda chip: card.split_work((0, 0), 1.5), TypeError, "pieces is 1.5; expected an int"),
    (lambda chip: card.read_array(5, chip.create_buffer("dram", 64), "f4"), TypeError, "chip is 5; expected a Chip"),
    (
        lambda chip: card.read_array(chip, chip.create_buffer("dram", 62), "f4"),
        ValueError,
        "62 bytes are no whole number of float32",
    ),
    (
        lambda chip: card.read_array(chip, chip.create_buffer("dram", 64), "O"),
        ValueError,
        "dtype is object; expected one whose",
    ),
    (
        lambda chip: card.read_array(chip, chip.create_buffer("dram", 64), "f4", (2, -1)),
        ValueError,
        "shape is (2, -1); expected",
    ),
    (
        lambda chip: card.read_array(chip, chip.create_buffer("dram", 64), "f4", "4"),
        TypeError,
        "shape is '4'; expected an int or",
    ),
    (
        lambda chip: card.matrix_from_tiles(b"", 2**31, 2**31),
        ValueError,
        "tiles has 0 bytes; a matrix of 2147483648 rows and ",
    ),
]


@pytest.mark.parametrize("attempt, error, message", CALLS, ids=[message for _, _, message in CALLS])
def test_a_call_that_cannot_be(
    attempt: Callable[[card.Chip], object], error: type[Exception], message: str, chip: card.Chip
) -> None:
    with pytest.raises(error, match="^" + re.escape(message)):
        attempt(chip)


def test_mappings_of_any_kind_are_mappings(chip: card.Chip) -> None:
    source = "static_assert(N == 4); void kernel_main() {}"
    card.Kernel.compile(source, defines=MappingProxyType({"N": "4"}))


def test_long_values_are_shortened(chip: card.Chip) -> None:
    with pytest.raises(TypeError, match=r"^tile is \[0, 0, .{60,80}\.\.\.; expected a tile \(x, y\)$"):
        chip.read_l1([0] * 1000, 0, 4)  # type: ignore[arg-type]
