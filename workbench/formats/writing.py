"""Line by line or element by element into a file that is written whole."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from workbench.formats.atomic import Check, atomic_write


def write_lines(path: Path, lines: Iterable[str], *, heading: str = "") -> int:
    """Write a heading and lines, whole or not at all; return how many lines follow the heading.

    UTF-8, LF at the end of every line. Raises WorkbenchError like `atomic_write`.
    """
    count = 0
    with packed(path) as file:
        if heading:
            file.write(heading.encode() + b"\n")
        for line in lines:
            file.write(line.encode() + b"\n")
            count += 1
    return count


@contextmanager
def packed(path: Path, check: Check | None = None) -> Iterator[BinaryIO]:
    """Open a file as `atomic_write` does; a name that ends in `.gz` is compressed on the way.

    The same bytes give the same file: neither name nor moment is noted in it.
    """
    with atomic_write(path, check) as file:
        if path.suffix.lower() != ".gz":
            yield file
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as archive:
            yield cast(BinaryIO, archive)
