"""Sentences to token ids and masks, padded to a length for which a program was compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer as HuggingFaceTokenizer

from .weights import model_folder

# Lengths to which sentences are padded; one program is compiled for each that occurs.
LENGTHS = (32, 64, 128, 256)


@dataclass(frozen=True)
class Tokens:
    """`ids` (i32[batch, length], padded with 0) and `mask` (f32[batch, length], 1 where there is a token)."""

    ids: npt.NDArray[np.int32]
    mask: npt.NDArray[np.float32]


class Tokenizer:
    """The model's own WordPiece tokenizer."""

    def __init__(self, folder: Path | None = None) -> None:
        self._tokenizer = HuggingFaceTokenizer.from_file(str((folder or model_folder()) / "tokenizer.json"))
        self._tokenizer.enable_truncation(LENGTHS[-1])
        self._tokenizer.no_padding()

    def encode(self, sentences: Sequence[str]) -> list[list[int]]:
        """The token ids of each sentence, with [CLS] and [SEP], cut at the longest length."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(sentences))]

    def __call__(self, sentences: Sequence[str], length: int | None = None) -> Tokens:
        """Tokenize and pad to `length`, by default the smallest of `LENGTHS` that holds all sentences."""
        ids = self.encode(sentences)
        longest = max((len(row) for row in ids), default=0)
        return pad(ids, padded_length(longest) if length is None else length)


def padded_length(length: int) -> int:
    """The smallest of `LENGTHS` that is at least `length`."""
    for candidate in LENGTHS:
        if length <= candidate:
            return candidate
    raise ValueError(f"{length} tokens are more than the {LENGTHS[-1]} that the model reads")


def pad(ids: Sequence[Sequence[int]], length: int, batch: int | None = None) -> Tokens:
    """Lay out rows of ids in one array of `length` columns and `batch` rows; rows beyond `ids` are empty.

    Raises:
        ValueError: a row is longer than `length`, or there are more rows than `batch`.
    """
    rows = len(ids) if batch is None else batch
    if len(ids) > rows:
        raise ValueError(f"{len(ids)} sentences do not fit a batch of {rows}")
    array = np.zeros((rows, length), np.int32)
    mask = np.zeros((rows, length), np.float32)
    for row, values in enumerate(ids):
        if len(values) > length:
            raise ValueError(f"sentence {row} has {len(values)} tokens, more than {length}")
        array[row, : len(values)] = values
        mask[row, : len(values)] = 1
    return Tokens(array, mask)
