"""Bars on a terminal, lines for programs, and signals."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import ARTICLE
from workbench.cli.progress import JsonFollower, stopping


def test_bars_are_drawn_on_a_terminal_and_nowhere_else(folder, tiny_model):
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = ["batch", "a.txt", "-w", "news.db", "--engine", str(tiny_model)]
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", *command],
        stderr=theirs,
        stdout=subprocess.PIPE,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(theirs)
        shown = b""
        while part := read(ours):
            shown += part
        assert process.communicate()[0] == b""
    assert process.returncode == 0
    text = shown.decode()
    for words in ("Importing", "Translating", "segments", "Articles", "1 added"):
        assert words in text


def read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_lines_come_at_most_once_a_second(capsys):
    began = time.monotonic()
    with stopping() as stop, JsonFollower(stop).translating(1000) as watch:
        for _ in range(1000):
            watch.progress(1)
    lines = capsys.readouterr().out.splitlines()
    assert 2 <= len(lines) <= 2 + time.monotonic() - began  # the first, the last, and seconds
    assert '"done": 1000, "total": 1000' in lines[-1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_the_second_ends(number, capsys):
    before = signal.getsignal(number)
    with stopping() as stop:
        os.kill(os.getpid(), number)
        assert stop.is_set()
        assert "Stopping after the work in hand" in capsys.readouterr().err
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert signal.getsignal(number) is before
