"""Names for kinds of attributes that have none in their definitions, in what mlir-tblgen makes for Python.

There, mlir-tblgen looks for a builder under a number that changes with every definition and may mean something else in
another dialect. Such kinds are named after what they are made of.
"""

from __future__ import annotations

import re
from typing import Any

# Classes of definitions, and the kind that their instances are built as.
_NAMED_AFTER_CLASS = {"TypeAttrBase": "TypeAttr", "RankedI64ElementsAttr": "I64ElementsAttr"}

_NUMBERED = re.compile(r"'(anonymous_\d+)'")


def has_nameless_kinds(text: str) -> bool:
    """Whether a module looks for a builder under a number."""
    return _NUMBERED.search(text) is not None


def stable_name(record: dict[str, Any]) -> str:
    """The kind of attribute that a definition without a name stands for: for others than these, that of its class."""
    superclasses: list[str] = record["!superclasses"]
    if "TypedArrayAttrBase" in superclasses:
        return f"{record['elementAttr']['def']}Array"
    named = (name for superclass, name in _NAMED_AFTER_CLASS.items() if superclass in superclasses)
    return next(named, superclasses[-1])


def name_kinds(text: str, records: dict[str, Any]) -> str:
    """The module with the names of `stable_name`; `records` is what llvm-tblgen dumps of the same definitions."""
    return _NUMBERED.sub(lambda match: f"'{stable_name(records[match[1]])}'", text)
