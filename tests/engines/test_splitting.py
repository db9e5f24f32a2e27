"""Over-long sources: nothing lost, every part fits, borders where a reader would put them."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.engines.splitting import split_long

TEXT = st.text(alphabet="ab ə,;.12–", max_size=200).map(lambda text: " ".join(text.split()))


def pieces(text: str) -> int:
    """Count like a model: two letters a piece, and an end."""
    return sum(-(-len(word) // 2) for word in text.split()) + 1


@given(TEXT.filter(bool), st.integers(2, 30))
def test_nothing_is_lost_and_everything_fits(text, limit):
    parts = split_long(text, pieces, limit)
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert all(part.strip() == part != "" for part in parts)
    assert all(pieces(part) <= limit for part in parts)


def test_a_text_that_fits_is_left_alone():
    assert split_long("Liman açıldı.", pieces, 100) == ["Liman açıldı."]


def test_clauses_are_kept_together():
    text = "Nazir gəldi, iclas başladı; sonra qərar verildi. Hamı getdi."
    assert split_long(text, pieces, 16) == [
        "Nazir gəldi, iclas başladı;",
        "sonra qərar verildi. Hamı getdi.",
    ]


def test_the_points_and_commas_of_numbers_are_no_borders():
    parts = split_long("Qiymət 12.500,75 manat oldu.", pieces, 9)
    assert parts == ["Qiymət 12.500,75", "manat oldu."]


def test_a_megabyte_without_a_space_is_cut_in_reasonable_time():
    asked = 0

    def count(text: str) -> int:
        nonlocal asked
        asked += len(text)
        return len(text) + 1

    parts = split_long("x" * 1_000_000, count, 500)
    assert sum(map(len, parts)) == 1_000_000
    assert asked < 40_000_000
