"""The dialect arith: Arithmetic on integers and floats."""

# ruff: noqa: F401, F403  (this module only hands on)
from ._arith_enum_gen import *
from ._arith_ops_gen import *
from ._arith_ops_gen import _Dialect
