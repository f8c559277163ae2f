"""The figures of the strategy, found as a reader would look for them."""

import datetime as dt

import pytest

from metrics.reports.search import report

from .test_figures import exact, found

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("seeded")
class TestTheStrategy:
    """The figures as they are seeded."""

    def words(self, text, day=None) -> list[str]:
        return [f"{row.words}, {row.indicator_name}" for row in report(text, day).figures.exact]

    @pytest.mark.parametrize("text", ["37806", "37,806", "37.806", "37 806", "granted 37,806", "37.806 personas"])
    def test_a_count_in_any_form(self, text):
        assert self.words(text) == ["37,806 people, People granted asylum"]

    @pytest.mark.parametrize(
        "text", ["$310M", "310 million", "310 millones", "US$310 million", "310,000,000", "310000000"]
    )
    def test_an_amount_in_any_form(self, text):
        assert [words.split(",")[0] for words in self.words(text)] == ["$310 million"]

    def test_one_value_of_two_things_finds_both(self):
        assert self.words("18,000") == [
            "18,000 visas, Supplemental H-2B visas",
            "18,000 requests, Agricultural labor migration requests processed",
        ]
        assert self.words("18,000 visas") == ["18,000 visas, Supplemental H-2B visas"]
        assert self.words("18.000 solicitudes Costa Rica") == [
            "18,000 requests, Agricultural labor migration requests processed"
        ]

    def test_the_qualifier_that_was_typed_comes_first(self):
        assert self.words("about $1.2 billion")[0].startswith("about $1.2 billion")
        assert self.words("$1.2 billion")[0].startswith("$1.2 billion")

    def test_words_find_what_is_measured_in_the_places_that_they_name(self):
        figures = report("asilo México", None).figures.stated
        assert {row.place for row in figures} == {"Mexico"}
        assert {row.indicator_slug for row in figures} >= {"asylum-applications"}

    def test_nothing_stood_before_the_update(self):
        assert found("37806", dt.date(2022, 4, 19)) == []
        assert found("asylum", dt.date(2022, 4, 19)) == []
        assert exact("37806", dt.date(2022, 4, 20)) == exact("37806")
