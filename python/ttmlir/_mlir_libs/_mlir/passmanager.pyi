# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""MLIR's pass manager"""

import enum
from collections.abc import Callable
from typing import Any, overload

import ttmlir._mlir_libs._mlir.ir
from ttmlir._mlir_libs._mlir.ir import Context

class PassDisplayMode(enum.Enum):
    LIST = 0
    PIPELINE = 1

class ExternalPass:
    def signal_pass_failure(self) -> None:
        """Lets the pass fail, and with it the pipeline; raises RuntimeError once the pass has returned."""

class PassManager:
    def __init__(self, anchor_op: str = "any", context: Context | None = None) -> None: ...
    @property
    def _CAPIPtr(self) -> Any: ...
    @staticmethod
    def _CAPICreate(arg: object, /) -> Any:
        """Takes over the pass manager in a capsule, unless an object owns it: then that one."""

    def _testing_release(self) -> None: ...
    @staticmethod
    def parse(pipeline: str, context: Context | None = None) -> PassManager:
        """Makes a pass manager from text; raises ValueError with the reason."""

    @overload
    def add(self, pipeline: str) -> None:
        """Adds passes; raises ValueError with the reason, and adds none then."""

    @overload
    def add(
        self,
        run: Callable[..., Any],
        name: str | None = None,
        argument: str = "",
        description: str = "",
        op_name: str = "",
    ) -> None:
        """Adds a pass written in Python.

        Args:
            run: called as `run(operation, pass_)` for each operation that the pass runs on. It may change what is inside the
                operation and call `pass_.signal_pass_failure()`. Wrappers of operations that it made are invalid after it
                returned, but for that of the operation which the pipeline was run on.
            name: the pass's name in messages; the callable's own if not given.
            argument: its name in printed pipelines.
            description: what it is for.
            op_name: the operations it runs on, as "func.func"; any if not given. Where the pass manager is anchored on another
                operation, the pass is nested under it.

        What `run` raises ends the pipeline and is raised by `PassManager.run`."""

    def run(self, operation: ttmlir._mlir_libs._mlir.ir._OperationBase) -> None:
        """Runs the passes on the operation; raises MLIRError with all diagnostics, or what a pass written in Python raised. Wrappers of operations inside it are invalid after."""

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
        """Prints the IR to stderr, or to files in a folder, around passes; turns multithreading off."""

    def enable_verifier(self, enable: bool) -> None: ...
    def enable_timing(self) -> None:
        """Prints what each pass took to stderr when the manager goes away."""

    def enable_statistics(self, displayMode: PassDisplayMode = PassDisplayMode.PIPELINE) -> None: ...
    def __str__(self) -> str: ...
