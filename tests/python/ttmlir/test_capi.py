"""The C API, used by a program that is written in C: see tests/capi/capi_test.c."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from definition_samples import ALL, IDS, c_api, defs


def test_a_program_in_c_makes_reads_and_is_refused(build_dir: Path) -> None:
    run = subprocess.run([build_dir / "tests/capi/capi_test"], capture_output=True, text=True, check=False)
    assert (run.stdout, run.returncode) == ("", 0)


@pytest.fixture(scope="module")
def exported(build_dir: Path) -> set[str]:
    """The names of the functions that the C API's library exports."""
    library = build_dir / "python_packages/ttmlir/_mlir_libs/libTenonCAPI.so"
    run = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True)
    return {line.split()[-1] for line in run.stdout.splitlines()}


@pytest.mark.parametrize("definition", ALL, ids=IDS)
def test_every_definition_has_its_functions(definition: defs.Definition, exported: set[str]) -> None:
    names = {f"{c_api.c_class(definition)}{suffix}" for suffix in ("Get", "GetChecked", "IsA", "GetTypeID")}
    for parameter in (*definition.parameters, *definition.derived):
        names |= {getter.name for getter in c_api.getters(definition, parameter)}
    assert names - exported == set()
