"""What people say about a segment."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from workbench.ui.api import answers
from workbench.ui.api.access import Here, Translator, Viewer
from workbench.ui.api.bodies import CommentBody, Number, ResolveBody

router = APIRouter()


@router.get("/segments/{key}/comments")
def of_segment(key: Number, backend: Here, _person: Viewer) -> JSONResponse:
    """Return the comments on a segment, the oldest first."""
    found = [answers.comment(one) for one in backend.comments.of_segment(key)]
    return JSONResponse({"comments": found})


@router.get("/articles/{number}/comments")
def of_article(number: Number, backend: Here, _person: Viewer) -> JSONResponse:
    """Return the comments on an article, open ones first."""
    backend.articles.ids([number])
    found = [answers.comment(one) for one in backend.comments.of_article(number)]
    return JSONResponse({"comments": found})


@router.post("/segments/{key}/comments")
def add(key: Number, body: CommentBody, backend: Here, person: Translator) -> JSONResponse:
    """Say something."""
    comment = backend.comments.add(key, person.name, body.text, body.change_id)
    return JSONResponse(answers.comment(comment), 201)


@router.post("/comments/{number}/resolve")
def resolve(number: Number, body: ResolveBody, backend: Here, person: Translator) -> JSONResponse:
    """Settle a comment, or open it again."""
    comment = backend.comments.resolve(number, person.name, resolved=body.resolved)
    return JSONResponse(answers.comment(comment))
