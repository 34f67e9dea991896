"""What the field's programs call on classes of ttnn, and their definitions do not say.

Their members are added to the generated classes of the same names.
"""

from __future__ import annotations

from typing import Any


class TTNNLayoutAttr:
    """The parts of a layout as integers."""

    mem_layout: Any
    layout: Any

    @property
    def tensor_memory_layout_as_int(self) -> int | None:
        """The number of the TensorMemoryLayout; None in system memory."""
        return None if self.mem_layout is None else int(self.mem_layout.value)

    @property
    def memory_layout_as_int(self) -> int:
        """The number of the Layout: tiled or by rows."""
        return int(self.layout)
