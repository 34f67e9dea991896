"""The dialect ttcore: What all dialects of the stack share: device, layouts, data types, globals."""

from ._ttcore_enum_gen import *
from ._ttcore_ops_gen import *
from ._ttcore_ops_gen import _Dialect
