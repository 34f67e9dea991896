"""A dialect of pictures. Importing the package makes every new `ttmlir.ir.Context` know it."""

from ttmlir._mlir_libs import _mlir, get_dialect_registry

from ._libs import _image

_image.register_dialect(get_dialect_registry())
# Where the classes of the dialect's operations are looked for when one is met in a module.
_mlir.globals.append_dialect_search_prefix("imaging.dialects")
