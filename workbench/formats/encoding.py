"""From the bytes of an input file to text: encodings, line ends, and what is no text at all."""

import codecs
import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from workbench.errors import BadInput, Problem

STANDARD_STREAM = Path("-")
"""Names standard input where a file is read, standard output where one is written."""

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read as a whole."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16 LE, so it is asked for first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)
_GZIP = b"\x1f\x8b"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_AS_TEXT = "save it as UTF-8 text"
_SAMPLE = 4096


def decode(content: bytes, name: str) -> str:
    r"""Return the text of a file that is UTF-8, UTF-16 or UTF-32.

    A byte order mark decides and is taken off. Without one, UTF-16 is recognised where every
    second byte of the beginning says so; everything else must be UTF-8. Line ends, composition
    and stray control characters are left as they are.

    Raises BadInput, naming the file `name`, for a binary file or another encoding. Old eight-bit
    code pages are not guessed: they would turn letters into other letters.

    >>> decode("Bakı".encode("utf-16"), "a.txt"), decode(b"\xef\xbb\xbfBak\xc4\xb1", "a.txt")
    ('Bakı', 'Bakı')
    """
    for beginning, kind in _FOREIGN:
        if content.startswith(beginning):
            raise _refusal(name, None, f"expected text, found {kind}")
    encoding, length = encoding_of(content[:_SAMPLE])
    try:
        text = content[length:].decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and b"\0" in content:
            raise _refusal(name, None, "expected text, found a binary file") from error
        line = content.count(b"\n", 0, length + error.start) + 1
        raise _refusal(name, line, _not_in(encoding, error)) from error
    if _is_binary(text):
        raise _refusal(name, None, "expected text, found a binary file")
    return text


def encoding_of(beginning: bytes) -> tuple[str, int]:
    """Return the encoding that the first bytes of a file speak of, and the length of its mark.

    >>> encoding_of("Bakı limanı".encode("utf-16-be"))
    ('utf-16-be', 0)
    """
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding, len(mark)
    units = len(beginning) // 2
    high, low = beginning[: units * 2 : 2].count(0), beginning[1 : units * 2 : 2].count(0)
    if low * 2 > units and not high:
        return "utf-16-le", 0
    if high * 2 > units and not low:
        return "utf-16-be", 0
    return "utf-8", 0


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text without their ends: LF, CRLF or CR.

    An end at the end opens no further line. Other characters that Unicode calls line ends
    (U+2028, form feed) are kept: they stand inside paragraphs.

    >>> split_lines("bir\r\n\niki\r")
    ['bir', '', 'iki']
    """
    lines = _LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def read_text(path: Path) -> str:
    """Return the whole text of a file, or of standard input for `-`; gzip is unpacked.

    Raises BadInput for a file that is missing, unreadable, binary, or over 64 MiB.
    """
    with opened(path) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _refusal(str(path), None, f"expected at most {LARGEST // 2**20} MiB of text")
    return decode(content, str(path))


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    r"""Yield the lines of a file with their numbers from 1, holding one line at a time.

    A line ends with LF or CRLF; the end is taken off. Raises BadInput as `read_text` does, with
    the number of the line that cannot be decoded.
    """
    with opened(path) as file:
        encoding, length = encoding_of(file.peek(_SAMPLE)[:_SAMPLE])
        file.read(length)
        lines = file if encoding == "utf-8" else _recoded(file, encoding)
        number = 0
        try:
            for number, line in enumerate(lines, start=1):
                yield number, line.decode().removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError as error:
            # UTF-16 is decoded in blocks, so the fault lies somewhere below the last good line.
            line_number = number + (encoding != "utf-8")
            raise _refusal(str(path), line_number, _not_in(encoding, error)) from error


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """Open a file for reading bytes; `-` is standard input, gzip is unpacked on the way.

    Raises BadInput, also from within the block, when it cannot be opened or read.
    """
    try:
        if path == STANDARD_STREAM:
            with _standard_input() as file:
                yield _unpacked(file)
        else:
            with path.open("rb") as file:
                yield _unpacked(file)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput([Problem(str(path), None, _reason(error))]) from error


@contextmanager
def _standard_input() -> Iterator[io.BufferedReader]:
    file = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
    try:
        yield cast(io.BufferedReader, file)
    finally:
        file.detach()  # otherwise standard input would be closed with it


def _unpacked(file: io.BufferedReader) -> io.BufferedReader:
    if file.peek(len(_GZIP)).startswith(_GZIP):
        return cast(io.BufferedReader, gzip.GzipFile(fileobj=file))
    return file


def _reason(error: OSError | EOFError | zlib.error) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError):
        return "expected a file, found a folder"
    told = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read: {told or error}"


def _recoded(file: io.BufferedReader, encoding: str) -> Iterator[bytes]:
    text = io.TextIOWrapper(file, encoding=encoding, newline="\n")
    try:
        for line in text:
            yield line.encode()
    finally:
        text.detach()


def _is_binary(text: str) -> bool:
    if "\0" in text:
        return True
    return len(_CONTROL.findall(text)) * 100 > len(text)


def _not_in(encoding: str, error: UnicodeDecodeError) -> str:
    found = error.object[error.start]
    return f"expected UTF-8 or UTF-16, found a byte 0x{found:02x} that is not {encoding.upper()}"


def _refusal(name: str, line: int | None, what: str) -> BadInput:
    return BadInput([Problem(name, line, what)], hint=_AS_TEXT)
