"""The older name of `ttmlir.dialects.ttcore`."""

from .ttcore import *
from .ttcore import _Dialect
