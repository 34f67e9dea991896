"""Every public name of MLIR's own Python bindings is there: classes and functions of `ir`, their methods and properties.

mlir_ir_names.txt has a line for each class or function ("Class: member member ..."), as MLIR's bindings have them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ttmlir import ir

LINES = Path(__file__).with_name("mlir_ir_names.txt").read_text(encoding="ascii").splitlines()
NAMES = {name: members.split() for name, _, members in (line.partition(": ") for line in LINES)}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_there(name: str) -> None:
    thing = getattr(ir, name)
    # dir() rather than hasattr: some static properties raise without a current context.
    assert set(NAMES[name]) - set(dir(thing)) == set()
