"""`register_debug_callback`: the callbacks of the user's own module `debug_callback`, found and registered."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from ._ttmlir_runtime.runtime import DebugHooks

MODULE = "debug_callback"
REQUIRED = ("pre_op_callback", "post_op_callback")
OPTIONAL = ("pre_program_callback", "post_program_callback", "pre_kernel_callback", "post_kernel_callback")


def register_debug_callback() -> None:
    """Register the callbacks of the module `debug_callback`.

    The module is the running script, where that is `debug_callback.py`; otherwise it is looked for in the current
    folder and then along `sys.path`. `pre_op_callback` and `post_op_callback` must be there, `pre_program_callback`,
    `post_program_callback`, `pre_kernel_callback` and `post_kernel_callback` may be; each is a callable or None. They
    replace those registered before, as those given to `DebugHooks.get` do. Ops are announced as `f(binary,
    program_context, op_context)`, programs as `f(binary, program_context)`, kernels on cores of the card as `f(binary,
    program_context, op_context, kernel_context)`.

    Raises:
        ModuleNotFoundError: there is no such module; the message says where it was looked for.
        AttributeError: it lacks one of the two callbacks.
        TypeError: a callback is neither callable nor None.
        RuntimeError: the runtime was built without hooks.
        Exception: whatever the module raises when it is imported.
    """
    _say("Importing debug_callback module...")
    module = _find_module()
    callbacks = {name: _callback_of(module, name) for name in (*REQUIRED, *OPTIONAL)}
    _say("Callbacks loaded, registering...")
    DebugHooks.get(**{name.removesuffix("_callback"): callback for name, callback in callbacks.items()})
    _say("✓ Callbacks registered successfully!")


def _say(text: str) -> None:
    line = f"[register_debug_callback] {text}"
    try:
        print(line)
    except UnicodeEncodeError:  # an output that knows ASCII alone
        print(line.encode("ascii", "backslashreplace").decode())


def _find_module() -> ModuleType:
    main = sys.modules.get("__main__")
    if main is not None and _is_the_script(main):
        return sys.modules.setdefault(MODULE, main)
    here = _file_in(Path.cwd())
    known = sys.modules.get(MODULE)
    if known is not None and (here is None or _file_of(known) in (None, here.resolve())):
        return known
    if here is not None:
        return _load(here)
    try:
        return importlib.import_module(MODULE)
    except ModuleNotFoundError as error:
        if error.name != MODULE:
            raise  # it is there, but something that it imports is not
        raise ModuleNotFoundError(_where_it_was_looked_for(), name=MODULE) from None


def _is_the_script(main: ModuleType) -> bool:
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name == MODULE:  # python -m debug_callback
        return True
    file = _file_of(main)
    return file is not None and file.name == f"{MODULE}.py"


def _file_of(module: ModuleType) -> Path | None:
    file = getattr(module, "__file__", None)
    return Path(file).resolve() if file else None


def _file_in(folder: Path) -> Path | None:
    for candidate in (folder / f"{MODULE}.py", folder / MODULE / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def _load(file: Path) -> ModuleType:
    """Import a file under the module's name, as `import` would if its folder were the first of `sys.path`."""
    folders = [str(file.parent)] if file.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(MODULE, file, submodule_search_locations=folders)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be imported", name=MODULE, path=str(file))
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(MODULE)
    sys.modules[MODULE] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        if before is None:
            sys.modules.pop(MODULE, None)
        else:
            sys.modules[MODULE] = before
        raise
    return sys.modules.get(MODULE, module)


def _where_it_was_looked_for() -> str:
    folders = "\n".join(f"  {folder or Path.cwd()}" for folder in sys.path)
    return (
        f"there is no {MODULE}.py: it was looked for in the current folder, {Path.cwd()}, and then along sys.path:\n"
        f"{folders}\n"
        f"Write one that defines pre_op_callback(binary, program_context, op_context) and post_op_callback "
        f"(either may be None), or start the program in its folder."
    )


def _callback_of(module: ModuleType, name: str) -> Callable[..., Any] | None:
    callback: Any = getattr(module, name, None)
    if callback is None and name in REQUIRED and not hasattr(module, name):
        file = _file_of(module) or f"the module {MODULE}"
        raise AttributeError(
            f"{file} defines no {name} (yet): a function f(binary, program_context, op_context), or None",
            name=name,
            obj=module,
        )
    if callback is not None and not callable(callback):
        raise TypeError(f"{name} must be callable or None")
    return callback  # type: ignore[no-any-return]
