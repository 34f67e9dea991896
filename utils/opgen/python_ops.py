"""Writes the Python module of a dialect's operations: what mlir-tblgen makes, with docstrings and names of the parts.

Kinds of attributes without a name in the definitions get one (see attribute_kinds.py).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.attribute_kinds import has_nameless_kinds, name_kinds
from opgen.files import write_if_changed
from opgen.op_docstrings import document
from opgen.records import load_dialect


def _run(command: list[str]) -> str:
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr)
    return run.stdout


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("definitions", type=Path, help="the .td file with the dialect's ops")
    parser.add_argument("--dialect", required=True, help="the dialect's name in the IR")
    parser.add_argument("--extension", default="", help="the name of the module, if its ops extend another dialect")
    parser.add_argument("--plain", action="store_true", help="leave docstrings as mlir-tblgen writes them")
    parser.add_argument("--mlir-tblgen", default="mlir-tblgen-22")
    parser.add_argument("--llvm-tblgen", default="llvm-tblgen-22")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("-o", dest="output", type=Path, required=True)
    options = parser.parse_args()
    includes = [argument for folder in options.include_dirs for argument in ("-I", str(folder))]
    inputs = [*includes, str(options.definitions)]
    extension = [f"-dialect-extension={options.extension}"] if options.extension else []
    dialect = f"-bind-dialect={options.dialect}"
    text = _run([options.mlir_tblgen, "-gen-python-op-bindings", dialect, *extension, *inputs])
    if has_nameless_kinds(text):
        text = name_kinds(text, json.loads(_run([options.llvm_tblgen, "--dump-json", *inputs])))
    if not options.plain:
        definitions = load_dialect([options.definitions], options.include_dirs, options.dialect, options.llvm_tblgen)
        text = document(text, definitions)
    write_if_changed(options.output, text)


if __name__ == "__main__":
    main()
