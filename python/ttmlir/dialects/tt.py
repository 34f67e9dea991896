"""The older name of `ttmlir.dialects.ttcore`."""

# ruff: noqa: F401, F403  (this module only hands on)
from .ttcore import *
from .ttcore import _Dialect, ir
