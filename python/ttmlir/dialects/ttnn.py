"""The dialect ttnn: Programs on tensors for a device, with layouts and memory."""

# ruff: noqa: F401, F403  (this module only hands on)
from . import _ttnn_definitions_gen as ir
from . import ttcore as _ttcore  # its enumerations are attributes here
from ._ttnn_definitions_gen import *
from ._ttnn_enum_gen import *
from ._ttnn_ops_gen import *
from ._ttnn_ops_gen import _Dialect
