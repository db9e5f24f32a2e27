"""Where settings come from, which wins, and what is refused."""

import os
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.settings import Settings, load_settings, shipped


def written(folder, text):
    (folder / "workbench.toml").write_text(text, encoding="utf-8")
    return folder


def test_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(tmp_path, {}) == Settings()
    assert Settings().glossary_path == shipped("glossaries/news.csv")
    assert Settings().glossary_path.exists()


def test_a_glossary_in_the_folder_is_taken_before_the_shipped_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Settings().own_glossary_path == Path("glossary.csv")
    Path("glossary.csv").touch()
    assert Settings().glossary_path == Path("glossary.csv")
    named = Settings(glossary="ours.csv")
    assert named.glossary_path == named.own_glossary_path == Path("ours.csv")


def test_options_win_over_the_environment_and_that_over_the_file(tmp_path):
    written(tmp_path, 'engine = "a"\nbeam = 2\nthreads = 3\n')
    environment = {"WORKBENCH_ENGINE": "b", "WORKBENCH_BEAM": "5"}
    settings = load_settings(tmp_path, environment, engine="c", beam=None)
    assert (settings.engine, settings.beam, settings.threads) == ("c", 5, 3)


def test_another_file_can_be_named(tmp_path):
    other = tmp_path / "other.toml"
    other.write_text("beam = 1\n", encoding="utf-8")
    assert load_settings(tmp_path, {"WORKBENCH_CONFIG": str(other)}).beam == 1


def test_a_file_that_is_named_and_not_there_is_told(tmp_path):
    with pytest.raises(WorkbenchError, match=r"nowhere\.toml: cannot be read as settings"):
        load_settings(tmp_path, {"WORKBENCH_CONFIG": str(tmp_path / "nowhere.toml")})


def test_all_cores_unless_some_are_named():
    assert Settings(threads=3).cores == 3
    assert 1 <= Settings().cores <= (os.cpu_count() or 1)


WRONG = {
    "unknown name": ("beams = 4", "unknown setting beams"),
    "no number": ('beam = "four"', "the setting beam is 'four'; expected a whole number"),
    "half a number": ("beam = 1.5", "the setting beam is 1.5; expected a whole number"),
    "yes or no": ("workers = true", "the setting workers is True; expected a whole number"),
    "endless": ("lock_timeout = inf", "the setting lock_timeout is inf; expected a whole number"),
    "no text": ("cache = 5", "the setting cache is 5; expected text"),
    "too small": ("beam = 0", "beam is 0; expected at least 1"),
    "negative": ("lock_timeout = -1", "lock_timeout is -1; expected at least 0"),
    "no such runtime": ('runtime = "cuda"', "unknown runtime 'cuda'"),
    "neither on nor off": ('inside_quotations = "yes"', "unknown inside_quotations 'yes'"),
    "no such rule": ('terms = "ignore"', "unknown terms 'ignore'"),
    "no TOML": ("beam = = 4", "workbench.toml: cannot be read as settings"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_makes_no_sense_is_refused(tmp_path, kind):
    text, what = WRONG[kind]
    with pytest.raises(WorkbenchError) as error:
        load_settings(written(tmp_path, text), {})
    assert what in error.value.what
