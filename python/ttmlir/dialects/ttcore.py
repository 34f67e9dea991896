"""The dialect ttcore: What all dialects of the stack share: device, layouts, data types, globals."""

# ruff: noqa: F401, F403  (this module only hands on)
from . import _ttcore_definitions_gen as ir
from ._ttcore_definitions_gen import *
from ._ttcore_enum_gen import *
from ._ttcore_ops_gen import *
from ._ttcore_ops_gen import _Dialect
