"""Aligned pairs as a file to keep."""

import json
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, field_validator
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from workbench.errors import Problem
from workbench.formats.bitext import format_for
from workbench.model.unit import Status
from workbench.ui.api.access import Here, Translator
from workbench.workflows.export_corpus import export_corpus

router = APIRouter()
_MOST_TOLD = 3


class _Wanted(BaseModel):
    format: Literal["tmx", "tsv", "jsonl"]
    status: list[Status] = []
    article: list[Annotated[int, Field(ge=0, le=2**31 - 1)]] = []

    @field_validator("status", mode="before")
    @classmethod
    def _not_none(cls, value: object) -> object:
        if value == [""]:
            raise ValueError("expected at least one status, found none; for all, leave it out")
        return value


@router.get("/export")
def export(wanted: Annotated[_Wanted, Query()], backend: Here, _person: Translator) -> FileResponse:
    """Return the pairs of chosen articles, or of all, as an attachment.

    The header `X-Export` says how many pairs the file has, and how many it cannot hold.
    """
    articles = backend.articles.ids(wanted.article) if wanted.article else None
    stem = Path(backend.name).stem or "workbench"
    if articles and len(articles) == 1:
        stem = articles[0].replace("/", "-")
    left_out: list[Problem] = []
    folder = Path(mkdtemp(prefix="workbench-export-"))
    try:
        path = folder / f"export.{wanted.format}"
        pairs = export_corpus(
            backend.workspace,
            format_for(path),
            path,
            statuses=wanted.status,
            articles=articles,
            on_skip=left_out.append,
        )
    except BaseException:
        shutil.rmtree(folder)
        raise
    return FileResponse(
        path,
        filename=f"{stem}.{wanted.format}",
        media_type="application/octet-stream",
        headers={"X-Export": _told(pairs, left_out)},
        background=BackgroundTask(shutil.rmtree, folder),
    )


def _told(pairs: int, left_out: list[Problem]) -> str:
    first = [one.what for one in left_out[:_MOST_TOLD]]
    return json.dumps({"pairs": pairs, "left_out": len(left_out), "first": first})
