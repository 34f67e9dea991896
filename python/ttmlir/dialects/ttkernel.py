"""The dialect ttkernel: Programs of single cores, with circular buffers, registers and the network on chip."""

# ruff: noqa: F401, F403  (this module only hands on)
from . import _ttkernel_definitions_gen as ir
from . import ttcore as _ttcore  # its enumerations are attributes here
from ._ttkernel_definitions_gen import *
from ._ttkernel_enum_gen import *
from ._ttkernel_ops_gen import *
from ._ttkernel_ops_gen import _Dialect
