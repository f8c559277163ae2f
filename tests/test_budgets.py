import json

import pytest
from django.db import connection
from django.http import HttpResponse

from . import budgets


def page_of(count):
    """A stand-in for the test client whose page takes `count` queries."""

    class Client:
        def get(self, url):
            with connection.cursor() as cursor:
                for _ in range(count):
                    cursor.execute("SELECT 1")
            return HttpResponse(url)

    return Client()


@pytest.fixture
def counts(tmp_path, monkeypatch):
    path = tmp_path / "query_counts.json"
    path.write_text(json.dumps({"page": 3}))
    monkeypatch.setattr(budgets, "COUNTS", path)
    monkeypatch.delenv("RECORD_QUERY_COUNTS", raising=False)
    return path


@pytest.mark.django_db
class TestQueryBudget:
    @pytest.mark.parametrize("count", [2, 3])
    def test_a_page_within_its_count_passes_and_returns_its_response(self, counts, count):
        assert budgets.assert_query_budget("page", page_of(count), "/").content == b"/"

    def test_a_page_that_takes_more_than_recorded_fails_and_lists_the_queries(self, counts):
        with pytest.raises(AssertionError, match="page takes 4 queries, 3 are recorded:\nSELECT 1"):
            budgets.assert_query_budget("page", page_of(4), "/")

    def test_a_page_without_a_count_fails_and_says_how_to_record_it(self, counts):
        with pytest.raises(AssertionError, match="RECORD_QUERY_COUNTS=1"):
            budgets.assert_query_budget("other", page_of(1), "/")

    def test_no_page_may_take_more_than_eight_even_while_recording(self, counts, monkeypatch):
        monkeypatch.setenv("RECORD_QUERY_COUNTS", "1")
        with pytest.raises(AssertionError, match="no page may take more than 8"):
            budgets.assert_query_budget("page", page_of(9), "/")

    def test_recording_writes_the_count(self, counts, monkeypatch):
        monkeypatch.setenv("RECORD_QUERY_COUNTS", "1")
        budgets.assert_query_budget("other", page_of(5), "/")
        assert json.loads(counts.read_text()) == {"other": 5, "page": 3}

    def test_a_page_that_fails_is_not_counted(self, counts):
        client = page_of(1)
        client.get = lambda url: HttpResponse(status=404)
        with pytest.raises(AssertionError, match="/gone answers 404"):
            budgets.assert_query_budget("page", client, "/gone")


def test_no_recorded_count_exceeds_the_limit():
    assert all(count <= budgets.MOST for count in json.loads(budgets.COUNTS.read_text(encoding="utf-8")).values())
