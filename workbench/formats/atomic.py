"""Files are written whole or not at all."""

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from workbench.errors import WorkbenchError
from workbench.formats.encoding import STANDARD_STREAM

Check = Callable[[Path], None]
"""Looks at a file that is complete but not yet in its place, and raises when it must not be."""


@contextmanager
def atomic_write(path: Path, check: Check | None = None) -> Iterator[BinaryIO]:
    """Open `path` for writing bytes; at the end of the block they are there, all or none.

    They go to a hidden temporary file in the same folder, which is flushed to the disk, looked
    at by `check`, and renamed. When the block or the check raises, the temporary file is removed
    and an older file of that name stays as it was; it also stays when the process is killed. An
    older file's permissions are kept, and a link goes on pointing to the file it names.

    `-` is standard output; with a check, nothing appears there before the check has passed.
    Devices and pipes are written directly.

    Raises WorkbenchError when the bytes cannot be written, such as on a full disk. A reader of
    standard output that has gone away stays a BrokenPipeError: that is no fault of the output.
    """
    try:
        if path == STANDARD_STREAM:
            with _standard_output(check) as file:
                yield file
        elif path.exists() and not path.is_file():
            with path.open("wb") as file:
                yield file
        else:
            with _replacement(path.resolve(), check) as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WorkbenchError(
            f"{path}: cannot be written: {error.strerror or error}",
            hint="a file that was there before is unchanged",
        ) from error


@contextmanager
def _replacement(path: Path, check: Check | None) -> Iterator[BinaryIO]:
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if check:
            check(temporary)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


@contextmanager
def _standard_output(check: Check | None) -> Iterator[BinaryIO]:
    sys.stdout.flush()
    output = sys.stdout.buffer
    if check is None:
        yield output
    else:
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder) / "output"
            with whole.open("wb") as file:
                yield file
            check(whole)
            with whole.open("rb") as file:
                shutil.copyfileobj(file, output)
    output.flush()


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do so."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
