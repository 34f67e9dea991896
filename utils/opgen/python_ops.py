"""Writes the Python module of a dialect's operations: what mlir-tblgen makes, with docstrings and names of the parts."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from opgen.files import write_if_changed
from opgen.op_docstrings import document
from opgen.records import load_dialect


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("definitions", type=Path, help="the .td file with the dialect's ops")
    parser.add_argument("--dialect", required=True, help="the dialect's name in the IR")
    parser.add_argument("--mlir-tblgen", default="mlir-tblgen-22")
    parser.add_argument("--llvm-tblgen", default="llvm-tblgen-22")
    parser.add_argument("-I", dest="include_dirs", type=Path, action="append", default=[])
    parser.add_argument("-o", dest="output", type=Path, required=True)
    options = parser.parse_args()
    includes = [argument for folder in options.include_dirs for argument in ("-I", str(folder))]
    command = [options.mlir_tblgen, "-gen-python-op-bindings", f"-bind-dialect={options.dialect}", *includes]
    run = subprocess.run([*command, str(options.definitions)], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr)
    dialect = load_dialect([options.definitions], options.include_dirs, options.dialect, options.llvm_tblgen)
    write_if_changed(options.output, document(run.stdout, dialect))


if __name__ == "__main__":
    main()
