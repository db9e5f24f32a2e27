"""Accounts: names, roles and passwords, and the secret that signs sessions."""

import re
import secrets as random
from dataclasses import dataclass
from datetime import datetime
from hashlib import scrypt
from hmac import compare_digest

from sqlalchemy import delete, func, insert, select, update

from workbench.errors import NotFound, Refused
from workbench.store.editing_schema import Role, secrets, users
from workbench.store.workspace import Workspace

SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 1000
_NAME = re.compile(r"\w[\w.@-]{0,63}")
_COST = {"n": 2**14, "r": 8, "p": 5}  # OWASP's advice for scrypt with 16 MiB
_NOBODY = f"scrypt$16384$8$5${bytes(16).hex()}${bytes(64).hex()}"  # no password has this hash
_SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class User:
    """An account.

    Attributes:
        name: What the person signs in with.
        role: What the person may do.
        epoch: Rises with every new password; a session of an older one has ended.
        created: UTC.
    """

    name: str
    role: Role
    epoch: int
    created: datetime


class Users:
    """The accounts of a workspace. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def add(self, name: str, role: Role, password: str) -> User:
        """Make an account.

        Raises:
            Refused: The name is taken or not fit, or the password too short or too long.
        """
        if not _NAME.fullmatch(name):
            raise Refused(
                f"{name!r} is no user name", hint="use up to 64 letters, digits and . @ - _"
            )
        password_hash = hashed(password)
        with self._workspace.writing() as connection:
            if connection.scalar(select(users.c.name).where(users.c.name == name)):
                raise Refused(f"there is a user {name!r} already", hint="choose another name")
            user = User(name, role, 1, self._workspace.now())
            row = {"name": name, "role": role, "epoch": 1, "created": user.created}
            connection.execute(insert(users), row | {"password": password_hash})
            return user

    def all(self) -> list[User]:
        """Return every account in order of name."""
        columns = (users.c.name, users.c.role, users.c.epoch, users.c.created)
        with self._workspace.reading() as connection:
            rows = connection.execute(select(*columns).order_by(users.c.name))
            return [User(*row) for row in rows]

    def any(self) -> bool:
        """Return whether there is an account."""
        with self._workspace.reading() as connection:
            return bool(connection.scalar(select(func.count()).select_from(users)))

    def find(self, name: str) -> User | None:
        """Return the account, or None."""
        columns = (users.c.name, users.c.role, users.c.epoch, users.c.created)
        with self._workspace.reading() as connection:
            row = connection.execute(select(*columns).where(users.c.name == name)).one_or_none()
            return User(*row) if row else None

    def signed_in(self, name: str, password: str) -> User | None:
        """Return the account when the password is its own, else None.

        An unknown name takes as long as a wrong password.
        """
        with self._workspace.reading() as connection:
            stored = connection.scalar(select(users.c.password).where(users.c.name == name))
        is_right = matches(password, stored or _NOBODY)
        return self.find(name) if stored and is_right else None

    def set_password(self, name: str, password: str) -> None:
        """Give a new password; every session of the account ends.

        Raises:
            NotFound: There is no such account.
            Refused: The password is too short or too long.
        """
        self._change(name, password=hashed(password), epoch=users.c.epoch + 1)

    def set_role(self, name: str, role: Role) -> None:
        """Give another role, from the next request on. Raises NotFound."""
        self._change(name, role=role)

    def remove(self, name: str) -> None:
        """Remove an account; what the person wrote keeps the name. Raises NotFound."""
        with self._workspace.writing() as connection:
            gone = connection.execute(delete(users).where(users.c.name == name)).rowcount
        _found(name, gone)

    def session_secret(self) -> bytes:
        """Return the 32 random bytes that sign this workspace's sessions, made at first use."""
        value = select(secrets.c.value).where(secrets.c.name == _SESSIONS)
        with self._workspace.reading() as connection:
            known: bytes | None = connection.scalar(value)
        if known:
            return known
        with self._workspace.writing() as connection:
            known = connection.scalar(value)
            if known is None:
                known = random.token_bytes(32)
                connection.execute(insert(secrets), {"name": _SESSIONS, "value": known})
            return known

    def _change(self, name: str, **columns: object) -> None:
        with self._workspace.writing() as connection:
            changed = update(users).where(users.c.name == name).values(**columns)
            count = connection.execute(changed).rowcount
        _found(name, count)


def hashed(password: str) -> str:
    """Return `scrypt$n$r$p$salt$hash` of a password, salted anew each time.

    Raises:
        Refused: It has fewer than 8 or more than 1,000 characters.
    """
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise Refused(
            f"the password has {len(password)} characters; expected "
            f"{SHORTEST_PASSWORD} to {_LONGEST_PASSWORD}"
        )
    salt = random.token_bytes(16)
    cost = "$".join(str(number) for number in _COST.values())
    return f"scrypt${cost}${salt.hex()}${_digest(password, salt, _COST).hex()}"


def matches(password: str, stored: str) -> bool:
    """Return whether `stored` was made from the password, in constant time."""
    _, n, r, p, salt, digest = stored.split("$")
    cost = {"n": int(n), "r": int(r), "p": int(p)}
    return compare_digest(_digest(password, bytes.fromhex(salt), cost), bytes.fromhex(digest))


def _digest(password: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return scrypt(
        password[:_LONGEST_PASSWORD].encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost["n"],
        r=cost["r"],
        p=cost["p"],
        maxmem=64 * 2**20,
    )


def _found(name: str, count: int) -> None:
    if not count:
        raise NotFound(f"there is no user {name!r}", hint="`workbench users list` shows them")
