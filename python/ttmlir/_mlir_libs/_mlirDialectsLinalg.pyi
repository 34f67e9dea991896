# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""The dialect linalg: bodies of named ops, dimensions of contractions and convolutions"""

from collections.abc import Sequence

import ttmlir.ir

def fill_builtin_region(op: ttmlir.ir.Operation) -> None:
    """Makes the body of a named op, which defines what it computes for one element; raises ValueError for other ops, and for one that has a body."""

def isa_contraction_op(op: ttmlir.ir.Operation) -> bool:
    """Whether the op is a contraction."""

def isa_convolution_op(op: ttmlir.ir.Operation) -> bool:
    """Whether the op is a convolution."""

class ContractionDimensions:
    """The loops of a contraction, by what they run over."""

    @property
    def batch(self) -> ttmlir.ir.Attribute: ...
    @property
    def m(self) -> ttmlir.ir.Attribute: ...
    @property
    def n(self) -> ttmlir.ir.Attribute: ...
    @property
    def k(self) -> ttmlir.ir.Attribute: ...

def infer_contraction_dimensions(op: ttmlir.ir.Operation) -> ContractionDimensions | None:
    """The loops of a contraction; None for other ops."""

def infer_contraction_dimensions_from_maps(
    indexing_maps: Sequence[ttmlir.ir.AffineMap],
) -> ContractionDimensions | None:
    """The loops of the contraction that three indexing maps describe; None where they describe none."""

class ConvolutionDimensions:
    """The loops of a convolution, by what they run over."""

    @property
    def batch(self) -> ttmlir.ir.Attribute: ...
    @property
    def output_image(self) -> ttmlir.ir.Attribute: ...
    @property
    def output_channel(self) -> ttmlir.ir.Attribute: ...
    @property
    def filter_loop(self) -> ttmlir.ir.Attribute: ...
    @property
    def input_channel(self) -> ttmlir.ir.Attribute: ...
    @property
    def depth(self) -> ttmlir.ir.Attribute: ...
    @property
    def strides(self) -> ttmlir.ir.Attribute: ...
    @property
    def dilations(self) -> ttmlir.ir.Attribute: ...

def infer_convolution_dimensions(op: ttmlir.ir.Operation) -> ConvolutionDimensions | None:
    """The loops of a convolution; None for other ops."""

def get_indexing_maps(op: ttmlir.ir.Operation) -> ttmlir.ir.Attribute | None:
    """The indexing maps of a linalg op; None for other ops."""
