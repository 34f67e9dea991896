"""What can go wrong between a Python function and the results of a run."""

from __future__ import annotations


class TTBuilderCompileException(Exception):  # noqa: N818 (the field's name)
    """A module could not be compiled; the message has the compiler's diagnostics."""


class TTBuilderRuntimeException(Exception):  # noqa: N818
    """A program could not be run; the message has the runtime's."""


class TTBuilderGoldenException(Exception):  # noqa: N818
    """A value is not what its golden value says; the message names the first one, and by how much it is off."""
