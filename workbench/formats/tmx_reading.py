"""Translation units out of any TMX file, whoever wrote it."""

import re
from collections.abc import Iterator
from pathlib import Path

from workbench.formats.articles import article_id
from workbench.formats.columns import spell_moment, unit_of
from workbench.formats.skipping import Skipped
from workbench.formats.tmx_units import LANGUAGE, Element, read_date, texts_of_element
from workbench.formats.tmx_xml import is_entity, line_of, unit_elements
from workbench.model.unit import TranslationUnit

_LANGUAGES = {"az": "az", "aze": "az", "azj": "az", "en": "en", "eng": "en"}
_CODES = frozenset({"bpt", "ept", "it", "ph", "sub", "ut"})


def read_units(path: Path, skipped: Skipped) -> Iterator[TranslationUnit]:
    """Yield the Azerbaijani-English pairs of a TMX file in order.

    Lenient: any version and namespace, UTF-16, `lang` for `xml:lang`, tags such as `az-AZ`,
    `aze` or `AZ`, further languages beside the two, either one as the source. Of several texts
    in a language the first counts. Inline codes are left out, the text around them and in `hi`
    stays. Dates that are none are passed over. Without our own properties a unit is numbered
    within an article that has the file's name, so reading it again gives the same ids.

    A unit without both texts is skipped with its line. A language that is not told or not known
    is never taken for one of the two. Raises BadInput as `unit_elements` does.
    """
    name = article_id(path)
    for number, tu in enumerate(unit_elements(path)):
        try:
            yield unit_of(_texts(tu), name=name, number=number)
        except ValueError as error:
            skipped.add(line_of(tu), str(error))
    skipped.raise_collected()


def language_of(variant: Element) -> str | None:
    """Return `az` or `en`, or None for any other language and for none."""
    return _LANGUAGES.get(re.split("[-_]", _tag(variant).strip().lower())[0])


def text_of(segment: Element) -> str:
    """Return the text of a `seg` without the codes of the original document.

    Raises ValueError for an entity: what it stands for is in a file that is not loaded.
    """
    parts = [segment.text or ""]
    for child in segment:
        if is_entity(child):
            raise ValueError(f"expected text, found the entity {child.text}")
        if _local(child) not in _CODES:
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _texts(tu: Element) -> dict[str, str]:
    variants = _variants(tu)
    properties = dict(texts_of_element(tu))
    told = {
        # Others use names such as x-origin as well, for what they mean by them.
        **(properties if "article" in properties else _authors(variants["en"], tu)),
        "source": _segment(variants["az"]),
        "target": _segment(variants["en"]),
    }
    for column, attribute in (("created", "creationdate"), ("changed", "changedate")):
        date = variants["en"].get(attribute) or tu.get(attribute) or ""
        told[column] = spell_moment(read_date(date))
    for column, language in (("source", "Azerbaijani"), ("target", "English")):
        if not told[column].strip():
            raise ValueError(f"the {language} text is empty")
    return told


def _variants(tu: Element) -> dict[str, Element]:
    variants = list(tu.iterchildren("{*}tuv"))
    by_language: dict[str, Element] = {}
    for variant in variants:
        if language := language_of(variant):
            by_language.setdefault(language, variant)
    if len(by_language) < 2:
        found = ", ".join(_tag(variant) or "no language" for variant in variants) or "no text"
        raise ValueError(f"expected a text in az and one in en, found {found}")
    return by_language


def _segment(variant: Element) -> str:
    segment = next(variant.iterchildren("{*}seg"), None)
    return "" if segment is None else text_of(segment)


def _authors(target: Element, tu: Element) -> dict[str, str]:
    names = (part.get(name) for part in (target, tu) for name in ("changeid", "creationid"))
    return {"translator": next(filter(None, names), "")}


def _tag(variant: Element) -> str:
    return variant.get(LANGUAGE) or variant.get("lang") or ""


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
