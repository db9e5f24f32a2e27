"""From the first version's tables to those of today."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, select

from tests.store.archive import NOON, PORT, article
from workbench.model.unit import Status
from workbench.store import migrations, open_workspace, schema
from workbench.store.memory_matches import MemoryMatches

VERSION_1 = (Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8")
WORDS = {
    "sqlite": {"serial": "INTEGER", "moment": "DATETIME", "by_code_point": ""},
    "postgresql": {
        "serial": "SERIAL",
        "moment": "TIMESTAMP WITH TIME ZONE",
        "by_code_point": 'COLLATE "C"',
    },
}


def engine_at(location: str):
    return create_engine(location if "://" in location else f"sqlite:///{location}")


@pytest.fixture
def version_1(location: str) -> str:
    """A workspace as the first version left it."""
    engine = engine_at(location)
    script = VERSION_1.format(**WORDS[engine.dialect.name])
    if engine.dialect.name == "postgresql":
        script += "; SELECT setval('segments_key_seq', 2)"
    with engine.begin() as connection:
        for statement in filter(str.strip, script.split(";\n")):
            connection.exec_driver_sql(statement)
    engine.dispose()
    return location


def tables(location: str):
    """Return everything that makes the tables what they are, but for the order of columns."""
    engine = engine_at(location)
    inspector = inspect(engine)
    found = {
        name: (
            sorted((one["name"], str(one["type"]), one["nullable"]) for one in columns),
            inspector.get_pk_constraint(name)["constrained_columns"],
            sorted(
                (one["name"] or "", one["column_names"], bool(one["unique"]))
                for one in inspector.get_indexes(name)
            ),
            sorted(one["referred_table"] for one in inspector.get_foreign_keys(name)),
            sorted(one["column_names"] for one in inspector.get_unique_constraints(name)),
        )
        for name in inspector.get_table_names()
        for columns in [inspector.get_columns(name)]
    }
    engine.dispose()
    return found


def test_a_migrated_workspace_has_the_tables_of_a_new_one(version_1):
    with open_workspace(version_1):
        migrated = tables(version_1)
    engine = engine_at(version_1)
    schema.metadata.drop_all(engine)
    engine.dispose()
    with open_workspace(version_1):
        assert tables(version_1) == migrated


def test_everything_in_it_is_still_there(version_1):
    with open_workspace(version_1) as workspace:
        heading, body = workspace.segments("2025/liman")
        assert (heading.target, heading.status, heading.version) == (
            "Port expands", Status.CONFIRMED, 2
        )  # fmt: skip
        assert [one.check_id for one in heading.findings] == ["length", "space"]
        assert heading.changed == datetime(2025, 1, 5, 9, 30, tzinfo=UTC)
        assert [one.target for one in workspace.revisions(heading.key)] == [
            "Port expand", "Port expands"
        ]  # fmt: skip
        assert [segment.key for segment in next(workspace.batches_to_translate(1))] == [body.key]
        workspace.add_article(*article("new", PORT))
        assert workspace.segments("new")[0].key == 3


def test_old_findings_are_ranked(version_1):
    with open_workspace(version_1) as workspace, workspace._database.reading() as connection:
        ranks = select(schema.segments.c.severity).order_by(schema.segments.c.key)
        assert list(connection.scalars(ranks)) == [3, 0]


def test_the_memory_is_indexed(version_1):
    with open_workspace(version_1) as workspace:
        heading = workspace.segments("2025/liman")[0]
        (match,) = MemoryMatches(workspace).matches_of(heading.source)
        assert (match.unit, match.target) == (f"s{heading.key}", "Port expands")


def test_steps_are_recorded_with_their_time(version_1, clock):
    first = {migrations.FIRST: datetime(2025, 1, 5, 8, tzinfo=UTC)}
    with open_workspace(version_1, clock=clock) as workspace:
        assert recorded(workspace) == first | dict.fromkeys(migrations.MIGRATIONS, NOON)
    clock.wait(days=1)
    with open_workspace(version_1, clock=clock) as workspace:
        assert recorded(workspace) == first | dict.fromkeys(migrations.MIGRATIONS, NOON)


def recorded(workspace):
    with workspace._database.reading() as connection:
        return {row.name: row.applied for row in connection.execute(select(schema.migrations))}


def test_a_new_workspace_has_every_step(location, clock):
    with open_workspace(location, clock=clock) as workspace:
        assert recorded(workspace) == dict.fromkeys(
            [migrations.FIRST, *migrations.MIGRATIONS], NOON
        )


def test_a_step_that_fails_leaves_the_step_before(version_1, monkeypatch, everything):
    steps = dict(migrations.MIGRATIONS)

    def power_cut(connection):
        steps["0003 leases"](connection)
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", steps | {"0003 leases": power_cut})
        with pytest.raises(RuntimeError):
            open_workspace(version_1)
    assert "leases" not in tables(version_1)
    assert [row.split("'")[1] for row in everything()["workbench_migrations"]] == [
        migrations.FIRST, "0002 worst severity"
    ]  # fmt: skip
    with open_workspace(version_1) as workspace:
        assert workspace.counts().articles == 1
    assert "leases" in tables(version_1)
