"""Bare pairs out of any file."""

import pytest

from tests.formats.bitexts import BARE, FULL
from workbench.errors import BadInput
from workbench.formats.bitext import FORMATS
from workbench.formats.pairs import read_pairs

PAIRS = [(FULL.source, FULL.target), ("bir\tiki\\", "one\ntwo")]


@pytest.mark.parametrize("suffix", [".tmx", ".tsv", ".jsonl", ".tsv.gz"])
def test_pairs_of_our_own_files(suffix, tmp_path):
    path = tmp_path / f"news{suffix}"
    (bitext,) = (bitext for bitext in FORMATS if bitext.suffix in suffix)
    units = [
        type(BARE)(article="a", paragraph=1, index=0, source=source, target=target)
        for source, target in PAIRS
    ]
    bitext.write(units, path)
    assert list(read_pairs(path)) == PAIRS


def test_two_bare_columns_are_taken_as_they_stand(tmp_path):
    path = tmp_path / "public.tsv"
    path.write_text("Fayl\tC:\\new\n\nBəli.\tYes.\n", encoding="utf-8")
    assert list(read_pairs(path)) == [("Fayl", "C:\\new"), ("Bəli.", "Yes.")]
    path.write_text("Bəli.\tYes.\nYox.\nYox.\tNo.\t1\n", encoding="utf-8")
    reading = read_pairs(path)
    assert next(reading) == ("Bəli.", "Yes.")
    with pytest.raises(BadInput) as caught:
        next(reading)
    assert [problem.line for problem in caught.value.problems] == [2, 3]
