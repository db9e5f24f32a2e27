"""A process that works on a workspace, to be run by path and killed.

translate LOCATION SECONDS    translates groups of two articles, waiting that long before each save
half-save LOCATION            stops for good between two statements of saving a group
type LOCATION KEY             saves one post-edit after the other and prints each version saved
import LOCATION               opens the workspace when a line comes and imports an article
"""

import os
import sys
import time
from collections.abc import Callable
from itertools import count

from sqlalchemy import Engine, event

from tests.store.archive import PORT, article, translated
from workbench.model.unit import Status
from workbench.store import PostEdit, open_workspace


def say(line: object) -> None:
    print(line, flush=True)


def translate(location: str, seconds: str) -> None:
    with open_workspace(location) as workspace:
        for group in workspace.batches_to_translate(2, worker=str(os.getpid())):
            say(" ".join(str(segment.key) for segment in group))
            time.sleep(float(seconds))
            workspace.save_hypotheses(translated(segment) for segment in group)


def half_save(location: str) -> None:
    def stop(*arguments):
        if arguments[2].startswith("INSERT INTO revisions"):
            say("half")
            time.sleep(600)

    event.listen(Engine, "before_cursor_execute", stop)
    translate(location, "0")


def type_on(location: str, key: str) -> None:
    with open_workspace(location) as workspace:
        for version in count():
            edit = PostEdit(
                target=f"text {version + 1}", status=Status.DRAFT, version=version, user="aysel"
            )
            say(workspace.save_post_edit(int(key), edit).version)


def import_one(location: str) -> None:
    say("ready")
    sys.stdin.readline()
    with open_workspace(location) as workspace:
        workspace.add_article(*article(str(os.getpid()), PORT))


if __name__ == "__main__":
    verbs: dict[str, Callable[..., None]] = {
        "translate": translate,
        "half-save": half_save,
        "type": type_on,
        "import": import_one,
    }
    verbs[sys.argv[1]](*sys.argv[2:])
