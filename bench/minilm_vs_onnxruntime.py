"""The sentence encoder on Tenon and on onnxruntime: time and peak memory, at batch 1 and 8, with 1 and 2 threads.

    ./bench/run minilm_vs_onnxruntime [--turns N] [--runs N] [--json]

The ONNX file is made here from the same weights, and both results are checked against the numpy encoder first.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from minilm.tokenizer import Tokenizer, Tokens, pad
from minilm.weights import load_config, load_weights, weight_names
from side_by_side import Comparison, Result, Worker, compare, serve

HERE = Path(__file__).resolve()
LENGTH = 128
# What is asked of the pair of engines: see docs/minilm.md.
LARGEST_DIFFERENCE = 1e-4
HEADER = "batch threads        tenon  onnxruntime   ratio (deciles)      peak memory     ratio   first result"


def tokens(batch: int) -> Tokens:
    """Rows of `LENGTH` tokens, made of sentences of the corpus; the last rows are shorter, so that padding occurs."""
    corpus = (HERE.parents[1] / "examples" / "minilm" / "corpus.txt").read_text(encoding="utf-8").split("\n")
    ids = Tokenizer().encode([" ".join(corpus[row : row + 20 - 2 * row]) for row in range(batch)])
    return pad([row[:LENGTH] for row in ids], LENGTH)


def load_tenon(batch: int, threads: int) -> Callable[[], Result]:
    """Load the compiled program; the device runs with `threads` threads."""
    from minilm.programs import load_program
    from ttrt import runtime

    config = load_config()
    weights = load_weights(config)
    parameters = [runtime.from_numpy(weights[name]) for name in weight_names(config)]
    options = runtime.MeshDeviceOptions()
    options.num_threads = threads
    device = runtime.open_mesh_device(options)
    program = load_program(config, batch, LENGTH, use_cache=True, report=lambda text: print(text, file=sys.stderr))
    given = tokens(batch)

    def run() -> Result:
        inputs = [runtime.from_numpy(given.ids), runtime.from_numpy(given.mask), *parameters]
        outputs = runtime.submit(device, program, 0, inputs)
        runtime.wait(outputs)
        result: Result = runtime.to_numpy(outputs[0])
        return result

    return run


def load_onnxruntime(batch: int, threads: int, path: Path) -> Callable[[], Result]:
    """Make a session for the ONNX file with `threads` threads and all optimizations."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    given = tokens(batch)
    inputs = {"input_ids": given.ids.astype(np.int64), "attention_mask": given.mask.astype(np.int64)}

    def run() -> Result:
        result: Result = session.run(None, inputs)[0]
        return result

    return run


def prepare(batch: int, folder: Path) -> None:
    """Make the ONNX file, compile the program into the cache, and save the numpy encoder's result."""
    import minilm_onnx
    from minilm import programs, reference

    config = load_config()
    weights = load_weights(config)
    minilm_onnx.save(config, weights, batch, LENGTH, folder / f"{batch}.onnx")
    programs.load_program(config, batch, LENGTH, use_cache=True, report=lambda text: print(text, file=sys.stderr))
    given = tokens(batch)
    np.save(folder / f"{batch}-reference.npy", reference.encode(config, weights, given.ids, given.mask))


def check(folder: Path, batch: int, engine: str) -> float:
    """The largest difference between an engine's result and the numpy encoder's; more than allowed is an error."""
    result, expected = np.load(folder / f"{engine}.npy"), np.load(folder / f"{batch}-reference.npy")
    difference = float(np.abs(result - expected).max())
    if not difference <= LARGEST_DIFFERENCE:
        raise RuntimeError(f"{engine}'s embeddings differ from the reference by {difference:.3g}")
    return difference


def measure(batch: int, threads: int, folder: Path, turns: int, runs: int) -> Comparison:
    """Compare the engines at one batch and number of threads."""
    command = [sys.executable, str(HERE), "--batch", str(batch), "--threads", str(threads), "--folder", str(folder)]
    # OpenMP's threads, which oneDNN uses, are counted by the environment.
    environment = {"OMP_NUM_THREADS": str(threads), "TT_RUNTIME_NUM_THREADS": str(threads)}
    with (
        Worker([*command, "--worker", "tenon"], environment) as ours,
        Worker([*command, "--worker", "onnxruntime"], environment) as peer,
    ):
        for engine in ("tenon", "onnxruntime"):
            check(folder, batch, engine)
        return compare(ours, peer, turns, runs)


def report(batch: int, threads: int, result: Comparison) -> None:
    """Print one line of the table."""
    low, high = result.spread
    print(
        f"{batch:5d} {threads:7d} {result.ours_seconds * 1e3:9.1f} ms {result.peer_seconds * 1e3:9.1f} ms "
        f"{result.ratio:6.2f} ({low:.2f} to {high:.2f}) {result.ours_peak_bytes / 2**20:7.0f} MiB "
        f"{result.peer_peak_bytes / 2**20:7.0f} MiB {result.memory_ratio:6.2f} "
        f"{result.ours_first_result_seconds:7.2f} s {result.peer_first_result_seconds:7.2f} s",
        flush=True,
    )


def main() -> int:
    """Measure all combinations, or be a worker of one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=15, help="turns of each engine (15)")
    parser.add_argument("--runs", type=int, default=5, help="runs in a turn (5)")
    parser.add_argument("--json", action="store_true", help="print results as JSON")
    parser.add_argument("--worker", choices=["tenon", "onnxruntime", "prepare"], help=argparse.SUPPRESS)
    for name, kind in (("--batch", int), ("--threads", int), ("--folder", Path)):
        parser.add_argument(name, type=kind, help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder: Path = options.folder
    if options.worker == "prepare":
        prepare(options.batch, folder)
        return 0
    if options.worker == "tenon":
        serve(lambda: load_tenon(options.batch, options.threads), folder / "tenon.npy")
        return 0
    if options.worker == "onnxruntime":
        path = folder / f"{options.batch}.onnx"
        serve(lambda: load_onnxruntime(options.batch, options.threads, path), folder / "onnxruntime.npy")
        return 0

    results = []
    if not options.json:
        print(HEADER)
    with tempfile.TemporaryDirectory(prefix="tenon-bench.") as name:
        folder = Path(name)
        for batch in (1, 8):
            command = [sys.executable, str(HERE), "--worker", "prepare", "--batch", str(batch), "--folder", str(folder)]
            subprocess.run(command, check=True)
            for threads in (1, 2):
                result = measure(batch, threads, folder, options.turns, options.runs)
                results.append({"batch": batch, "threads": threads, "ratio": result.ratio, **asdict(result)})
                if not options.json:
                    report(batch, threads, result)
    if options.json:
        print(json.dumps(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
