"""Who asks, and whether the role allows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from workbench.store.editing_schema import Role
from workbench.ui.api.backend import Backend
from workbench.ui.security import is_on_this_machine

MAY = {
    Role.VIEWER: "read",
    Role.TRANSLATOR: "edit",
    Role.REVIEWER: "review",
    Role.ADMIN: "manage",
}
"""What each role adds to those before it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in.

    Attributes:
        name: As revisions and comments record it.
        role: What the person may do.
        has_account: False on a workspace without accounts.
    """

    name: str
    role: Role
    has_account: bool = True

    @property
    def may(self) -> list[str]:
        """Return what the person may do: read, edit, review, manage."""
        roles = list(Role)
        return [MAY[role] for role in roles[: roles.index(self.role) + 1]]


async def backend_of(request: Request) -> Backend:
    """Return the backend of the application that was asked."""
    backend: Backend = request.app.state.backend
    return backend


Here = Annotated[Backend, Depends(backend_of)]


def person_of(request: Request, backend: Backend) -> Person | None:
    """Return who sent a request, None for nobody we know.

    A session ends with its account, with a new password, and when it expires. A workspace
    without accounts is open on this machine alone.
    """
    session = request.session
    user = backend.users.find(session["user"]) if "user" in session else None
    if user and user.epoch == session.get("epoch"):
        return Person(user.name, user.role)
    if backend.local and is_on_this_machine(request.headers) and not backend.users.any():
        return Person(backend.owner, Role.ADMIN, has_account=False)
    return None


def _needs(role: Role) -> Callable[[Request, Backend], Person]:
    def check(request: Request, backend: Here) -> Person:
        person = person_of(request, backend)
        if person is None:
            raise HTTPException(401, {"what": "you are not signed in", "hint": "sign in, go on"})
        if MAY[role] not in person.may:
            what = f"a {person.role} may not do this; expected a {role}"
            raise HTTPException(403, {"what": what, "hint": "ask whoever runs the workbench"})
        return person

    return check


Viewer = Annotated[Person, Depends(_needs(Role.VIEWER))]
Translator = Annotated[Person, Depends(_needs(Role.TRANSLATOR))]
Reviewer = Annotated[Person, Depends(_needs(Role.REVIEWER))]
Admin = Annotated[Person, Depends(_needs(Role.ADMIN))]
