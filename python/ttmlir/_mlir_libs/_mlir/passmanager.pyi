# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""MLIR's pass manager"""

import enum
from typing import Any

import ttmlir._mlir_libs._mlir.ir
from ttmlir._mlir_libs._mlir.ir import Context

class PassDisplayMode(enum.Enum):
    LIST = 0
    PIPELINE = 1

class PassManager:
    def __init__(self, anchor_op: str = "any", context: Context | None = None) -> None: ...
    @property
    def _CAPIPtr(self) -> Any: ...
    def _testing_release(self) -> None: ...
    @staticmethod
    def parse(pipeline: str, context: Context | None = None) -> PassManager:
        """Makes a pass manager from text; raises ValueError with the reason."""

    def add(self, pipeline: str) -> None:
        """Adds passes; raises ValueError with the reason."""

    def run(self, operation: ttmlir._mlir_libs._mlir.ir._OperationBase) -> None:
        """Runs the passes on the operation; raises MLIRError with all diagnostics. Wrappers of operations inside it are invalid after."""

    def enable_ir_printing(
        self,
        print_before_all: bool = False,
        print_after_all: bool = True,
        print_module_scope: bool = False,
        print_after_change: bool = False,
        print_after_failure: bool = False,
        large_elements_limit: int | None = None,
        large_resource_limit: int | None = None,
        enable_debug_info: bool = False,
        print_generic_op_form: bool = False,
        tree_printing_dir_path: str | None = None,
    ) -> None:
        """Prints the IR to stderr around passes; turns multithreading off."""

    def enable_verifier(self, enable: bool) -> None: ...
    def enable_timing(self) -> None:
        """Prints what each pass took to stderr when the manager goes away."""

    def enable_statistics(self, displayMode: PassDisplayMode = PassDisplayMode.PIPELINE) -> None: ...
    def __str__(self) -> str: ...
