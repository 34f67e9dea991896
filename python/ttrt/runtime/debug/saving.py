"""`save_tensors`: the outputs of ops as .npy files with an index, and the way back to arrays."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from .._ttmlir_runtime.binary import Binary, _write_file
from .._ttmlir_runtime.runtime import CallbackContext, OpContext
from .locations import short_location
from .observer import Observer
from .place import Array, inputs_of, outputs_of, place_of
from .runs import RunNumbers

INDEX = "index.jsonl"

# File names have at most 255 bytes; these are the longest parts that come from programs.
_LONGEST = 60


@dataclass(frozen=True)
class SavedTensor:
    """A line of the index: `number` counts the tensors, `run` the runs, `position` the op's inputs or outputs."""

    file: str
    number: int
    run: int
    program: int
    program_name: str
    op_index: int
    op: str
    location: str
    role: Literal["input", "output"]
    position: int
    shape: list[int]
    dtype: str
    folder: Path = Path()

    def load(self) -> Array:
        """The tensor. bfloat16, which numpy's files do not name, becomes ml_dtypes.bfloat16 again.

        Raises:
            OSError: the file cannot be read.
        """
        array: Array = np.load(self.folder / self.file, allow_pickle=False)
        if self.dtype == "bfloat16":
            import ml_dtypes

            array = array.view(ml_dtypes.bfloat16)
        return array


class TensorSaver(Observer):
    """What `save_tensors` returns; `folder` is where the files are."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._count = 0
        self._process = os.getpid()
        self._runs = RunNumbers()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            (folder / INDEX).open("x").close()
        except FileExistsError as error:
            hint = "it holds tensors that were saved earlier; remove the folder or name another one"
            raise FileExistsError(error.errno, hint, str(folder / INDEX)) from None

    @property
    def count(self) -> int:
        """How many tensors were saved so far."""
        return self._count

    def _before(self, binary: Binary, context: CallbackContext, op: OpContext) -> None:
        for position, array in inputs_of(context, op):
            self._save(self._describe(binary, context, op, "input", position, array), array)

    def _after(self, binary: Binary, context: CallbackContext, op: OpContext) -> None:
        for position, array in outputs_of(context, op):
            self._save(self._describe(binary, context, op, "output", position, array), array)

    def _describe(
        self,
        binary: Binary,
        context: CallbackContext,
        op: OpContext,
        role: Literal["input", "output"],
        position: int,
        array: Array,
    ) -> SavedTensor:
        place, run = place_of(binary, context, op), self._runs.of(context)
        # A forked process has a count of its own.
        process = "" if os.getpid() == self._process else f"process{os.getpid()}"
        parts = [
            process,
            f"run{run}",
            place.program_name,
            place.op,
            short_location(place.location),
            f"{role}{position}",
        ]
        return SavedTensor(
            "_".join(filter(None, map(_for_file, parts))) + ".npy",
            0,
            run,
            place.program,
            place.program_name,
            place.index,
            place.op,
            place.location,
            role,
            position,
            list(array.shape),
            array.dtype.name,
        )

    def _save(self, tensor: SavedTensor, array: Array) -> None:
        stream = io.BytesIO()
        np.save(stream, array)
        with self._lock:  # files and lines of the index come in one order, that of the numbers
            number = self._count + 1
            tensor = replace(tensor, number=number, file=f"{number:06d}_{tensor.file}")
            path = self.folder / tensor.file
            _write_file(str(path), stream.getbuffer())
            try:
                _append_line(self.folder / INDEX, _index_line(tensor))
            except BaseException:
                path.unlink()
                raise
            self._count = number


def _for_file(text: str) -> str:
    """Without what file names, shells or other systems dislike; the end says more than the beginning."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._")[-_LONGEST:]


def _index_line(tensor: SavedTensor) -> bytes:
    fields = asdict(tensor)
    del fields["folder"]
    return (json.dumps(fields) + "\n").encode()


def _append_line(path: Path, line: bytes) -> None:
    """Append all of it or nothing; an OSError names the file."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        size = os.fstat(file).st_size
        try:
            while line:
                line = line[os.write(file, line) :]
        except OSError as error:
            with contextlib.suppress(OSError):  # the error that is told is the first one
                os.ftruncate(file, size)
            raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(file)


def load_saved_tensors(folder: str | os.PathLike[str]) -> list[SavedTensor]:
    """What `save_tensors` left in a folder, in the order in which it was computed; `load()` gives the arrays.

    Raises:
        OSError: there is no index, or it cannot be read.
        ValueError: a line of the index makes no sense.
    """
    index = Path(folder) / INDEX
    tensors = []
    for number, line in enumerate(index.read_text(encoding="utf-8").splitlines(), 1):
        try:
            tensors.append(SavedTensor(**json.loads(line), folder=Path(folder)))
        except (ValueError, TypeError) as error:
            raise ValueError(f"{index}, line {number}, is none that save_tensors wrote: {error}") from None
    return tensors


def save_tensors(
    folder: str | os.PathLike[str],
    *,
    inputs: bool = False,
    ops: str | Iterable[str] = (),
    location: str = "",
    program: int | str | Binary | None = None,
) -> TensorSaver:
    """Save every output of every op to a file of its own, such as `000012_run1_main_ttnn.add_model.py-7_output0.npy`.

    `index.jsonl` has an object a line that tells of each file which tensor it holds; `load_saved_tensors` reads it.
    numpy reads the files; bfloat16 as `numpy.load(file).view(ml_dtypes.bfloat16)`. A file is there whole or not at all,
    and in the index if it is there. A forked process that inherits the observer adds its number to the names.

    Args:
        folder: where to save; made if it is not there.
        inputs: save what ops take as well, as it is before they run.
        ops: which ops to observe, as in `watch`.
        location: in which lines, as in `watch`.
        program: in which program, as in `watch`.

    Raises:
        FileExistsError: the folder holds tensors that were saved earlier.
        OSError: the folder cannot be made or written to; while programs run, one that names the file that cannot be
            written comes out of `submit`.
        ValueError, TypeError: as `watch`.
    """
    saver = TensorSaver(Path(folder))
    return saver._observe(
        pre_op=saver._before if inputs else None,
        post_op=saver._after,
        ops=ops,
        location=location,
        program=program,
    )
