"""The compiled encoder: sentences in, embeddings out, on the host device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType

import numpy as np

from ttrt import binary, runtime

from .programs import load_program
from .tokenizer import Tokenizer, pad, padded_length
from .weights import Config, FloatArray, load_config, load_weights, weight_names

# Sentences in one run; fewer are padded with empty rows. One size means one program for each length.
BATCH = 8


class Encoder:
    """Embeds sentences; open it with `with`, which opens and closes the device."""

    def __init__(self, *, use_cache: bool = True, report: Callable[[str], None] = lambda text: None) -> None:
        self.config: Config = load_config()
        self._tokenizer = Tokenizer()
        self._use_cache = use_cache
        self._report = report
        self._programs: dict[int, binary.Binary] = {}
        weights = load_weights(self.config)
        self._weights = [runtime.from_numpy(weights[name]) for name in weight_names(self.config)]
        self._device = runtime.open_mesh_device()

    def __enter__(self) -> Encoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the device; the encoder cannot be used afterwards."""
        runtime.close_mesh_device(self._device)

    def embed(self, sentences: Sequence[str]) -> FloatArray:
        """The unit-length embeddings of the sentences, f32[len(sentences), hidden], in their order.

        Sentences of similar length share a run, so that little is computed for padding.
        """
        ids = self._tokenizer.encode(sentences)
        order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
        embeddings = np.empty((len(ids), self.config.hidden_size), np.float32)
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            embeddings[chosen] = self._run([ids[index] for index in chosen])
        return embeddings

    def _run(self, ids: Sequence[Sequence[int]]) -> FloatArray:
        length = padded_length(max(len(row) for row in ids))
        tokens = pad(ids, length, BATCH)
        inputs = [runtime.from_numpy(tokens.ids), runtime.from_numpy(tokens.mask), *self._weights]
        outputs = runtime.submit(self._device, self._program(length), 0, inputs)
        runtime.wait(outputs)
        result: FloatArray = runtime.to_numpy(outputs[0])[: len(ids)]
        return result

    def _program(self, length: int) -> binary.Binary:
        if length not in self._programs:
            self._programs[length] = load_program(
                self.config, BATCH, length, use_cache=self._use_cache, report=self._report
            )
        return self._programs[length]
