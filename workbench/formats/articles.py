"""Article files: finding them, reading them, writing them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.errors import BadInput, Problem
from workbench.formats.article_text import article_lines, parse_article
from workbench.formats.atomic import atomic_write
from workbench.formats.encoding import STANDARD_STREAM, read_text, split_lines
from workbench.model.article import Article

STANDARD_INPUT_ID = "stdin"


def read_article(path: Path, *, root: Path | None = None) -> Article:
    """Return the article in a file; `-` is standard input.

    The id is the path below `root` without its suffix, or the bare name without a root. Text is
    kept as it stands in the file: white space, composition and quotes are not touched.

    Raises BadInput, with path, line, what was expected and what was found, for a file that cannot
    be read or is no article.
    """
    lines = split_lines(read_text(path))
    return parse_article(lines, name=str(path), article_id=article_id(path, root))


def read_plain(path: Path) -> Article:
    """Return a text without a header as an article in which every line is a paragraph.

    The first line takes the place of the heading, so `texts[n]` is line n, from 0. Blank lines
    count, and so here, unlike in an article of the archive, a paragraph may be empty.

    Raises BadInput for a file that cannot be read or has no text.
    """
    title, *paragraphs = _plain_lines(path)
    return Article(id=article_id(path), title=title, paragraphs=tuple(paragraphs))


def read_texts(path: Path, *, plain: bool = False) -> tuple[str, ...]:
    """Return heading and paragraphs of an article, or the lines of a plain text.

    Raises BadInput as `read_article` and `read_plain` do.
    """
    return read_plain(path).texts if plain else read_article(path).texts


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file, none when it is empty. Raises BadInput like `read_text`."""
    return split_lines(read_text(path))


def find_articles(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named by `paths`, and every file below the folders among them, once each.

    Files of a folder come in the order of their names, which does not depend on the file system.
    Hidden files and what is neither file nor folder are passed over; a link to a folder is
    followed unless it leads back. A path that cannot be listed is yielded itself: whoever reads
    it learns the reason.
    """
    return (path for path, _ in _located(paths))


def read_articles(paths: Iterable[Path]) -> Iterator[Article | BadInput]:
    """Yield the article of every file that `find_articles` finds, or why it is none.

    The id of a file in a folder is its path below that folder. A second file with an id that
    was there before is reported: one would take the place of the other.
    """
    first_with: dict[str, Path] = {}
    for path, root in _located(paths):
        try:
            article = read_article(path, root=root)
            first = first_with.setdefault(article.id, path)
            if first != path:
                raise _same_id(path, article.id, first)
        except BadInput as error:
            yield error
        else:
            yield article


def write_article(article: Article, path: Path) -> None:
    """Write an article in the archive's text format, as UTF-8, whole or not at all.

    `read_article` reads it back. Raises WorkbenchError when it cannot be written.
    """
    with atomic_write(path) as file:
        file.writelines(f"{line}\n".encode() for line in article_lines(article))


def article_id(path: Path, root: Path | None = None) -> str:
    """Return the stable name of the article in a file: `2025/liman` for `ROOT/2025/liman.txt`.

    >>> article_id(Path("archive/2025/liman.txt"), Path("archive"))
    '2025/liman'
    """
    if path == STANDARD_STREAM:
        return STANDARD_INPUT_ID
    below = Path(path.name) if root is None else path.relative_to(root)
    return below.with_suffix("").as_posix()


def _plain_lines(path: Path) -> list[str]:
    lines = read_lines(path)
    if not any(line.strip() for line in lines):
        raise BadInput([Problem(str(path), None, "expected text, found an empty file")])
    return lines


def _located(paths: Iterable[Path]) -> Iterator[tuple[Path, Path | None]]:
    """Yield every file once with the folder that its id is counted from."""
    seen: set[Path] = set()
    for path in paths:
        folder = path if path.is_dir() else None
        for file in _below(path, frozenset()) if folder else (path,):
            place = file.resolve()
            if file == STANDARD_STREAM or place not in seen:
                seen.add(place)
                yield file, folder


def _below(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    """Yield the files below a folder; `above` are the folders that led here."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    within = above | {folder.resolve()}
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and path.resolve() not in within:
            yield from _below(path, within)


def _same_id(path: Path, name: str, first: Path) -> BadInput:
    return BadInput(
        [Problem(str(path), None, f"has the id {name!r}, and so has {first}")],
        hint="name the folder that holds both: ids are paths below it",
    )
