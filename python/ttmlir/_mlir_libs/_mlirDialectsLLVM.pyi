# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""The dialect llvm: its types"""

from collections.abc import Sequence
from typing import Any

import ttmlir._mlir_libs._mlir.ir
import ttmlir.ir

class StructType(ttmlir._mlir_libs._mlir.ir.Type):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def get_static_typeid() -> ttmlir.ir.TypeID: ...
    @classmethod
    def get_literal(
        cls, elements: Sequence[ttmlir.ir.Type], *, packed: bool = False, context: ttmlir.ir.Context | None = None
    ) -> Any:
        """A struct that is told by its elements; raises ValueError where one cannot be stored."""

    @classmethod
    def get_identified(cls, name: str, *, context: ttmlir.ir.Context | None = None) -> Any:
        """The struct of this name, which is without a body until one is set."""

    @classmethod
    def get_opaque(cls, name: str, context: ttmlir.ir.Context | None = None) -> Any:
        """The struct of this name, which has no body."""

    @classmethod
    def new_identified(
        cls,
        name: str,
        elements: Sequence[ttmlir.ir.Type],
        *,
        packed: bool = False,
        context: ttmlir.ir.Context | None = None,
    ) -> Any:
        """A new struct; another name that begins with `name` is chosen where there is one already."""

    def set_body(self, elements: Sequence[ttmlir.ir.Type], *, packed: bool = False) -> None:
        """Gives an identified struct its body; raises ValueError if it has another one."""

    @property
    def name(self) -> str | None: ...
    @property
    def body(self) -> list[ttmlir.ir.Type] | None: ...
    @property
    def packed(self) -> bool: ...
    @property
    def opaque(self) -> bool: ...

class PointerType(ttmlir._mlir_libs._mlir.ir.Type):
    @staticmethod
    def isinstance(other_type: ttmlir.ir.Type) -> bool: ...
    def __repr__(self) -> str: ...
    @staticmethod
    def get_static_typeid() -> ttmlir.ir.TypeID: ...
    @classmethod
    def get(cls, address_space: int | None = None, *, context: ttmlir.ir.Context | None = None) -> Any:
        """A pointer into an address space, 0 if none is given."""

    @property
    def address_space(self) -> int: ...
