"""Writes the Python module of a dialect's enumerations.

It is what mlir-tblgen makes, without the enumerations of the dialects that the definitions include: their own modules
have those, and a builder of attributes is registered once. Nor are builders kept whose kinds have no name.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.files import write_if_changed


def keep_own(text: str, own: str) -> str:
    """The text without the classes and builders whose definitions' names do not begin as the expression `own` says.

    Builders for kinds without a name (`anonymous_...`) go too: the number may mean something else in another dialect.
    """
    # Blocks begin with a class or with the registration of a builder; a class belongs to the registration after it.
    head, *blocks = re.split(r"^(?=class |@register_attribute_builder\()", text, flags=re.MULTILINE)
    kept = [head]
    pending: list[str] = []
    for block in blocks:
        registration = re.match(r'@register_attribute_builder\("(\w+)"\)', block)
        if registration is None:
            pending.append(block)
            continue
        if re.match(own, registration[1]):
            kept += pending
            if not registration[1].startswith("anonymous_"):
                kept.append(block)
        pending = []
    return "".join(kept)


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("definitions", type=Path, help="the .td file with the dialect's ops")
    parser.add_argument("--dialect", required=True, help="the dialect's name in the IR")
    parser.add_argument(
        "--own", default="", help="a regular expression of what the names of its definitions begin with"
    )
    parser.add_argument("--tablegen", default="mlir-tblgen-22")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("-o", dest="output", type=Path, required=True)
    options = parser.parse_args()
    includes = [argument for folder in options.include_dirs for argument in ("-I", str(folder))]
    command = [options.tablegen, "-gen-python-enum-bindings", f"-bind-dialect={options.dialect}", *includes]
    run = subprocess.run([*command, str(options.definitions)], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr)
    write_if_changed(options.output, keep_own(run.stdout, options.own))


if __name__ == "__main__":
    main()
