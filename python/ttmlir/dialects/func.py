"""The dialect func: Functions and calls."""

from ._func_ops_gen import *
from ._func_ops_gen import _Dialect
