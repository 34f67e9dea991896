"""The dialect arith: Arithmetic on integers and floats."""

from ._arith_enum_gen import *
from ._arith_ops_gen import *
from ._arith_ops_gen import _Dialect
