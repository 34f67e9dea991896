"""Initializers of extensions: modules `_site_initialize_0`, `_site_initialize_1`, ... beside the native libraries.

A project that adds dialects to this package puts such a module here. Of its attributes, all of them optional:

- `register_dialects(registry)` adds dialects to those that every new context knows;
- `context_init_hook(context)` is called for each new context;
- `disable_multithreading`, if true, refuses thread pools for new contexts;
- `disable_load_all_available_dialects`, if there, lets contexts load only the dialects of
  `append_load_on_create_dialect`.
"""

from __future__ import annotations

import importlib
import itertools
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any


@dataclass
class Site:
    """What the initializers ask for."""

    context_init_hooks: list[Callable[[Any], None]] = field(default_factory=list)
    disable_multithreading: bool = False
    disable_load_all_available_dialects: bool = False

    def initialize(self, module: ModuleType, registry: Any) -> None:
        """Does what one initializer asks for."""
        if hasattr(module, "register_dialects"):
            module.register_dialects(registry)
        if hasattr(module, "context_init_hook"):
            self.context_init_hooks.append(module.context_init_hook)
        self.disable_multithreading |= bool(getattr(module, "disable_multithreading", False))
        self.disable_load_all_available_dialects |= hasattr(module, "disable_load_all_available_dialects")


def run_initializers(package: str, registry: Any) -> Site:
    """Runs the initializers of a package in order, up to the first number that is missing.

    One that is there but cannot be imported ends the search with a RuntimeWarning that says why.
    """
    site = Site()
    for number in itertools.count():
        name = f"{package}._site_initialize_{number}"
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name == name:
                return site
            warnings.warn(f"{name} was left out: {error}", RuntimeWarning, stacklevel=2)
            return site
        except ImportError as error:
            warnings.warn(f"{name} was left out: {error}", RuntimeWarning, stacklevel=2)
            return site
        site.initialize(module, registry)
    raise AssertionError("itertools.count never ends")
