"""The dialect ttir: Programs on tensors, before a target is chosen."""

# ruff: noqa: F401, F403  (this module only hands on)
from . import _ttir_definitions_gen as ir
from . import ttcore as _ttcore  # its enumerations are attributes here
from ._ttir_definitions_gen import *
from ._ttir_enum_gen import *
from ._ttir_ops_gen import *
from ._ttir_ops_gen import _Dialect
