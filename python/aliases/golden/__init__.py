"""The package `ttmlir.golden` by the name that programs in the field import."""

import ttmlir.golden
from ttmlir.golden import *  # noqa: F403

__all__ = [*ttmlir.golden.__all__]
