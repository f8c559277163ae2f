"""The scores of the corpus may rise and not fall."""

import pytest

from tests.intake.corpus_files import entries
from tests.intake.score import FIELDS, SPLITS, Score, score_entry, total


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    scored = [(entry, score_entry(entry)) for entry in entries()]
    return {split: total(score for entry, score in scored if entry.split == split) for split in SPLITS}


def test_the_corpus_is_large_enough():
    languages = [entry.language for entry in entries()]
    assert (languages.count("en") >= 15, languages.count("es") >= 10) == (True, True)


@pytest.mark.parametrize(
    ("split", "field", "recall", "precision"),
    [
        ("development", "value", 0.99, 0.99),
        ("development", "qualifier", 0.99, 0.99),
        ("development", "unit", 0.99, 0.99),
        ("development", "countries", 0.99, 0.98),
        ("development", "period", 0.99, 0.99),
        ("development", "all", 0.97, 0.97),
        ("test", "value", 0.99, 0.99),
        ("test", "qualifier", 0.99, 0.99),
        ("test", "unit", 0.98, 0.98),
        ("test", "countries", 0.98, 0.97),
        ("test", "period", 0.96, 0.96),
        ("test", "all", 0.93, 0.93),
    ],
)
def test_scores(scores, split, field, recall, precision):
    assert scores[split].recall(field) >= recall
    assert scores[split].precision(field) >= precision
    assert set(FIELDS) < set(scores[split].gold)
