"""Plots as PNG or SVG files, drawn by matplotlib without a screen."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.errors import BadInput, Problem, WorkbenchError
from workbench.formats.atomic import atomic_write

_BLUE, _ORANGE = "#1f5fa8", "#c96a1b"


ScoreTable = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Test set, then system, then metric."""


def draw_scores(table: ScoreTable, path: Path) -> None:
    """Draw BLEU and chrF2++ of every system, a panel for each test set, the best on top.

    Raises WorkbenchError when the file cannot be written.
    """
    most = max(map(len, table.values()))
    figure = _figure(width=4.5 * len(table) + 1.5, height=0.45 * most + 1.6)
    for number, (name, systems) in enumerate(table.items(), 1):
        axes = figure.add_subplot(1, len(table), number)
        ranked = sorted(systems, key=lambda system: systems[system]["chrF2++"])
        for offset, metric, colour in ((0.2, "chrF2++", _BLUE), (-0.2, "BLEU", _ORANGE)):
            values = [systems[system][metric] for system in ranked]
            places = [place + offset for place in range(len(ranked))]
            bars = axes.barh(places, values, 0.38, color=colour, label=metric)
            axes.bar_label(bars, fmt="%.1f", padding=2, fontsize=8)
        axes.set_yticks(range(len(ranked)), ranked)
        axes.set_title(name)
        axes.margins(x=0.12)
        axes.legend(loc="lower right", frameon=False)
    _write(figure, path)


def draw_training_log(log: Path, path: Path) -> None:
    """Draw the loss and the validation scores of a training run's log.csv over its minutes.

    Raises BadInput when the log cannot be read, WorkbenchError when the file cannot be written.
    """
    try:
        with log.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        minutes = [float(row["minutes"]) for row in rows]
        losses = [float(row["loss"]) for row in rows]
    except (OSError, KeyError, ValueError) as error:
        raise BadInput([Problem(str(log), None, f"no training log: {error}")]) from error
    figure = _figure(width=8, height=4.5)
    axes = figure.add_subplot(1, 1, 1)
    axes.plot(minutes, losses, color="#666666", label="loss a piece")
    axes.set_xlabel("minutes")
    axes.set_ylabel("loss a piece")
    scores = axes.twinx()
    scores.set_ylabel("BLEU, chrF2++")
    for name, points in _scores(rows).items():
        scores.plot(*zip(*points, strict=True), marker="o", markersize=3, label=name)
    figure.legend(loc="upper center", ncols=4, frameon=False)
    _write(figure, path)


def _scores(rows: Sequence[dict[str, str]]) -> dict[str, list[tuple[float, float]]]:
    """Return (minute, value) of each validated metric: `news:12.4/36.9` is BLEU and chrF2++."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        for item in (row["scores"] or "").split():
            name, _, values = item.rpartition(":")
            for metric, value in zip(("BLEU", "chrF2++"), values.split("/"), strict=True):
                point = float(row["minutes"]), float(value)
                lines.setdefault(f"{name} {metric}", []).append(point)
    return lines


def _figure(*, width: float, height: float) -> Any:  # noqa: ANN401 - an untyped library's class
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def _write(figure: Any, path: Path) -> None:  # noqa: ANN401 - an untyped library's class
    kind = path.suffix.lower().lstrip(".")
    if kind not in {"png", "svg"}:
        raise WorkbenchError(f"{path}: plots are written as .png or .svg")
    with atomic_write(path) as file:
        figure.savefig(file, format=kind, dpi=120)
