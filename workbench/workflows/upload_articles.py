"""Take article files that somebody sends into a workspace; deleted articles come back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from workbench.errors import BadInput, NotFound, WorkbenchError
from workbench.formats.archives import read_archive
from workbench.store.article_list import ArticleList
from workbench.store.editor_rows import EditorRows
from workbench.store.records import ImportOutcome
from workbench.store.workspace import Workspace
from workbench.text.sentences import segments

_OUTSIDE = re.compile(r"^(?:/|[A-Za-z]:)")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LONGEST_PART = 200  # bytes; file systems take 255
_LONGEST_NAME = 1000


@dataclass(slots=True)
class Upload:
    """What an upload did: ids by outcome, files that are no articles, and each article's number."""

    added: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def upload_files(
    workspace: Workspace, files: Iterable[tuple[str, BinaryIO]], *, inside_quotations: bool = False
) -> Upload:
    """Import files given by name and content; a name may hold folders, which become the id.

    Raises:
        NotFound: A name leads out of its folder or cannot be one; nothing is imported then.
    """
    with TemporaryDirectory(prefix="workbench-upload-") as place:
        folder = Path(place)
        hidden = []
        for name, content in files:
            path = relative(name)
            if any(part.startswith(".") for part in path.parts):
                hidden.append((name, f"{name}: a hidden file"))
                continue
            _write(folder / path, content)
        upload = import_folder(workspace, folder, inside_quotations=inside_quotations)
        upload.skipped += hidden
        return upload


def import_folder(workspace: Workspace, folder: Path, *, inside_quotations: bool = False) -> Upload:
    """Import every article of a folder; an article that was deleted is restored."""
    upload = Upload()
    for article in read_archive([folder]):
        if isinstance(article, BadInput):
            upload.skipped.append(_told(article, folder))
            continue
        pieces = segments(article.texts, inside_quotations=inside_quotations)
        outcome = workspace.add_article(article, pieces)
        number = EditorRows(workspace).number_of(article.id)
        is_back = outcome is ImportOutcome.UNCHANGED and ArticleList(workspace).restore(number)
        ids = upload.restored if is_back else getattr(upload, outcome.value)
        ids.append(article.id)
        upload.numbers[article.id] = number
    return upload


def relative(name: str) -> PurePosixPath:
    r"""Return a file name as a path below a folder.

    >>> str(relative("2025\\liman.txt"))
    '2025/liman.txt'

    Raises:
        NotFound: The name leads elsewhere, or no file can have it.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    leads_out = _OUTSIDE.match(str(path)) or ".." in path.parts
    too_long = len(name) > _LONGEST_NAME or any(
        len(part.encode("utf-8", "replace")) > _LONGEST_PART for part in path.parts
    )
    if leads_out or too_long or not path.parts or _CONTROL.search(name):
        raise NotFound(f"{name[:100]!a} is no file name", hint="send names such as 2025/liman.txt")
    return path


def _write(path: Path, content: BinaryIO) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            while piece := content.read(2**20):
                file.write(piece)
    except (FileExistsError, NotADirectoryError) as error:
        raise WorkbenchError(f"{path.name}: sent twice", hint="send each file once") from error


def _told(problem: BadInput, folder: Path) -> tuple[str, str]:
    """Return the file's name as it was sent, and what is wrong with it."""
    prefix = f"{folder}/"
    path = problem.problems[0].path.removeprefix(prefix)
    return path, problem.what.replace(prefix, "")
