"""The classes of `ttmlir.ir`, under the name by which generated modules import them."""

from ttmlir.ir import *  # noqa: F403
