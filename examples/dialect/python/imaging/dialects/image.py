"""The dialect image: pictures with a color space."""

# ruff: noqa: F401, F403  (most of this module only hands on)
from collections.abc import Sequence

from ttmlir.ir import Context, register_attribute_builder

from .._libs._image import ColorSpaceAttr, PictureType, WindowAttr
from ._image_enum_gen import *
from ._image_ops_gen import *


@register_attribute_builder("Image_WindowAttr")
def _window(values: Sequence[int], context: Context) -> WindowAttr:
    """Lets operations take a window as (top, left, height, width)."""
    return WindowAttr.get(*values, context=context)
