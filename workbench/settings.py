"""Settings, read once: defaults, then `workbench.toml`, then `WORKBENCH_...` in the environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast, get_args

from workbench.errors import WorkbenchError

CONFIG_NAME = "workbench.toml"
PREFIX = "WORKBENCH_"
OWN_GLOSSARY = Path("glossary.csv")
Runtime = Literal["ctranslate2", "transformers"]
Terms = Literal["repair", "check"]
Shortlist = Literal["on", "off"]
InsideQuotations = Literal["on", "off"]
_CHOICES = {
    "runtime": get_args(Runtime),
    "terms": get_args(Terms),
    "shortlist": get_args(Shortlist),
    "inside_quotations": get_args(InsideQuotations),
}
_LEAST = {"beam": 1, "threads": 0, "articles_per_batch": 1, "workers": 0, "lock_timeout": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may choose once for all commands; options of a command win over it.

    Attributes:
        engine: Catalogue id, hub id or model folder.
        runtime: `ctranslate2` (fast, int8) or `transformers` (the reference).
        beam: Hypotheses kept while decoding, >= 1.
        shortlist: `off` leaves a model's lexical shortlist aside, as `transformers` always does.
        threads: Processor cores to use; 0 means all of them.
        glossary: Glossary CSV; "" means `glossary.csv` in the folder where a command runs, if there
            is one, else the glossary that ships with the workbench.
        articles_per_batch: Articles translated and saved together, >= 1.
        workers: Such groups in work at the same time; 0 means two here, which share the engine,
            and one a core with Ray, each with an engine of its own.
        lock_timeout: Seconds to wait for another process that writes to the workspace, >= 0.
        terms: `repair` makes drafts obey the glossary, `check` only reports what is wrong.
        inside_quotations: `on` divides a quotation of several sentences that is woven into one as
            well, in every article that is cut from then on.
        cache: Folder for fetched and converted models; "" means the user's cache folder.
    """

    engine: str = "starter"
    runtime: Runtime = "ctranslate2"
    beam: int = 4
    shortlist: Shortlist = "on"
    threads: int = 0
    glossary: str = ""
    articles_per_batch: int = 16
    workers: int = 0
    lock_timeout: int = 30
    terms: Terms = "repair"
    inside_quotations: InsideQuotations = "off"
    cache: str = ""

    @property
    def cores(self) -> int:
        """Return the number of cores to use: of all, those that this process may run on."""
        if self.threads:
            return self.threads
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1

    @property
    def divides_quotations(self) -> bool:
        """Return whether quotations woven into a sentence are divided too."""
        return self.inside_quotations == "on"

    @property
    def glossary_path(self) -> Path:
        """Return the glossary to check against."""
        if self.glossary or OWN_GLOSSARY.exists():
            return self.own_glossary_path
        return shipped("glossaries/news.csv")

    @property
    def own_glossary_path(self) -> Path:
        """Return where changes of the glossary are kept: the shipped one stays as it is."""
        return Path(self.glossary) if self.glossary else OWN_GLOSSARY


def load_settings(
    folder: Path = Path(), environment: Mapping[str, str] | None = None, **options: object
) -> Settings:
    """Return the settings for commands run in `folder`; options that are None count as not given.

    Raises WorkbenchError for an unknown name, a value of the wrong kind, or an unreadable file.
    """
    environment = os.environ if environment is None else environment
    path = Path(environment.get(f"{PREFIX}CONFIG", folder / CONFIG_NAME))
    is_named = f"{PREFIX}CONFIG" in environment
    values: dict[str, object] = dict(_read(path)) if is_named or path.exists() else {}
    for name in (field.name for field in fields(Settings)):
        variable = PREFIX + name.upper()
        if variable in environment:
            values[name] = environment[variable]
    values |= {name: value for name, value in options.items() if value is not None}
    return _checked(values, path)


def decided(environment: Mapping[str, str] | None = None, **options: object) -> dict[str, str]:
    """Return which settings are decided before any other choice, and by what, by name.

    >>> decided({"WORKBENCH_BEAM": "2"}, engine="starter", glossary=None)
    {'beam': 'WORKBENCH_BEAM', 'engine': '--engine'}
    """
    environment = os.environ if environment is None else environment
    variables = {field.name: PREFIX + field.name.upper() for field in fields(Settings)}
    found = {name: variable for name, variable in variables.items() if variable in environment}
    given = (name for name, value in options.items() if value is not None)
    return found | {name: f"--{name.replace('_', '-')}" for name in given}


def shipped(name: str) -> Path:
    """Return a file or folder that comes with the workbench, installed or from a checkout."""
    package = Path(__file__).parent
    installed = package / "shipped" / name
    return installed if installed.exists() else package.parent / name


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WorkbenchError(f"{path}: cannot be read as settings: {error}") from error


def _checked(values: Mapping[str, object], path: Path) -> Settings:
    known = {field.name: type(field.default) for field in fields(Settings)}
    if unknown := sorted(set(values) - set(known)):
        raise WorkbenchError(
            f"{path}: unknown setting {', '.join(unknown)}", hint=f"known are {', '.join(known)}"
        )
    settings = {name: _converted(name, value, known[name]) for name, value in values.items()}
    for name, choices in _CHOICES.items():
        if settings.get(name, choices[0]) not in choices:
            raise WorkbenchError(
                f"unknown {name} {settings[name]!r}; expected {' or '.join(choices)}"
            )
    for name, least in _LEAST.items():
        if cast(int, settings.get(name, least)) < least:
            raise WorkbenchError(f"{name} is {settings[name]}; expected at least {least}")
    return Settings(**cast(dict[str, Any], settings))


def _converted(name: str, value: object, kind: type) -> object:
    """Return the value as that kind; text, as variables are, also where a number is wanted."""
    try:
        converted = kind(value)
    except (TypeError, ValueError, OverflowError):
        converted = None
    is_text = isinstance(value, (str, Path))
    if converted is None or isinstance(value, bool) or not (is_text or converted == value):
        wanted = "a whole number" if kind is int else "text"
        raise WorkbenchError(f"the setting {name} is {value!r}; expected {wanted}")
    return converted
