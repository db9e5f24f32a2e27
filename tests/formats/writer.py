"""A process that writes a bitext, to be run by path and killed, or to run out of room.

slow PATH        writes a unit, says so, and waits for the end that comes from outside
limited PATH     may write files of 64 KiB only, and prints the error it meets
"""

import resource
import sys
import time
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.formats.bitext import format_for
from workbench.model.unit import TranslationUnit


def units(count):
    for index in range(count):
        text = f"Liman {index} açılıb. " * 40
        yield TranslationUnit(article="a", paragraph=1, index=index, source=text, target=text)


def slow(path):
    def waiting():
        yield from units(100)
        print("written", flush=True)
        time.sleep(600)

    format_for(path).write(waiting(), path)


def limited(path):
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, 2**16))
    try:
        format_for(path).write(units(1000), path)
    except WorkbenchError as error:
        print(error)


if __name__ == "__main__":
    {"slow": slow, "limited": limited}[sys.argv[1]](Path(sys.argv[2]))
