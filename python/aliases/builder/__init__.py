"""The package `ttmlir.builder` by the name that programs in the field import."""

import ttmlir.builder
from ttmlir.builder import *  # noqa: F403

__all__ = [*ttmlir.builder.__all__]
