"""The command behind ./demo: finds the sentences of a corpus that are nearest to given ones."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

HERE = Path(__file__).parent
EXAMPLES = ["a cat sits on a mat", "How do I train a neural network?", "Prices are going up"]


class Arguments(argparse.ArgumentParser):
    """Prints usage.txt as help, the same text that ./demo shows before anything is installed."""

    def format_help(self) -> str:
        """The help, from its file."""
        return (HERE / "usage.txt").read_text(encoding="utf-8")

    def error(self, message: str) -> NoReturn:
        """End with status 2 and one line."""
        self.exit(2, f"error: {message}; see ./demo --help\n")


def positive(text: str) -> int:
    """A whole number of at least 1."""
    if (value := int(text)) < 1:
        raise ValueError
    return value


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """The options and sentences of the command line."""
    parser = Arguments(prog="./demo", allow_abbrev=False)
    parser.add_argument("--watch", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--top", type=positive, default=3)
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus.txt")
    parser.add_argument("--no-cache", action="store_true")
    parser.add_argument("sentences", nargs="*")
    return parser.parse_args(arguments)


def read_corpus(path: Path) -> list[str]:
    """The lines of a file that are not empty.

    Raises:
        ValueError: there are none.
        OSError: the file cannot be read.
    """
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    sentences = [line for line in lines if line]
    if not sentences:
        raise ValueError(f"{path} holds no sentence")
    return sentences


def search(options: argparse.Namespace, corpus: list[str], sentences: list[str]) -> dict[str, Any]:
    """Embed the corpus and the sentences, and rank the corpus for each sentence."""
    from ttrt.runtime.debug import print_ops

    from .encoder import Encoder

    times = [time.perf_counter()]
    with Encoder(use_cache=not options.no_cache, report=lambda text: print(text, file=sys.stderr)) as encoder:
        times.append(time.perf_counter())
        known = encoder.embed(corpus)
        times.append(time.perf_counter())
        with print_ops(as_json=options.json) if options.watch else contextlib.nullcontext():
            asked = encoder.embed(sentences)
        times.append(time.perf_counter())
    similarities = asked @ known.T
    results = []
    for sentence, row in zip(sentences, similarities, strict=True):
        nearest = [
            {"sentence": corpus[index], "similarity": round(float(row[index]), 6)}
            for index in (-row).argsort(kind="stable")[: options.top]
        ]
        results.append({"sentence": sentence, "nearest": nearest})
    names = ("load", "corpus", "sentences")
    seconds = {name: round(times[i + 1] - times[i], 4) for i, name in enumerate(names)}
    return {"results": results, "seconds": seconds}


def show(found: dict[str, Any], corpus_size: int) -> None:
    """Print the results as a table for people."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD)
    for name, justify in (("sentence", "left"), ("similarity", "right"), ("nearest in the corpus", "left")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for result in found["results"]:
        for rank, near in enumerate(result["nearest"]):
            last = rank + 1 == len(result["nearest"])
            sentence = result["sentence"] if rank == 0 else ""
            table.add_row(sentence, f"{near['similarity']:.3f}", near["sentence"], end_section=last)
    console.print(table)
    seconds = found["seconds"]
    console.print(
        f"loaded the model in {seconds['load']:.2f} s, embedded {corpus_size} sentences of the corpus in "
        f"{seconds['corpus']:.2f} s and {len(found['results'])} given in {seconds['sentences']:.2f} s"
    )


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    options = parse_arguments(arguments)
    sentences = [sentence for sentence in options.sentences if sentence.strip()] or EXAMPLES
    try:
        corpus = read_corpus(options.corpus)
    except (OSError, ValueError) as error:
        print(f"error: --corpus: {error}", file=sys.stderr)
        return 2
    try:
        found = search(options, corpus, sentences)
    except BrokenPipeError:
        raise
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(found))
    else:
        show(found, len(corpus))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader (head, less) has left; nothing more to say. Python would complain while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
