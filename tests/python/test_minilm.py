"""The main job end to end: the compiled encoder against the numpy encoder, and the command behind ./demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from minilm import reference, weights
from minilm.__main__ import parse_arguments, read_corpus
from minilm.encoder import Encoder
from minilm.tokenizer import Tokenizer, pad
from ttrt import runtime

MODULES = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encoder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TENON_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        with Encoder() as opened:
            yield opened


@pytest.fixture(scope="module")
def corpus(root: Path) -> list[str]:
    return read_corpus(root / "examples" / "minilm" / "corpus.txt")


def expected(sentences: list[str]) -> np.ndarray:
    config = weights.load_config()
    ids = Tokenizer().encode(sentences)
    tokens = pad(ids, max(map(len, ids)))
    return reference.encode(config, weights.load_weights(config), tokens.ids, tokens.mask)


def run_demo(*arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "minilm", *arguments],
        env={**os.environ, **MODULES, "TENON_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_32_sentences_agree_with_numpy(encoder: Encoder, corpus: list[str]) -> None:
    got, wanted = encoder.embed(corpus[:32]), expected(corpus[:32])
    # Both have unit length. Products of up to 1536 f32 values, six layers deep, leave less than 1e-5; 1e-4 is promised.
    assert np.abs(got - wanted).max() <= 1e-4
    assert (np.sum(got * wanted, axis=1) / np.linalg.norm(wanted, axis=1)).min() >= 0.99999
    np.testing.assert_allclose(np.linalg.norm(got, axis=1), 1, atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("words", [40, 100, 200])
def test_longer_text_agrees_with_numpy(encoder: Encoder, corpus: list[str], words: int) -> None:
    sentences = [" ".join(" ".join(corpus[begin:]).split()[:words]) for begin in range(3)]
    assert np.abs(encoder.embed(sentences) - expected(sentences)).max() <= 1e-4


def test_no_sentences_give_no_embeddings(encoder: Encoder) -> None:
    assert encoder.embed([]).shape == (0, 384)


def test_an_empty_sentence_has_an_embedding(encoder: Encoder) -> None:
    assert np.abs(encoder.embed([""]) - expected([""])).max() <= 1e-4


def test_watching_does_not_change_results(encoder: Encoder, corpus: list[str]) -> None:
    seen: list[str] = []
    plain = encoder.embed(corpus[:8])
    runtime.DebugHooks.get(post_op=lambda program, context, op: seen.append(runtime.get_op_debug_str(op)))
    try:
        watched = encoder.embed(corpus[:8])
    finally:
        runtime.unregister_hooks()
    assert len(seen) > 6 * 8
    # The two ways to run may sum in another order.
    np.testing.assert_allclose(watched, plain, atol=1e-5)


def test_the_demo_finds_cats(tmp_path: Path) -> None:
    result = run_demo("--json", "--top", "2", "a cat sits on a mat", cache=tmp_path)
    assert result.returncode == 0, result.stderr
    (found,) = json.loads(result.stdout)["results"]
    assert found["sentence"] == "a cat sits on a mat"
    assert found["nearest"][0]["sentence"].startswith("A kitten is curled up")
    assert found["nearest"][0]["similarity"] > found["nearest"][1]["similarity"] > 0.3


def test_the_demo_shows_a_table(tmp_path: Path) -> None:
    result = run_demo(cache=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "a cat sits on a mat" in result.stdout
    assert "A kitten is curled up" in result.stdout


def test_watch_prints_every_op(tmp_path: Path) -> None:
    result = run_demo("--watch", "--json", "a cat sits on a mat", cache=tmp_path)
    assert result.returncode == 0, result.stderr
    *ops, last = map(json.loads, result.stdout.splitlines())
    assert "results" in last
    assert [op["number"] for op in ops] == list(range(1, len(ops) + 1))
    assert {"ttnn.embedding", "ttnn.layer_norm", "ttnn.linear"} <= {op["op"] for op in ops}
    assert all(op["seconds"] >= 0 for op in ops)
    located = [op for op in ops if op["location"].startswith("model.py:")]
    assert len(located) > len(ops) / 2


def test_a_damaged_or_unwritable_cache_does_no_harm(tmp_path: Path) -> None:
    assert run_demo("--json", "a", cache=tmp_path).returncode == 0
    (file,) = tmp_path.glob("*.ttnn")
    file.write_bytes(file.read_bytes()[:1000])
    assert run_demo("--json", "a", cache=tmp_path).returncode == 0
    assert file.stat().st_size > 1000
    result = run_demo("--json", "a", cache=file)  # a file where the folder should be
    assert result.returncode == 0
    assert "could not be kept" in result.stderr


def test_the_second_start_does_not_compile(tmp_path: Path) -> None:
    first = run_demo("--json", "a", cache=tmp_path)
    second = run_demo("--json", "a", cache=tmp_path)
    assert first.returncode == second.returncode == 0
    assert "compiling" in first.stderr
    assert "compiling" not in second.stderr
    assert json.loads(first.stdout)["results"] == json.loads(second.stdout)["results"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--nonsense"], "--nonsense"),
        (["--top", "0"], "--top"),
        (["--top", "many"], "--top"),
        (["--corpus", "/nowhere"], "/nowhere"),
        (["--corpus", "/dev/null"], "holds no sentence"),
    ],
)
def test_wrong_arguments(tmp_path: Path, arguments: list[str], words: str) -> None:
    result = run_demo(*arguments, cache=tmp_path)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_the_help_names_every_option(root: Path) -> None:
    usage = (root / "examples" / "minilm" / "usage.txt").read_text()
    for option in vars(parse_arguments([])):
        assert option == "sentences" or f"  --{option.replace('_', '-')}" in usage
