"""Keeping a folded copy of source and target beside each segment, to be searched in."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from workbench.store.editing_schema import folded
from workbench.store.schema import segments
from workbench.text.casing import fold, fold_english

_AT_ONCE = 500


def add_new(connection: Connection, *conditions: ColumnElement[bool]) -> None:
    """Fold the segments that have no folded copy yet: all, or those that meet the conditions."""
    without = (
        select(segments.c.key, segments.c.source, segments.c.target)
        .outerjoin_from(segments, folded, folded.c.segment == segments.c.key)
        .where(folded.c.segment.is_(None), *conditions)
    )
    rows = connection.execute(without).all()
    for start in range(0, len(rows), _AT_ONCE):
        copies = [
            {"segment": row.key, "source": fold(row.source), "target": fold_english(row.target)}
            for row in rows[start : start + _AT_ONCE]
        ]
        connection.execute(insert(folded), copies)


def renew_targets(connection: Connection, targets: Iterable[Mapping[str, Any]]) -> None:
    """Fold new targets: each row gives the segment's key as `of`, and `target`."""
    rows = [{"key": row["of"], "folded": fold_english(row["target"])} for row in targets]
    if rows:
        renewed = update(folded).where(folded.c.segment == bindparam("key"))
        connection.execute(renewed.values(target=bindparam("folded")), rows)
