"""The page and the command that compare two copies of a source."""

import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from metrics.archives import attaching
from metrics.reports.versions import Fate, versions
from tests import factories as make
from tests.budgets import assert_query_budget
from tests.worlds.articles import RETURNS, cited

REMARKS = {"source": "remarks", "section": ""}
PAGE = "/sources/article/versions/"


@pytest.fixture
def story(article):
    """One passage of each fate."""
    found = SimpleNamespace(
        changed=cited(article, "over 600 officials", 600, qualifier="more_than"),
        qualifier=cited(article, "100 daily", 100, qualifier="up_to", unit="people-per-day", **REMARKS),
        vanished=cited(article, "three MRCs", 3, unit="centers"),
        same=cited(article, "18,000 H-2B visas", 18_000, unit="visas", section=RETURNS),
        moved=cited(article, "40 mobile units", 40, unit="mobile-units", **REMARKS),
        several=cited(article, "$310 million", 310_000_000, unit="USD", section=""),
        draft=cited(article, "22,308 women", 22_308, section=RETURNS, status="draft"),
    )  # fmt: skip
    milestone = make.citation(source=article.update, section="", as_stated="launched on July 29, 2030")
    make.milestone(citation=milestone, title="The strategy is launched", status="published")
    attaching.attach(article.whole, article.text.encode())
    text = article.text
    for old, new in (
        ("over 600 officials", "over 610 officials"),
        ("we count no more than 100 daily", "we count at least 100 daily"),
        ("The agency opened three\nMRCs and trained", "The agency\ntrained"),
        ("received that status, and 40 mobile units are at work.", "received that status."),
        ("Title 9 –", "Title 8 ended, and 40 mobile units are at work.\n\nTitle 9 –"),
        ("as of May 23rd.", "as of May 23rd.\n\nA new paragraph."),
        ("It will send $310 million", "It will send $310 million, indeed $310 million"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    attaching.attach(article.whole, text.encode())
    return found


def fates(found):
    return {figure.figure_id: passage.fate for passage in found.compared.passages for figure in passage.figures}


def test_each_cited_passage_meets_its_fate_with_what_it_says_now(story):
    found = versions("article", None)
    assert fates(found) == {
        story.changed.pk: Fate.CHANGED,
        story.qualifier.pk: Fate.CHANGED,
        story.vanished.pk: Fate.VANISHED,
        story.same.pk: Fate.SAME,
        story.moved.pk: Fate.MOVED,
        story.several.pk: Fate.SEVERAL,
    }
    by_words = {passage.as_stated: passage for passage in found.compared.passages}
    changed = by_words["over 600 officials"]
    assert (changed.older.marked, changed.newer.marked) == ("over 600 officials", "over 610 officials")
    assert "more than 600 people" in changed.found
    # The words are the same, and what stands before them is not.
    assert by_words["100 daily"].newer.before.endswith("at least ")
    assert by_words["three MRCs"].newer is None
    assert by_words["launched on July 29, 2030"].milestones == ["The strategy is launched"]
    assert "22,308 women" not in by_words
    assert found.compared.counts == {"vanished": 1, "changed": 2, "several": 1, "moved": 1, "same": 2}


def test_a_part_compares_its_own_span(story):
    remarks = versions("remarks", None)
    assert fates(remarks) == {story.qualifier.pk: Fate.CHANGED, story.moved.pk: Fate.MOVED}
    words = " ".join(run.words for difference in remarks.compared.differences for run in difference.runs)
    assert "A new paragraph." in words
    assert "officials" not in words


def test_any_two_copies_are_compared(story, article):
    attaching.attach(article.whole, article.text.encode())
    back = versions("article", None, 2, 3)
    assert fates(back)[story.changed.pk] == Fate.CHANGED
    assert set(fates(versions("article", None, 1, 3)).values()) == {Fate.SAME}
    assert versions("article", None, 1, 3).compared.differences == []


class TestThePage:
    def html(self, client, query="", page=PAGE):
        response = client.get(page + query)
        assert response.status_code == 200
        return response.content.decode()

    def test_it_shows_passages_with_their_figures_and_the_differences(self, story, client):
        html = self.html(client)
        assert "Vanished: 1. Changed: 2. In several places now: 1. Moved: 1. Same: 2." in html
        for figure in (story.changed, story.vanished, story.same, story.moved):
            assert f'href="/figures/{figure.pk}/"' in html
            assert html.count(f'id="passage-{figure.citation_id}"') == 1
        assert "<mark>over 610 officials</mark>" in html
        assert '<del><span class="usa-sr-only" lang="en">Gone: </span>600</del>' in html
        assert '<ins><span class="usa-sr-only" lang="en">New: </span>610</ins>' in html
        chosen = self.html(client, "?from=1&to=2")
        assert html.split('id="passages"')[1].split("</main")[0] == chosen.split('id="passages"')[1].split("</main")[0]

    def test_the_source_and_the_figures_lead_to_it(self, story, client):
        assert f'href="{PAGE}">Compare its 2 copies' in self.html(client, page="/sources/article/")
        figure = self.html(client, page=f"/figures/{story.vanished.pk}/")
        assert f'href="/sources/update/versions/#passage-{story.vanished.citation_id}"' in figure

    def test_a_source_with_one_copy_or_none_says_so(self, article, client):
        assert "No text of this source is archived" in self.html(client)
        attaching.attach(article.whole, article.text.encode())
        assert "nothing to compare" in self.html(client)
        assert "Compare its" not in self.html(client, page="/sources/article/")

    def test_it_shows_copies_of_which_no_passage_is_the_same(self, article, client):
        cited(article, "over 600 officials", 600, qualifier="more_than")
        attaching.attach(article.whole, article.text.encode())
        attaching.attach(article.whole, article.text.replace("over 600", "over 610").encode())
        html = self.html(client)
        assert "Changed: 1." in html
        assert "Passages that are the same" not in html

    def test_as_of_a_day_before_there_is_no_copy(self, story, client):
        assert "No text of this source is archived" in self.html(client, "?as_of=2022-05-01")

    @pytest.mark.parametrize(
        ("query", "status", "words"),
        [
            ("?from=1&to=7", 404, "There is no copy 7"),
            ("?from=0&to=1", 404, "There is no copy 0"),
            ("?from=2&to=1", 404, "Choose an older copy"),
            ("?from=2&to=2", 404, "Choose an older copy"),
            ("?from=x", 400, "no number of a copy"),
            ("?from=-1", 400, "no number of a copy"),
            ("?to=99999999999999999999", 400, "no number of a copy"),
            ("?to=²", 400, "no number of a copy"),
        ],
    )
    def test_a_wrong_address_is_said_in_words(self, story, client, query, status, words):
        response = client.get(PAGE + query)
        assert response.status_code == status
        assert words in response.content.decode()

    def test_an_unknown_source_is_not_found(self, db, client):
        assert client.get("/sources/nowhere/versions/").status_code == 404

    def test_words_of_the_texts_are_escaped(self, db, client):
        source = make.source(slug="hostile")
        attaching.attach(source, b"They say <script>alert(1)</script> and 5 < 6.")
        attaching.attach(source, b"They say <script>alert(2)</script> and 5 < 7.")
        html = self.html(client, page="/sources/hostile/versions/").split("<main", 1)[1]
        assert "<script>" not in html
        assert "alert(2)" in html

    def test_it_takes_its_committed_number_of_queries(self, story, client):
        assert_query_budget("versions", client, PAGE)


class TestTheCommand:
    def run(self, capsys, *arguments):
        try:
            call_command("compare_versions", *arguments)
            code = 0
        except SystemExit as ended:
            code = ended.code
        return capsys.readouterr().out, code

    def test_it_lists_each_passage_and_fails_where_one_is_not_as_it_was(self, story, capsys):
        output, code = self.run(capsys, "article", "--text")
        assert code == 1
        assert f"changed: citation {story.changed.citation_id}, figure {story.changed.pk}: " in output
        assert "“over 610 officials”" in output
        assert "over [-600-] {+610+} officials" in output
        assert output.endswith(
            "Cited passages from copy 1 to copy 2: vanished 1, changed 2, several 1, moved 1, same 2.\n"
        )

    def test_as_json(self, story, capsys):
        output, code = self.run(capsys, "article", "--format", "json")
        answer = json.loads(output)
        assert (code, answer["from"], answer["to"], answer["counts"]["changed"]) == (1, 1, 2, 2)
        (passage,) = [row for row in answer["passages"] if story.changed.pk in row["figures"]]
        assert (passage["fate"], passage["was"], passage["is"]) == (
            "changed",
            "over 600 officials",
            "over 610 officials",
        )
        assert ["new", "610"] in [run for runs in answer["differences"] for run in runs]

    def test_copies_that_agree_pass(self, story, article, capsys):
        attaching.attach(article.whole, article.text.encode())
        assert self.run(capsys, "article", "--from", "1", "--to", "3")[1] == 0

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [(["nowhere"], "no source nowhere"), (["article", "--to", "9"], "no copy 9"), (["alone"], "two are needed")],
    )
    def test_wrong_arguments_say_what_to_do(self, story, arguments, words):
        make.source(slug="alone")
        with pytest.raises(CommandError, match=words):
            call_command("compare_versions", *arguments)
