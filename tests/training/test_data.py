"""What goes into a run: cleaning, pieces, the mixture, the recipe file."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbench.training
from workbench.errors import BadInput
from workbench.training.cleaning import clean_pairs, key
from workbench.training.mixture import EncodedCorpus, Mixture, encode_corpus, padded_length
from workbench.training.pieces import END, TURKISH, UNKNOWN
from workbench.training.recipe import Recipe, TrainingCorpus, read_recipe


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        (("", "Nothing"), "empty"),
        (("  \t ", "Nothing"), "empty"),
        (("Open the file menu", "Open the file menu"), "identical"),
        (("Bəli", "Yes, and there is a great deal more to be said about it."), "ratio"),
        (("Sınaq cümləsi.", "A held-out sentence."), "held out"),
        (("Открыть файл", "Open the file"), "language"),
        (("Faylı açın", "فتح الملف"), "language"),
        (("The state of the art", "State of the art"), "language"),
        (("Fayl menyusunu açın", "Fayl menyusu şəkildə göstərilib"), "language"),
    ],
)
def test_unfit_pairs_are_dropped_with_their_reason(pair, reason):
    cleaned = clean_pairs([pair], held_out={key("Sınaq cümləsi.")})
    assert cleaned.pairs == []
    assert dict(cleaned.dropped) == {reason: 1}


@pytest.mark.parametrize(
    "pair",
    [
        ("AB", "European Union"),
        ("Bakı", "Baku"),
        ("Android", "Android"),
        ("IT adminindən xəbərdarlıqlar", "Alerts from your IT admin"),
        ("“Qobustan” qoruğu", "The “Qobustan” reserve"),
        ("2025", "2025"),
        ("Bu söz rusca «привет» deməkdir", "This word means «привет» in Russian"),
    ],
)
def test_short_names_are_kept(pair):
    assert clean_pairs([pair]).pairs == [pair]


def test_pieces_number_the_specials_as_marian_does(pieces, recipe):
    assert pieces.size == recipe.vocabulary
    assert pieces.pad == recipe.vocabulary - 1
    assert pieces.encode("liman")[-1] == END
    assert pieces.encode("liman", TURKISH)[0] == pieces.tags[TURKISH] == recipe.vocabulary - 2


def test_pieces_come_back_as_text(pieces, corpus):
    for pair in corpus.pairs:
        for side in pair:
            ids = pieces.encode(side)
            assert UNKNOWN not in ids
            assert pieces.decode(ids) == side


def test_encoding_many_is_encoding_each(pieces, corpus):
    sources = [source for source, _ in corpus.pairs]
    each = [pieces.encode(source, TURKISH) for source in sources]
    assert pieces.encode_all(sources, TURKISH) == each


def test_pairs_that_are_too_long_are_left_out_and_counted(pieces):
    corpus = TrainingCorpus("toy", (("liman " * 60, "port"), ("liman", "port")))
    encoded = encode_corpus(corpus, pieces, Recipe(longest=40))
    assert (len(encoded.examples), encoded.too_long) == (1, 1)


examples = st.lists(
    st.tuples(
        st.lists(st.integers(2, 50), min_size=1, max_size=30),
        st.lists(st.integers(2, 50), min_size=1, max_size=30),
    ),
    min_size=1,
    max_size=60,
)


@given(examples, st.integers(0, 3))
def test_a_round_reads_every_example_and_keeps_the_budget(pairs, number):
    mixture = Mixture([EncodedCorpus(TrainingCorpus("toy", ()), pairs, 0)], Recipe(batch_tokens=64))
    batches = mixture.round(number)
    assert sorted(e for batch in batches for e in batch) == sorted(pairs)
    for batch in batches:
        longest = max(len(side) for example in batch for side in example)
        padded = len(batch) * padded_length(longest)
        assert padded <= 64 or len(batch) == 1


def test_a_round_is_the_same_every_time_and_another_round_is_not(encoded, recipe):
    mixture = Mixture([encoded], recipe)
    assert mixture.round(0) == mixture.round(0)
    assert mixture.round(0) != mixture.round(1)


def test_pairs_read_again_are_cut_into_other_pieces_of_the_same_text(encoded, recipe, pieces):
    twice = replace(encoded, corpus=replace(encoded.corpus, weight=2.0, tag=TURKISH))
    mixture = Mixture([twice], replace(recipe, sampling=0.5), pieces)
    drawn = [e for batch in mixture.round(0) for e in batch]
    assert drawn == [e for batch in mixture.round(0) for e in batch]
    texts = Counter((pieces.decode(source), pieces.decode(target)) for source, target in drawn)
    assert texts == Counter(dict.fromkeys(encoded.corpus.pairs, 2))
    assert len({tuple(map(tuple, e)) for e in drawn}) > len(encoded.corpus.pairs)
    again = [source for source, target in drawn if (source, target) not in encoded.examples]
    assert {source[0] for source in again} == {pieces.tags[TURKISH]}


def test_batches_go_on_where_they_were_left(encoded, recipe):
    mixture = Mixture([encoded], recipe)
    batches = mixture.batches()
    read = [next(batches) for _ in range(len(mixture.round(0)) + 3)]
    number, place, _ = read[5]
    again = mixture.batches(number, place)
    assert [next(again) for _ in read[5:]] == read[5:]


def test_a_fractional_weight_reads_a_part(encoded, recipe):
    half = replace(encoded, corpus=replace(encoded.corpus, weight=0.5))
    drawn = [e for batch in Mixture([half], recipe).round(0) for e in batch]
    assert len(drawn) == round(len(encoded.examples) / 2)
    assert len({tuple(map(tuple, e)) for e in drawn}) == len(drawn)


def test_the_shipped_recipe_is_readable_and_names_licences():
    shipped = read_recipe(Path(workbench.training.__file__).parent / "starter.toml")
    assert shipped.recipe.width % shipped.recipe.heads == 0
    assert all(entry.licence for entry in (*shipped.train, *shipped.dev))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[recipe]\nwidht = 256\n", "widht"),
        ("[recipe\n", "not a TOML file"),
        ('[[train]]\nname = "x"\n', "path"),
    ],
)
def test_a_bad_recipe_is_refused_with_its_name(tmp_path, text, expected):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=expected) as caught:
        read_recipe(path)
    assert "mine.toml" in str(caught.value)


def test_a_missing_recipe_is_refused(tmp_path):
    with pytest.raises(BadInput, match="no such recipe"):
        read_recipe(tmp_path / "absent.toml")
