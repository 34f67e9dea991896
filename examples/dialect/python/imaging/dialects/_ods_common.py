"""The helpers of generated modules, under the name by which these import them."""

from ttmlir.dialects._ods_common import *  # noqa: F403
from ttmlir.dialects._ods_common import _cext  # noqa: F401
