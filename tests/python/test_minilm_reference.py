"""The numpy encoder and the tokenizer against values that the model's authors publish."""

from __future__ import annotations

import numpy as np
import pytest

from minilm import reference, tokenizer, weights

# First components of the published embeddings of "This is an example sentence" and "Each sentence is converted".
PUBLISHED = np.array(
    [
        [6.76569268e-02, 6.34958968e-02, 4.87130731e-02, 7.93049857e-02],
        [8.64385962e-02, 1.02762699e-01, 5.39456727e-03, 2.04443280e-03],
    ]
)


@pytest.fixture(scope="module")
def config() -> weights.Config:
    return weights.load_config()


@pytest.fixture(scope="module")
def parameters(config: weights.Config) -> dict[str, weights.FloatArray]:
    return weights.load_weights(config)


def test_embeddings_equal_the_published_ones(config: weights.Config, parameters: dict[str, weights.FloatArray]) -> None:
    tokens = tokenizer.Tokenizer()(["This is an example sentence", "Each sentence is converted"])
    embeddings = reference.encode(config, parameters, tokens.ids, tokens.mask)
    # The published values were computed in f32: 1e-6 is some ten roundings of values below 1.
    np.testing.assert_allclose(embeddings[:, :4], PUBLISHED, atol=1e-6)


def test_padding_does_not_change_embeddings(config: weights.Config, parameters: dict[str, weights.FloatArray]) -> None:
    encode = tokenizer.Tokenizer()
    short, long = encode(["a cat sits on a mat"], 32), encode(["a cat sits on a mat"], 64)
    one = reference.encode(config, parameters, short.ids, short.mask)
    other = reference.encode(config, parameters, long.ids, long.mask)
    np.testing.assert_allclose(one, other, atol=1e-12)


def test_an_empty_row_becomes_zero(config: weights.Config, parameters: dict[str, weights.FloatArray]) -> None:
    tokens = tokenizer.pad([], 32, batch=1)
    assert not reference.encode(config, parameters, tokens.ids, tokens.mask).any()


def test_tokens_are_those_of_wordpiece() -> None:
    assert tokenizer.Tokenizer().encode(["A cat sits on a mat"]) == [[101, 1037, 4937, 7719, 2006, 1037, 13523, 102]]


def test_long_text_is_cut_at_the_longest_length() -> None:
    tokens = tokenizer.Tokenizer()(["word " * 1000])
    assert tokens.ids.shape == (1, 256)
    assert tokens.ids[0, -1] == 102


@pytest.mark.parametrize(("length", "padded"), [(0, 32), (32, 32), (33, 64), (256, 256)])
def test_lengths_are_rounded_up(length: int, padded: int) -> None:
    assert tokenizer.padded_length(length) == padded


def test_a_row_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="sentence 0 has 33 tokens, more than 32"):
        tokenizer.pad([[1] * 33], 32)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="2 sentences do not fit a batch of 1"):
        tokenizer.pad([[1], [2]], 32, batch=1)


def test_every_weight_has_the_shape_that_the_compiled_function_declares(
    config: weights.Config, parameters: dict[str, weights.FloatArray]
) -> None:
    shapes = {name: array.shape for name, array in parameters.items()}
    assert shapes == {name: weights.weight_shape(config, name) for name in weights.weight_names(config)}
