"""Azerbaijani in Cyrillic letters, and letters that look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.scripts import in_latin, is_cyrillic, is_mixed


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Азәрбајҹан Республикасы", "Azərbaycan Respublikası"),
        ("Ҝәнҹә шәһәриндә Ҹәфәр чалышыр", "Gəncə şəhərində Cəfər çalışır"),
        ("ИЛҺАМ ӘЛИЈЕВ", "İLHAM ƏLİYEV"),
        ("Гарабағ, Өзбәк, үч", "Qarabağ, Özbək, üç"),
        ("B\u0430k\u0131", "Bakı"),
        ("Bakı, 5 km", "Bakı, 5 km"),
        ("союзя", "soюzя"),
    ],
)
def test_in_latin(text: str, latin: str) -> None:
    assert in_latin(text) == latin


@given(st.text() | st.text("абҝәјЩюЯabIİ -'"))
def test_every_letter_keeps_its_place(text: str) -> None:
    assert len(in_latin(text)) == len(text)


def test_words_of_one_script_and_of_two() -> None:
    assert is_cyrillic("Бакы")
    assert not is_cyrillic("B\u0430kı")
    assert is_mixed("B\u0430kı")
    assert not is_mixed("Bakı")
