"""A calibration as the text of a small TOML file, and back."""

import tomllib
from collections.abc import Mapping
from typing import Any

from workbench.confidence.calibration import Calibration, Weight
from workbench.confidence.evidence import Feature

_HEADING = """\
# How much of this model's drafts will stand: see docs/confidence.md.
# Written by `workbench evaluate-confidence --save`; holds for this revision of the model alone.
"""


def spell(calibration: Calibration) -> str:
    """Return the text of the file.

    >>> read_spelled(spell(Calibration(intercept=0.5, weights=(), revision="3f2a91c0")))
    Calibration(intercept=0.5, weights=(), revision='3f2a91c0', measured_on='')
    """
    return "".join(
        (
            _HEADING,
            f'revision = "{calibration.revision}"\n',
            f'measured_on = "{calibration.measured_on}"\n',
            f"intercept = {calibration.intercept:.6g}\n",
            *(
                f"\n[weights.{one.feature}]\n"
                f"weight = {one.weight:.6g}\nmean = {one.mean:.6g}\nspread = {one.spread:.6g}\n"
                for one in calibration.weights
            ),
        )
    )


def read_spelled(text: str) -> Calibration:
    """Return the calibration that `spell` spelled.

    Raises ValueError with what was expected when the text is none.
    """
    written = tomllib.loads(text)
    weights = written.get("weights", {})
    if not isinstance(weights, dict):
        raise ValueError(f"weights: expected tables, found {weights!r:.40}")  # noqa: TRY004
    return Calibration(
        intercept=_number(written, "intercept"),
        weights=tuple(_weight(name, table) for name, table in weights.items()),
        revision=str(written.get("revision", "")),
        measured_on=str(written.get("measured_on", "")),
    )


def _weight(name: str, table: Mapping[str, Any]) -> Weight:
    numbers = [_number(table, key) for key in ("weight", "mean", "spread")]
    if numbers[2] <= 0:
        raise ValueError(f"spread of {name}: expected more than 0, found {numbers[2]}")
    return Weight(Feature(name), *numbers)


def _number(table: Mapping[str, Any], key: str) -> float:
    value = table.get(key) if isinstance(table, dict) else None
    if not isinstance(value, int | float):
        raise ValueError(f"{key}: expected a number, found {value!r:.40}")  # noqa: TRY004
    return float(value)
