"""The dialect of examples/dialect, built in an empty folder against an installed Tenon, and used from Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "dialect"
PAGE = (ROOT / "docs" / "python-bindings.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Built:
    """Where Tenon is installed, and the example built."""

    packages: Path
    folder: Path

    def python(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """What Python does with these arguments and both on its path."""
        environment = {**os.environ, "PYTHONPATH": f"{self.packages}:{self.folder}"}
        command = [sys.executable, "-W", "error", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)

    def output(self, *arguments: str | Path) -> str:
        """What is printed by a command that succeeds."""
        result = self.python(*arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def evaluate(self, expression: str) -> str:
        """What printing an expression prints, with the dialect and a context at hand."""
        program = f"""
import imaging
from imaging.dialects import image
from ttmlir import ir
with ir.Context(), ir.Location.unknown():
    try:
        print({expression})
    except Exception as error:
        print(type(error).__name__, error)
"""
        return self.output("-c", program)


@pytest.fixture(scope="module")
def built(build_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    prefix, folder = tmp_path_factory.mktemp("prefix"), tmp_path_factory.mktemp("build")
    packages = prefix / "lib" / "tenon" / "python_packages"
    environment = {
        **os.environ,
        "PYTHONPATH": str(packages),
        # The compiler's results are shared between runs, whose folders have different names.
        "CCACHE_BASEDIR": str(folder),
        "CCACHE_NOHASHDIR": "1",
    }
    for command in (
        ["cmake", "--install", build_dir, "--prefix", prefix, "--component", "python"],
        ["cmake", "-G", "Ninja", "-S", EXAMPLE, "-B", folder, f"-DPython_EXECUTABLE={sys.executable}",
         "-DCMAKE_CXX_COMPILER=clang++-22", "-DCMAKE_C_COMPILER=clang-22", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"],
        ["cmake", "--build", folder],
    ):  # fmt: skip
        result = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, timeout=1800, check=False, env=environment
        )
        assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
        assert "warning:" not in result.stdout
    return Built(packages, folder)


@pytest.mark.slow
def test_the_program_prints_what_the_page_says(built: Built) -> None:
    [expected] = re.findall(r"^```text\n(module \{\n.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    output = built.output(EXAMPLE / "program.py")
    assert re.sub(r"\n\n+", "\n", output) == expected


@pytest.mark.slow
def test_doctor_finds_nothing_wrong_with_it(built: Built) -> None:
    output = built.output("-m", "ttrt", "doctor", built.folder)
    assert "No problem found" in output
    assert re.search(r"nanobind in _image\S*\.so: initialised by _image", output)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("image.PictureType.get(4, 8, image.ColorSpace.YUV)", "!image.picture<4x8, yuv>"),
        ("isinstance(image.PictureType.get(4, 8, 0), ir.Type)", "True"),
        ("ir.Type.parse('!image.picture<4x8, rgb>').space is image.ColorSpace.RGB", "True"),
        ("ir.Type.parse('!image.picture<4x8, rgb>') == image.PictureType.get(4, 8, 1)", "True"),
        ("ir.RankedTensorType.get([2], ir.Type.parse('!image.picture<4x8, rgb>')).element_type.width", "8"),
        ("ir.TypeAttr.get(ir.Type.parse('!image.picture<4x8, rgb>')).value.width", "8"),
        ("ir.Attribute.parse('#image.window<top = 1, left = 2, height = 3, width = 4>').left", "2"),
        ("ir.Attribute.parse('#image.color_space<yuv>').value is image.ColorSpace.YUV", "True"),
        ("image.ColorSpaceAttr.get(image.ColorSpace.YUV)", "#image.color_space<yuv>"),
        ("ir.DictAttr.get({'window': image.WindowAttr.get(0, 0, 1, 1)})['window'].height", "1"),
        ("image.PictureType.get(4, 8, 7)", "ValueError 7 is not a valid ColorSpace"),
        ("image.PictureType.get(0, 8, 1)", "expected a picture of one pixel or more, got 0x8"),
        ("image.WindowAttr.get(0, -1, 2, 2)", "expected a window of one pixel or more at 0 or more, got 2x2 at 0, -1"),
        ("image.PictureType(ir.F32Type.get())", "ValueError Cannot cast type to PictureType (from F32Type(f32))"),
        ("image.WindowAttr(ir.UnitAttr.get())", "ValueError Cannot cast attribute to WindowAttr"),
        ("ir.Type.parse('!image.picture<4, rgb>')", "expected height x width, got 1 numbers"),
        ("ir.Type.parse('!image.picture<4x8, red>')", "to be one of: gray, rgb, yuv"),
    ],
)
def test_attributes_and_types_as_python_objects(built: Built, expression: str, expected: str) -> None:
    assert expected in built.evaluate(expression)


@pytest.mark.slow
def test_the_type_of_an_operation_s_result_is_inferred_and_checked(built: Built) -> None:
    program = """
import imaging
from ttmlir import ir
text = 'func.func @f(%a: !image.picture<4x8, rgb>) {{ {} return }}'
with ir.Context():
    for operation in (
        '%0 = image.to_tensor %a : !image.picture<4x8, rgb>',
        '%0 = image.crop %a <top = 3, left = 0, height = 2, width = 1> : !image.picture<4x8, rgb>',
    ):
        try:
            module = ir.Module.parse(text.format(operation))
        except ir.MLIRError as error:
            print(error)
        else:
            first = module.body.operations[0].body.blocks[0].operations[0]
            print(type(first).__name__, first.result.type)
"""
    output = built.output("-c", program)
    assert output.startswith("ToTensorOp tensor<4x8x3xf32>\n")
    assert "is not within '!image.picture<4x8, rgb>'" in output


@pytest.mark.parametrize(
    "block", re.findall(r"^```(?:tablegen|cpp|cmake|py)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
)
def test_what_the_page_shows_is_in_the_example(block: str) -> None:
    files = [
        path.read_text(encoding="utf-8")
        for path in EXAMPLE.rglob("*")
        if path.suffix in {".td", ".cpp", ".h", ".py", ".txt"}
    ]
    # An ellipsis alone in a line stands for what is left out.
    for piece in re.split(r"^ *\.\.\.\n", block, flags=re.MULTILINE):
        assert any(piece in text for text in files), piece
