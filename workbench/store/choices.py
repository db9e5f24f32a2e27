"""Settings chosen for this workspace, by name; they come with it wherever it is opened."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from workbench.store.editing_schema import choices
from workbench.store.workspace import Workspace


class Choices:
    """Reading and writing what was chosen. Each method is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self) -> dict[str, str]:
        """Return what was chosen, by the name of the setting."""
        with self._workspace.reading() as connection:
            rows = connection.execute(select(choices.c.name, choices.c.value))
            return {row.name: row.value for row in rows}

    def keep(self, chosen: Mapping[str, str]) -> None:
        """Keep choices in the place of older ones; "" takes one back."""
        rows = [{"name": name, "value": value} for name, value in chosen.items() if value]
        with self._workspace.writing() as connection:
            connection.execute(delete(choices).where(choices.c.name.in_(chosen)))
            if rows:
                connection.execute(insert(choices), rows)
