"""Files that building, compiling and running leave on request."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from .._files import write_whole
from ..golden.tensors import as_array


def write_artifact(folder: str | os.PathLike[str], name: str, contents: str | bytes) -> Path:
    """Writes a file into the folder, which is made. Raises OSError, with the path, where it cannot be written."""
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, contents.encode() if isinstance(contents, str) else contents)
    return path


def write_array(folder: str | os.PathLike[str], name: str, array: Any) -> Path:
    """Writes an array as .npy; bfloat16, which the format does not have, as the float32 of the same value."""
    elements = as_array(array)
    if elements.dtype.name == "bfloat16":
        elements = elements.astype(np.float32)
    contents = io.BytesIO()
    np.save(contents, elements)
    return write_artifact(folder, f"{name}.npy", contents.getvalue())


def write_json(folder: str | os.PathLike[str], name: str, value: Any) -> Path:
    """Writes a value as JSON."""
    return write_artifact(folder, name, json.dumps(value, indent=2) + "\n")
