"""The functions that the package had in the field under this name."""

from builder.base import builder_apis
from builder.base.builder_apis import *  # noqa: F403

__all__ = [*builder_apis.__all__]
