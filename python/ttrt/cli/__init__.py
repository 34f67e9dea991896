"""The command `ttrt`: run compiled programs, read what is in them, ask which devices are at hand."""

from .app import main

__all__ = ["main"]
