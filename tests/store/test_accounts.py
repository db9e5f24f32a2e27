import pytest

from workbench.errors import NotFound, Refused
from workbench.store.editing_schema import Role
from workbench.store.users import Users, hashed, matches
from workbench.store.workspace import Workspace

PASSWORD = "xəzər dənizi"  # noqa: S105 - of nobody


@pytest.fixture
def users(workspace: Workspace) -> Users:
    return Users(workspace)


def test_an_account_and_its_password(users: Users):
    assert not users.any()
    made = users.add("aysel", Role.TRANSLATOR, PASSWORD)
    assert users.any()
    assert users.signed_in("aysel", PASSWORD) == made == users.find("aysel")
    assert users.signed_in("aysel", "wrong") is None
    assert users.signed_in("Aysel", PASSWORD) is None
    assert users.signed_in("nobody", PASSWORD) is None


def test_names_come_in_order(users: Users):
    for name in ("murad", "Əli", "aysel@example.az"):
        users.add(name, Role.VIEWER, PASSWORD)
    assert [user.name for user in users.all()] == ["aysel@example.az", "murad", "Əli"]


@pytest.mark.parametrize("name", ["", " ", "a b", "-a", "x" * 65, "a\n", "a/b", "<b>"])
def test_names_that_are_none(users: Users, name: str):
    with pytest.raises(Refused):
        users.add(name, Role.VIEWER, PASSWORD)
    assert not users.any()


@pytest.mark.parametrize("password", ["", "1234567", "x" * 1001])
def test_passwords_that_are_too_short_or_too_long(users: Users, password: str):
    with pytest.raises(Refused, match="8 to 1000"):
        users.add("aysel", Role.VIEWER, password)


def test_a_name_is_taken_once(users: Users):
    users.add("aysel", Role.VIEWER, PASSWORD)
    with pytest.raises(Refused, match="already"):
        users.add("aysel", Role.ADMIN, PASSWORD)


def test_changes(users: Users):
    first = users.add("aysel", Role.VIEWER, PASSWORD)
    users.set_role("aysel", Role.ADMIN)
    users.set_password("aysel", "another password")
    changed = users.signed_in("aysel", "another password")
    assert changed is not None
    assert (changed.role, changed.epoch) == (Role.ADMIN, first.epoch + 1)
    users.remove("aysel")
    for change in (
        lambda: users.remove("aysel"),
        lambda: users.set_role("aysel", Role.ADMIN),
        lambda: users.set_password("aysel", PASSWORD),
    ):
        with pytest.raises(NotFound):
            change()


def test_the_secret_of_sessions_stays(users: Users):
    secret = users.session_secret()
    assert len(secret) == 32
    assert users.session_secret() == secret


def test_two_hashes_of_one_password_differ():
    one, other = hashed(PASSWORD), hashed(PASSWORD)
    assert one != other
    assert PASSWORD not in one
    assert matches(PASSWORD, one)
    assert not matches(PASSWORD[:-1], one)
