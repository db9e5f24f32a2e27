"""Programs that have no session: a name and a password with every request."""

import hmac
import secrets
from base64 import b64decode
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from fastapi import HTTPException, Request

from workbench.ui.api.access import Person
from workbench.ui.api.backend import Backend

_MOST_REMEMBERED = 1000


@dataclass
class Keys:
    """Knows who sent `NAME:PASSWORD`.

    Hashing a password takes a tenth of a second by design, too long for every sentence, so keys
    that were right are remembered by a digest of this process alone. A key ends with its account
    and with a new password.
    """

    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _epochs: dict[bytes, int] = field(default_factory=dict)
    _hashing: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(2))

    def person(self, key: str, address: str, backend: Backend) -> Person | None:
        """Return the person, None for a wrong key.

        Raises HTTPException 429 for somebody who guesses.
        """
        name, _, password = key.partition(":")
        digest = hmac.digest(self._secret, key.encode("utf-8", "surrogatepass"), "sha256")
        user = backend.users.find(name)
        if user and self._epochs.get(digest) == user.epoch:
            return Person(user.name, user.role)
        if wait := backend.guesses.wait(address, name):
            told = f"too many wrong keys; try again in {wait} seconds"
            raise HTTPException(429, {"what": told, "hint": ""}, {"Retry-After": str(wait)})
        with self._hashing:
            user = backend.users.signed_in(name, password)
        if user is None:
            backend.guesses.failed(address, name)
            return None
        backend.guesses.passed(address, name)
        if len(self._epochs) >= _MOST_REMEMBERED:
            self._epochs.clear()
        self._epochs[digest] = user.epoch
        return Person(user.name, user.role)


def key_of(request: Request) -> str:
    """Return the key in a request's Authorization header (RFC 7617), "" without one.

    What cannot be read gives ":", which is nobody's key.
    """
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(encoded, validate=True).decode()
    except ValueError:
        return ":"
