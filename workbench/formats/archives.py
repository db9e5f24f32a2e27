"""Archives of articles: folders, single files, ZIP and TAR archives, in any mixture.

A packed archive counts as a folder of its name. Nothing is unpacked to the disk: members are
read one at a time, and a name that leads out of the archive is refused.
"""

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from workbench.errors import BadInput, Problem
from workbench.formats.article_text import parse_article
from workbench.formats.articles import article_id, find_articles, read_article, read_plain
from workbench.formats.encoding import STANDARD_STREAM, decode, split_lines
from workbench.model.article import Article

LARGEST_ARTICLE = 4 * 2**20
"""Bytes of the largest article that is taken: some forty times the longest that papers print."""

_PACKED = re.compile(r"\.(?:zip|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz))$", re.IGNORECASE)
_OUTSIDE = re.compile(r"^(?:/|[A-Za-z]:)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DAMAGE = (
    OSError,
    EOFError,
    RuntimeError,  # a ZIP member that is encrypted
    NotImplementedError,  # a ZIP member packed in a way Python does not know
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in a packed archive.

    Attributes:
        name: As the archive has it.
        size: Bytes when unpacked, as the archive says.
        refusal: Why it cannot be read, "" when it can.
        read: Returns its first bytes, at most so many.
    """

    name: str
    size: int
    refusal: str
    read: Callable[[int], bytes]


def read_archive(paths: Iterable[Path]) -> Iterator[Article | BadInput]:
    """Yield every article of files, folders and packed archives, or why a file is none.

    The order is that of the names, which makes it the same on every machine; a TAR archive is
    read in its own order, since it cannot be read in another without unpacking it. The id of an
    article is its path below the folder or packed archive that was named.

    A second file with an id that was there before is reported: one would take the other's
    place. So are files over 4 MiB, names that are not UTF-8, and members with names that lead
    out of their archive.
    """
    first_with: dict[str, str] = {}
    for place, read in _sources(paths):
        try:
            article = read()
            if article.id in first_with:
                raise _same_id(place, article.id, first_with[article.id])
            first_with[article.id] = place
        except BadInput as error:
            yield error
        else:
            yield article


def read_plain_archive(paths: Iterable[Path]) -> Iterator[Article | BadInput]:
    """Yield every text without a header, as `read_plain` reads it, or why it is none."""
    for path in find_articles(paths):
        try:
            yield read_plain(path)
        except BadInput as error:
            yield error


def look_ahead(
    outcomes: Iterable[Article | BadInput],
) -> tuple[bool, Iterator[Article | BadInput]]:
    """Say whether there is an article at all; and give back everything, what was looked at first.

    >>> is_any, outcomes = look_ahead([BadInput([]), Article(id="a", title="b", paragraphs=("c",))])
    >>> is_any, len(list(outcomes))
    (True, 2)
    """
    waiting = iter(outcomes)
    refused: list[BadInput] = []
    for outcome in waiting:
        if isinstance(outcome, Article):
            return True, chain(refused, (outcome,), waiting)
        refused.append(outcome)
    return False, iter(refused)


def count_files(paths: Iterable[Path]) -> int | None:
    """Return how many files `read_archive` will deal with, None when some are packed."""
    files = list(find_articles(paths))
    return None if any(map(is_packed, files)) else len(files)


def is_packed(path: Path) -> bool:
    """Return whether the name is that of a ZIP or TAR archive.

    >>> is_packed(Path("2025.tar.gz")), is_packed(Path("2025.txt.gz"))
    (True, False)
    """
    return bool(_PACKED.search(path.name))


def _sources(paths: Iterable[Path]) -> Iterator[tuple[str, Callable[[], Article]]]:
    """Yield where each article lies and the function that reads it."""
    seen: set[Path] = set()
    for path in paths:
        root = path if path.is_dir() else None
        for file in find_articles([path]):
            place = file.resolve()
            if place in seen:
                continue
            if file != STANDARD_STREAM:
                seen.add(place)
            if is_packed(file):
                yield from _packed_sources(file, root)
            else:
                yield str(file), partial(_read_file, file, root)


def _read_file(path: Path, root: Path | None) -> Article:
    if path != STANDARD_STREAM and path.exists():
        if not path.is_file() and not path.is_dir():
            raise _refused(str(path), "expected a file or a folder, found a device or a pipe")
        if path.is_file():
            _check_size(str(path), path.stat().st_size)
    return _named(read_article(path, root=root), str(path))


def _packed_sources(path: Path, root: Path | None) -> Iterator[tuple[str, Callable[[], Article]]]:
    prefix = "" if root is None else f"{_PACKED.sub('', path.relative_to(root).as_posix())}/"
    empty = True
    try:
        with _members(path) as members:
            for member in members:
                parts = PurePosixPath(member.name.replace("\\", "/")).parts
                if any(part.startswith(".") and part != ".." for part in parts):
                    continue
                if "__MACOSX" in parts:
                    continue
                empty = False
                place = f"{path}/{member.name}"
                yield place, partial(_read_member, place, member, prefix)
    except _DAMAGE as error:
        yield str(path), partial(_raise, _refused(str(path), f"damaged archive: {error}"))
        return
    if empty:
        yield str(path), partial(_raise, _refused(str(path), "expected articles, found none"))


def _read_member(place: str, member: _Member, prefix: str) -> Article:
    name = member.name.replace("\\", "/")
    if _OUTSIDE.match(name) or ".." in PurePosixPath(name).parts:
        raise _refused(place, "the name leads out of the archive")
    if member.refusal:
        raise _refused(place, member.refusal)
    if is_packed(Path(name)):
        raise _refused(place, "an archive in an archive; unpack it first")
    _check_size(place, member.size)
    try:
        content = member.read(LARGEST_ARTICLE + 1)
    except _DAMAGE as error:
        raise _refused(place, f"cannot be read: {error}") from error
    _check_size(place, len(content))
    lines = split_lines(decode(content, place))
    article = parse_article(lines, name=place, article_id=prefix + article_id(Path(name), Path()))
    return _named(article, place)


@contextmanager
def _members(path: Path) -> Iterator[Iterator[_Member]]:
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as packed:
            yield _zip_members(packed)
    else:
        with tarfile.open(path) as packed:
            yield _tar_members(packed)


def _zip_members(packed: zipfile.ZipFile) -> Iterator[_Member]:
    entries = [(_zip_name(entry), entry) for entry in packed.infolist() if not entry.is_dir()]
    for name, entry in sorted(entries, key=lambda pair: PurePosixPath(pair[0]).parts):
        refusal = "it is encrypted" if entry.flag_bits & 0x1 else ""
        yield _Member(name, entry.file_size, refusal, partial(_read_zip, packed, entry))


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Return the name; many programs write UTF-8 without the flag that says so."""
    try:
        return entry.filename if entry.flag_bits & 0x800 else _cp437(entry.filename).decode()
    except UnicodeError:
        return entry.filename


def _cp437(name: str) -> bytes:
    return name.encode("cp437")


def _read_zip(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with packed.open(entry) as file:
        return file.read(most)


def _tar_members(packed: tarfile.TarFile) -> Iterator[_Member]:
    for entry in packed:
        if entry.isdir():
            continue
        refusal = "" if entry.isfile() else "expected a file, found a link or a device"
        yield _Member(entry.name, entry.size, refusal, partial(_read_tar, packed, entry))
        # The list of the entries read so far would grow with the archive.
        packed.members = []  # type: ignore[attr-defined]  # not in the stubs, public since 2.3


def _read_tar(packed: tarfile.TarFile, entry: tarfile.TarInfo, most: int) -> bytes:
    file = packed.extractfile(entry)
    return file.read(most) if file else b""


def _check_size(place: str, size: int) -> None:
    if size > LARGEST_ARTICLE:
        most = LARGEST_ARTICLE >> 20
        raise _refused(
            place, f"expected an article of at most {most} MiB, found {size / 2**20:.1f} MiB"
        )


def _named(article: Article, place: str) -> Article:
    if _SURROGATE.search(article.id):
        raise _refused(place, "the file name is not UTF-8; rename it")
    return article


def _same_id(place: str, name: str, first: str) -> BadInput:
    return BadInput(
        [Problem(place, None, f"has the id {name!r}, and so has {first}")],
        hint="name the folder that holds both: ids are paths below it",
    )


def _refused(place: str, what: str) -> BadInput:
    return BadInput([Problem(place, None, what)])


def _raise(error: BadInput) -> Article:
    raise error
