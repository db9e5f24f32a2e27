"""The words of the interface, one TOML file a language with the same keys in each."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "az")


@cache
def words_of(language: str) -> dict[str, str]:
    """Return every text of the interface in a language: `section.key` -> text.

    A key that ends with `.one` is the form for exactly one.

    >>> words_of("az")["status.confirmed"]
    'Təsdiqlənib'
    """
    text = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{key}": value
        for section, texts in tomllib.loads(text).items()
        for key, value in texts.items()
    }
