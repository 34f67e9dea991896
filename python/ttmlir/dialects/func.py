"""The dialect func: Functions and calls."""

# ruff: noqa: F401, F403  (this module only hands on)
from ._func_ops_gen import *
from ._func_ops_gen import _Dialect
