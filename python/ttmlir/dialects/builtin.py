"""The dialect builtin: Modules and casts."""

# ruff: noqa: F401, F403  (this module only hands on)
from ._builtin_ops_gen import *
from ._builtin_ops_gen import _Dialect
