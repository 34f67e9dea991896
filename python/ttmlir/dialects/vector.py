"""The dialect vector: Operations on vectors of any rank."""

# ruff: noqa: F401, F403  (this module hands on what was generated)
from . import arith as _arith  # its enumerations are attributes here
from ._ods_common import register_array_builder as _register_array_builder
from ._vector_enum_gen import *
from ._vector_ops_gen import *
from ._vector_ops_gen import _Dialect

_register_array_builder("Vector_IteratorTypeArrayAttr", "Vector_IteratorTypeEnum")
