"""Running texts and HTML: everything but the sentences stays."""

import re
import time

import pytest

from workbench.settings import load_settings
from workbench.wiring import Wiring
from workbench.workflows.translate_text import translate_html, translate_texts

ONE = "Bakı limanında yükaşırma artıb."
TWO = "Yeni qatar xətti gələn ay açılacaq."


@pytest.fixture
def drafter(own_settings, tiny_model):
    return Wiring(load_settings(own_settings, {}, engine=str(tiny_model), threads=1)).drafter


@pytest.fixture
def english(drafter):
    """What the engine makes of the two sentences."""
    return [draft.hypothesis.text for draft in drafter.drafts([ONE, TWO])]


def test_the_space_between_sentences_is_kept(drafter, english):
    one, two = english
    texts = [f"  {ONE}   {TWO}\n\n\t{TWO}\r\n", "", " \n ", ONE]
    assert translate_texts(texts, drafter) == [f"  {one}   {two}\n\n\t{two}\r\n", "", " \n ", one]


def test_markup_is_kept_and_text_escaped_anew(drafter, english):
    one, two = english
    page = (
        f'<p class="a">{ONE}</p><!-- {ONE} --><script>if (a < b) {{ "{ONE}" }}</script>\n'
        f"<style>p > a {{}}</style><ul><li>{TWO}</li></ul>"
    )
    expected = (
        f'<p class="a">{one}</p><!-- {ONE} --><script>if (a < b) {{ "{ONE}" }}</script>\n'
        f"<style>p > a {{}}</style><ul><li>{two}</li></ul>"
    )
    assert translate_html([page], drafter) == [expected]


@pytest.mark.parametrize(
    "tag",
    [
        '<img alt="5 > 3" src="liman.jpg">',
        "<a title='Bakı -> London' href=x>",
        '<a title = "<b>" >',
        '<a title="open>',
        '<b">',
        '<a b==">" c="<i>">',
    ],
)
def test_a_tag_ends_where_no_value_goes_on(drafter, english, tag):
    assert translate_html([f"{tag}{ONE}</a>"], drafter) == [f"{tag}{english[0]}</a>"]


def test_entities_are_read_as_the_letters_they_are(drafter, english):
    encoded = "".join(f"&#{ord(letter)};" if letter == "ı" else letter for letter in ONE)
    assert translate_html([f"<i>{encoded}</i>"], drafter) == [f"<i>{english[0]}</i>"]


@pytest.mark.parametrize("page", ["", "<br>", "<", "a < b", "<p", "<!-- open", "&lt;b&gt;"])
def test_odd_pages_stay_whole(drafter, page):
    (translated,) = translate_html([page], drafter)
    assert translated.endswith("<!-- open") == page.endswith("<!-- open")
    assert re.findall(r"<[^<>]*>", translated) == re.findall(r"<[^<>]*>", page)


def test_a_page_of_tags_that_are_never_closed_is_read_in_linear_time(drafter):
    page = "<script " * 12_000
    began = time.monotonic()
    assert translate_html([page, "<!--" * 20_000], drafter) == [page, "<!--" * 20_000]
    assert time.monotonic() - began < 5
