"""`workbench users`: who may sign in to the browser workbench."""

import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from workbench.cli.console import say, wiring, workspace_option
from workbench.store.editing_schema import Role

if TYPE_CHECKING:
    from workbench.store.workspace import Workspace

role_option = click.option(
    "--role",
    type=click.Choice([str(role) for role in Role]),
    default=str(Role.TRANSLATOR),
    show_default=True,
    help="viewer reads; translator edits; reviewer also reviews, edits memory and glossary; "
    "admin also deletes articles.",
)


@click.group("users")
def users_command() -> None:
    """Add, list and remove accounts of a workspace, and give new passwords.

    A password is asked for twice; without a terminal it is the first line of standard input.
    """


@users_command.command("add")
@click.argument("name")
@role_option
@workspace_option
def add_command(name: str, *, role: str, workspace: str) -> None:
    """Make the account NAME. It can be used at once, also by a running server."""
    from workbench.store.users import Users

    password = _password()
    with _opened(workspace) as opened:
        Users(opened).add(name, Role(role), password)
    say(f"{name} may sign in as {role}")


@users_command.command("list")
@workspace_option
def list_command(*, workspace: str) -> None:
    """List names, roles and days of creation, separated by tabs."""
    from workbench.store.users import Users

    with _opened(workspace) as opened:
        for user in Users(opened).all():
            click.echo(f"{user.name}\t{user.role}\t{user.created:%Y-%m-%d}")


@users_command.command("passwd")
@click.argument("name")
@workspace_option
def passwd_command(name: str, *, workspace: str) -> None:
    """Give NAME a new password; who is signed in under it has to sign in again."""
    from workbench.store.users import Users

    password = _password()
    with _opened(workspace) as opened:
        Users(opened).set_password(name, password)
    say(f"{name} has a new password")


@users_command.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice([str(role) for role in Role]))
@workspace_option
def role_command(name: str, role: str, *, workspace: str) -> None:
    """Give NAME another role, from the next click on."""
    from workbench.store.users import Users

    with _opened(workspace) as opened:
        Users(opened).set_role(name, Role(role))
    say(f"{name} is {role} now")


@users_command.command("remove")
@click.argument("name")
@workspace_option
def remove_command(name: str, *, workspace: str) -> None:
    """Remove the account NAME; what the person wrote stays, under that name."""
    from workbench.store.users import Users

    with _opened(workspace) as opened:
        Users(opened).remove(name)
    say(f"{name} can sign in no more")


def _opened(workspace: str) -> "AbstractContextManager[Workspace]":
    from workbench.store import open_workspace

    return open_workspace(workspace, lock_timeout=wiring().settings.lock_timeout)


def _password() -> str:
    if sys.stdin.isatty():
        password: str = click.prompt(
            "Password", hide_input=True, confirmation_prompt=True, err=True
        )
        return password
    return sys.stdin.readline().rstrip("\r\n")
