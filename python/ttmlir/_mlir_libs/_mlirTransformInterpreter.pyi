# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""The interpreter of the dialect transform"""

import ttmlir.ir

class TransformOptions:
    """How strictly a script is interpreted."""

    def __init__(self) -> None: ...
    @property
    def expensive_checks(self) -> bool:
        """Whether handles that became invalid are found; on at first."""

    @expensive_checks.setter
    def expensive_checks(self, arg: bool, /) -> None: ...
    @property
    def enforce_single_top_level_transform_op(self) -> bool:
        """Whether a module may have one transform op at its top only; on at first."""

    @enforce_single_top_level_transform_op.setter
    def enforce_single_top_level_transform_op(self, arg: bool, /) -> None: ...

def apply_named_sequence(
    payload_root: ttmlir.ir.Operation,
    transform_root: ttmlir.ir.Operation,
    transform_module: ttmlir.ir.Operation,
    transform_options: TransformOptions,
) -> None:
    """Runs a script on the payload; raises ValueError with the diagnostics where it fails."""

def copy_symbols_and_merge_into(target: ttmlir.ir.Operation, other: ttmlir.ir.Operation) -> None:
    """Copies the symbols of `other` into `target`, private ones under another name where there is one already; raises ValueError where a public symbol is defined twice."""
