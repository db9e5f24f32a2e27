"""A language of ten words, its translations, and a recipe that learns it in seconds."""

import itertools

import pytest

from workbench.training.mixture import EncodedCorpus, encode_corpus
from workbench.training.pieces import Pieces, train_pieces
from workbench.training.recipe import Recipe, TrainingCorpus

SUBJECTS = {"liman": "the port", "qatar": "the train", "bələdiyyə": "the council"}
PLACES = {"Bakıda": "in Baku", "Gəncədə": "in Ganja", "Şəkidə": "in Shaki"}
VERBS = {"açılıb": "has opened", "tikilir": "is being built", "bağlanıb": "has closed"}


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    return Recipe(
        vocabulary=50,
        width=32,
        feed_forward=64,
        heads=2,
        encoder_layers=2,
        decoder_layers=1,
        dropout=0.0,
        batch_tokens=160,
        learning_rate=4e-3,
        warm_up=30,
        average_decay=0.9,
        longest=40,
    )


@pytest.fixture(scope="session")
def corpus() -> TrainingCorpus:
    triples = itertools.product(PLACES.items(), SUBJECTS.items(), VERBS.items())
    pairs = tuple(
        (f"{place} {subject} {verb}.", f"{thing.capitalize()} {done} {where}.")
        for (place, where), (subject, thing), (verb, done) in triples
    )
    return TrainingCorpus("toy", pairs, weight=4.0)


@pytest.fixture(scope="session")
def pieces(corpus, recipe) -> Pieces:
    return train_pieces((side for _ in range(5) for pair in corpus.pairs for side in pair), recipe)


@pytest.fixture(scope="session")
def encoded(corpus, pieces, recipe) -> EncodedCorpus:
    return encode_corpus(corpus, pieces, recipe)
