"""See inside running programs: `watch` and observers made of it."""

from .watch import Watch, watch

__all__ = ["Watch", "watch"]
