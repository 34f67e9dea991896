"""`ttrt cards`: a live picture of the simulated chips that are open: which cores run, which wait, for what; NoC traffic."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click
from rich.console import Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from ..card.status import PROCESSORS, ChipStatus, Core, age, chips
from .failure import ExitStatus, Failure
from .output import console, print_json, table

# A letter and a style for what a core does.
_LOOK = {
    "idle": ("·", "dim"),
    "ready": ("r", "green"),
    "running": ("R", "bold green"),
    "waiting": ("w", "yellow"),
    "stopped": ("s", "bold magenta"),
    "finished": ("f", "cyan"),
    "failed": ("X", "bold red"),
    "unknown": ("?", "red"),
}
_BARS = " ▁▂▃▄▅▆▇█"


@click.command()
@click.argument("process", type=int, required=False)
@click.option("--watch", "-w", is_flag=True, help="Go on showing, until Ctrl-C; the default on a terminal.")
@click.option("--once", is_flag=True, help="Show one picture; the default where the output is no terminal.")
@click.option(
    "--interval", type=click.FloatRange(0.05, 3600), default=0.5, show_default=True, help="Seconds between pictures."
)
@click.option("--json", "as_json", is_flag=True, help="Print one picture as JSON.")
def cards(process: int | None, watch: bool, once: bool, interval: float, as_json: bool) -> None:
    """Show what the simulated chips of this machine's processes are doing (of one, with PROCESS).

    Each tile has a letter for each of its cores (dm0, dm1, compute) and a bar for its share of the NoC's traffic.
    """
    if watch and (once or as_json):
        raise click.UsageError("--watch goes with neither --once nor --json")
    if as_json:
        print_json([_portable(status) for status in _chosen(process)])
        return
    screen = console()
    if once or not (watch or screen.is_terminal):
        found = _chosen(process)
        screen.print(_picture(found, {}, 0.0))
        return
    _watch(process, interval)


def _watch(process: int | None, interval: float) -> None:
    before: dict[str, ChipStatus] = {}
    last = time.monotonic()
    with Live(console=console(), auto_refresh=False, screen=True) as live:
        while True:
            found = _chosen(process, may_be_none=True)
            now = time.monotonic()
            live.update(_picture(found, before, now - last), refresh=True)
            before, last = {str(status.path): status for status in found}, now
            time.sleep(interval)


def _chosen(process: int | None, *, may_be_none: bool = False) -> list[ChipStatus]:
    found = [status for status in chips() if process is None or status.process == process]
    if process is not None and not found and not may_be_none:
        raise Failure(
            f"process {process} has no open chip; `ttrt cards` shows those that have", ExitStatus.PROGRAM_FAILED
        )
    return found


def _portable(status: ChipStatus) -> dict[str, object]:
    return {**asdict(status), "path": str(status.path)}


def _picture(found: Sequence[ChipStatus], before: dict[str, ChipStatus], seconds: float) -> RenderableType:
    if not found:
        return Text("No simulated chip is open in a process of this machine.")
    parts: list[RenderableType] = []
    for status in found:
        parts += [_title(status), _grid(status, before.get(str(status.path))), _summary(status)]
        parts.append(_traffic_line(status, before.get(str(status.path)), seconds))
        parts.append(Text())
    parts.append(_legend())
    return Group(*parts)


def _title(status: ChipStatus) -> Text:
    state = "runs a program" if status.running else "is idle"
    return Text.assemble(
        (f"{status.architecture} ", "bold"),
        f"{status.grid[0]}×{status.grid[1]} of process {status.process} ({status.command or '?'}) {state}; ",
        f"programs begun: {status.programs}; open for {age(status):.0f} s",
    )


def _moved(status: ChipStatus) -> list[int]:
    return [traffic.bytes_read + traffic.bytes_written for traffic in status.traffic]


def _grid(status: ChipStatus, before: ChipStatus | None) -> Table:
    """Tiles as they lie on the chip."""
    moved = _moved(status)
    if before is not None and len(before.traffic) == len(moved):
        moved = [now - then for now, then in zip(moved, _moved(before), strict=True)]
    most = max(moved, default=0)
    width, height = status.grid
    grid = Table.grid(padding=(0, 1))
    grid.add_row("", *(Text(str(x), "dim", justify="center") for x in range(width)))
    for y in range(height):
        row = [Text(str(y), "dim")]
        for x in range(width):
            index = y * width + x
            cell = Text()
            for core in status.cores[3 * index : 3 * index + 3]:
                cell.append(*_LOOK[core.activity])
            bar = 0 if most == 0 else -(-moved[index] * (len(_BARS) - 1) // most)
            cell.append(_BARS[bar], "blue")
            row.append(cell)
        grid.add_row(*row)
    return grid


def _summary(status: ChipStatus) -> RenderableType:
    """What the cores do, those alike together."""
    groups: Counter[tuple[str, str, str, str]] = Counter()
    examples: dict[tuple[str, str, str, str], Core] = {}
    for core in status.cores:
        if core.activity == "idle":
            continue
        key = (core.kernel, core.processor, core.activity, core.waits_for)
        groups[key] += 1
        examples.setdefault(key, core)
    if not groups:
        return Text("No core has a kernel.", "dim")
    rows = table(None, "cores", "kernel", "core", "does", "waits for", "for example", right=("cores",))
    for key, count in groups.most_common(12):
        kernel, processor, activity, waits_for = key
        example = examples[key]
        place = f"({example.tile[0]}, {example.tile[1]}) at {example.pc:#x}, {example.retired} instructions"
        rows.add_row(str(count), kernel, processor, Text(activity, _LOOK[activity][1]), waits_for, place)
    return rows


def _traffic_line(status: ChipStatus, before: ChipStatus | None, seconds: float) -> Text:
    read = sum(traffic.bytes_read for traffic in status.traffic)
    written = sum(traffic.bytes_written for traffic in status.traffic)
    transactions = sum(traffic.transactions for traffic in status.traffic)
    line = f"NoC: {_size(read)} read, {_size(written)} written in {transactions} transactions"
    if before is not None and seconds > 0:
        rate = (read + written - sum(_moved(before))) / seconds
        line += f"; now {_size(max(0, round(rate)))}/s"
    return Text(line)


def _size(count: int) -> str:
    value = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if value < 1024:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1024
    return f"{value:.1f} TiB"


def _legend() -> Text:
    legend = Text(f"Cores of a tile: {', '.join(PROCESSORS)}. ", "dim")
    items: Iterable[tuple[str, tuple[str, str]]] = ((name, look) for name, look in _LOOK.items() if name != "unknown")
    for name, (letter, style) in items:
        legend.append(letter, style)
        legend.append(f" {name}  ", "dim")
    legend.append("▁▃█", "blue")
    legend.append(" share of the NoC's traffic", "dim")
    return legend
