"""The dialect ttmetal: the host's side of programs for the card's cores."""

# ruff: noqa: F401, F403  (this module only hands on)
from . import _ttmetal_definitions_gen as ir
from . import ttcore as _ttcore  # its enumerations are attributes here
from . import ttkernel as _ttkernel
from ._ttmetal_definitions_gen import *
from ._ttmetal_enum_gen import *
from ._ttmetal_ops_gen import *
from ._ttmetal_ops_gen import _Dialect
