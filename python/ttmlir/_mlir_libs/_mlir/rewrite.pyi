# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""MLIR's rewriting"""

import enum
from collections.abc import Callable, Sequence
from typing import Any, overload

import ttmlir._mlir_libs._mlir.ir
from ttmlir._mlir_libs._mlir.ir import Context

class PatternRewriter:
    @property
    def ip(self) -> ttmlir._mlir_libs._mlir.ir.InsertionPoint:
        """Where new operations belong: before the operation that matched. Use it in a `with` block."""

    @overload
    def replace_op(
        self, op: ttmlir._mlir_libs._mlir.ir._OperationBase, new_op: ttmlir._mlir_libs._mlir.ir._OperationBase
    ) -> None:
        """Replaces the results of an operation with those of another one, which is in a block, and erases it."""

    @overload
    def replace_op(
        self, op: ttmlir._mlir_libs._mlir.ir._OperationBase, values: Sequence[ttmlir._mlir_libs._mlir.ir.Value]
    ) -> None:
        """Replaces the results of an operation with values, one for each, and erases it."""

    def erase_op(self, op: ttmlir._mlir_libs._mlir.ir._OperationBase) -> None:
        """Erases an operation whose results are not used."""

class FrozenRewritePatternSet:
    @property
    def _CAPIPtr(self) -> Any: ...
    @staticmethod
    def _CAPICreate(arg: object, /) -> Any:
        """Takes over the patterns in a capsule, unless an object owns them: then that one."""

class RewritePatternSet:
    def __init__(self, context: Context | None = None) -> None: ...
    def add(self, root: object, fn: Callable[..., Any], benefit: int = 1) -> None:
        """Adds a pattern.

        Args:
            root: the operations it may match: a class as `arith.AddIOp`, or a name as "arith.addi".
            fn: called as `fn(op, rewriter)` with an operation (as its class, if there is one) and a PatternRewriter. It changes
                the IR through the rewriter and returns None, or returns a true value if the operation does not match; then it
                must not have erased or replaced anything.
            benefit: 0 to 65534; patterns of greater benefit are tried first.

        What `fn` raises ends the rewriting and is raised by the function that applies the patterns."""

    def freeze(self) -> Any:
        """Hands the patterns over to a FrozenRewritePatternSet, which can be applied many times."""

class PDLResultList:
    def append(self, result: object | None) -> None:
        """Adds a result: an Attribute, Operation, Type or Value, or a sequence of Types or Values."""

class PDLModule:
    @overload
    def __init__(self, module: ttmlir._mlir_libs._mlir.ir.Module) -> None:
        """Copies the patterns of a module; raises MLIRError if it does not verify."""

    @overload
    def __init__(self, module: ttmlir._mlir_libs._mlir.ir._OperationBase) -> None: ...
    def freeze(self) -> Any:
        """Makes patterns of the module. Raises ValueError if a native function is used that is not registered, and MLIRError if the module cannot be lowered."""

    def register_rewrite_function(self, name: str, fn: Callable[..., Any]) -> None:
        """Registers `fn(rewriter, results, values)` for a native function of the program. `values` are what the program passes; the results that it expects are appended to `results`. A true value returned means failure."""

    def register_constraint_function(self, name: str, fn: Callable[..., Any]) -> None:
        """Registers `fn(rewriter, results, values)` for a native function of the program. `values` are what the program passes; the results that it expects are appended to `results`. A true value returned means failure."""

class GreedyRewriteStrictness(enum.Enum):
    ANY_OP = 0
    EXISTING_AND_NEW_OPS = 1
    EXISTING_OPS = 2

class GreedySimplifyRegionLevel(enum.Enum):
    DISABLED = 0
    NORMAL = 1
    AGGRESSIVE = 2

class GreedyRewriteConfig:
    def __init__(self) -> None: ...
    @property
    def max_iterations(self) -> int:
        """How often the whole is gone over; -1: without limit."""

    @max_iterations.setter
    def max_iterations(self, arg: int, /) -> None: ...
    @property
    def max_num_rewrites(self) -> int:
        """How many rewrites one of these may make; -1: without limit."""

    @max_num_rewrites.setter
    def max_num_rewrites(self, arg: int, /) -> None: ...
    @property
    def use_top_down_traversal(self) -> bool:
        """Whether operations are first visited from the top down."""

    @use_top_down_traversal.setter
    def use_top_down_traversal(self, arg: bool, /) -> None: ...
    @property
    def enable_folding(self) -> bool:
        """Whether operations are folded besides."""

    @enable_folding.setter
    def enable_folding(self, arg: bool, /) -> None: ...
    @property
    def strictness(self) -> GreedyRewriteStrictness:
        """Which operations are rewritten."""

    @strictness.setter
    def strictness(self, arg: GreedyRewriteStrictness, /) -> None: ...
    @property
    def region_simplification_level(self) -> GreedySimplifyRegionLevel:
        """How far control flow is simplified besides."""

    @region_simplification_level.setter
    def region_simplification_level(self, arg: GreedySimplifyRegionLevel, /) -> None: ...
    @property
    def enable_constant_cse(self) -> bool:
        """Whether equal constants become one."""

    @enable_constant_cse.setter
    def enable_constant_cse(self, arg: bool, /) -> None: ...

@overload
def apply_patterns_and_fold_greedily(
    module: ttmlir._mlir_libs._mlir.ir.Module, set: FrozenRewritePatternSet, config: GreedyRewriteConfig | None = None
) -> None: ...
@overload
def apply_patterns_and_fold_greedily(
    op: ttmlir._mlir_libs._mlir.ir._OperationBase,
    set: FrozenRewritePatternSet,
    config: GreedyRewriteConfig | None = None,
) -> None:
    """Applies patterns to what is inside a module or operation until none matches, and folds. Raises MLIRError if that does not come to an end, and whatever a pattern raises."""

@overload
def walk_and_apply_patterns(op: ttmlir._mlir_libs._mlir.ir._OperationBase, set: FrozenRewritePatternSet) -> None: ...
@overload
def walk_and_apply_patterns(module: ttmlir._mlir_libs._mlir.ir.Module, set: FrozenRewritePatternSet) -> None:
    """Applies patterns once to each operation inside a module or operation, without folding and without coming back to what a pattern made. Raises whatever a pattern raises."""
