"""Series of figures, as JSON and as CSV."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel
from starlette.responses import JSONResponse

from workbench.errors import NotFound
from workbench.store.statistics import COLUMNS, Period, Table
from workbench.terminology.matcher import TermMatcher
from workbench.terminology.renderings import missing_terms
from workbench.ui.api.access import Here, Viewer
from workbench.ui.api.backend import Backend

router = APIRouter()


class _Days(BaseModel):
    since: date | None = None
    until: date | None = None


@router.get("/statistics/{series}.csv")
def as_csv(
    series: str, days: Annotated[_Days, Query()], backend: Here, _person: Viewer
) -> Response:
    """Return a series for a spreadsheet."""
    rows = table(backend, series, Period(days.since, days.until))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS[series])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return Response(
        text.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{series}.csv"'},
    )


@router.get("/statistics/{series}")
def as_json(
    series: str, days: Annotated[_Days, Query()], backend: Here, _person: Viewer
) -> JSONResponse:
    """Return a series."""
    rows = table(backend, series, Period(days.since, days.until))
    return JSONResponse({"series": series, "columns": COLUMNS[series], "rows": rows})


def table(backend: Backend, series: str, period: Period) -> Table:
    """Return the rows of a series, in the order of its columns. Raises NotFound."""
    statistics = backend.statistics
    makers: Mapping[str, Callable[[Period], Table]] = {
        "progress": statistics.progress,
        "words": statistics.words,
        "edits": statistics.edits,
        "time": statistics.time,
        "findings": statistics.findings,
        "origins": statistics.origins,
        "terms": lambda period: statistics.terms(_term_counts(backend.wiring.matcher), period),
    }
    if series not in makers:
        raise NotFound(f"there is no series {series!r}", hint=f"there are {', '.join(makers)}")
    return makers[series](period)


def _term_counts(matcher: TermMatcher) -> Callable[[str, str], Iterator[tuple[str, str, bool]]]:
    def counts(source: str, target: str) -> Iterator[tuple[str, str, bool]]:
        matches = matcher.matches(source)
        missing = {match.entry.source for match in missing_terms(matches, target)}
        for entry in {match.entry.source: match.entry for match in matches}.values():
            yield entry.source, entry.preferred.target, entry.source not in missing

    return counts


def _plain(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell
