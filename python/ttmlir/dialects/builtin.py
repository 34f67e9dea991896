"""The dialect builtin: Modules and casts."""

from ._builtin_ops_gen import *
from ._builtin_ops_gen import _Dialect
