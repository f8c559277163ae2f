"""The page on which an update is reviewed: what stands on it, what its buttons do, and who may press them."""

import re

import pytest
from django.urls import reverse

from metrics import actions, reviewing
from metrics.models import Figure, Mention, Step
from metrics.reports.missing import last_update, missing_from
from metrics.reports.review import how_far

from .. import factories
from ..budgets import queries_of
from .pages import address, messages_of

pytestmark = pytest.mark.django_db

# A reviewer's page looks at everything at once; the rules alone take a third of them.
MOST_QUERIES = 44
ROLES = ["Viewer", "Editor", "Reviewer", "Administrator", "superuser"]


def page_of(update) -> str:
    return reverse("admin:metrics_update_review", args=[update.pk])


def row_of(statement) -> str:
    noun = statement._meta.model_name
    return reverse("admin:metrics_update_review_row", args=[statement.update_id, noun, statement.pk])


def kinds(update) -> list[str]:
    return list(Step.objects.filter(update=update).values_list("kind", flat=True))


@pytest.fixture
def round_(db):
    """An update that is handed over: two figures and a milestone of the author."""
    update = factories.update()
    factories.figure(update=update, value=120, indicator=factories.indicator(name="Asylum claims"))
    factories.figure(update=update, indicator=factories.indicator(name="Visas"))
    factories.milestone(update=update, title="Arrangement signed")
    reviewing.hand_over(update=update, by=factories.author())
    update.refresh_from_db()
    return update


class TestWhatStandsOnIt:
    def test_each_figure_beside_its_words_and_what_came_before(self, client_of, round_):
        figure = round_.figures.get(indicator__name="Asylum claims")
        factories.published(indicator=figure.indicator, value=100, period=2020, update=factories.update())
        page = client_of("Reviewer").get(page_of(round_)).content.decode()
        text = " ".join(re.sub(r"<[^>]+>", "", page).split())
        assert "100 people (2020) → 120 people: up by 20 people (20 percent)" in text
        assert "Update › Guatemala" in text
        assert "Arrangement signed" in text
        assert "3 under review, 0 of them accepted" in text

    def test_the_passage_of_the_archived_text(self, client_of):
        source = factories.source()
        factories.archive(source=source, text="In that year more than 100 people came to the center.")
        figure = factories.figure(
            citation=factories.citation(source=source, section="", as_stated="more than 100 people"),
            qualifier="more_than",
            status="submitted",
        )
        page = client_of("Reviewer").get(page_of(figure.update)).content.decode()
        assert "In that year <mark>more than 100 people</mark> came to the center." in page
        assert "Verified" in page

    def test_a_failing_citation_is_overridden_with_what_was_typed(self, client_of):
        source = factories.source()
        factories.archive(source=source)
        figure = factories.figure(
            citation=factories.citation(source=source, as_stated="words that stand nowhere"), status="submitted"
        )
        client = client_of("Reviewer")
        assert "Override the check" in client.get(page_of(figure.update)).content.decode()
        client.post(row_of(figure), {"do": "override", "text": "The scan lacks that page."})
        figure.refresh_from_db()
        assert figure.override_reason == "The scan lacks that page."
        assert "The scan lacks that page." in client.get(page_of(figure.update)).content.decode()

    def test_a_correction_with_what_it_replaces_and_why(self, client_of):
        wrong = factories.published(value=100)
        factories.correction(of=wrong, value=110, status="submitted", reason="A misprint.")
        page = client_of("Reviewer").get(page_of(wrong.update)).content.decode()
        assert "Because: A misprint." in page
        assert "up by 10 people" in page

    def test_rivals_and_findings(self, client_of):
        rival = factories.published(value=100, period=2021)
        figure = factories.figure(indicator=rival.indicator, value=5000, period=2021, rank="normal", status="submitted")
        page = client_of("Reviewer").get(page_of(figure.update)).content.decode()
        assert "Rival" in page
        assert address(rival) in page
        assert "What does not fit" in page

    def test_what_the_last_update_had_and_this_one_has_not(self, client_of, round_):
        last = factories.update(title="The one before")
        gone = factories.published(update=last, indicator=factories.indicator(name="Beds"))
        here = round_.figures.first()
        factories.published(update=last, indicator=here.indicator, period=2020)
        due = factories.published(indicator=factories.indicator(name="Calls", frequency="monthly"), update=last)
        found = missing_from(round_, last_update(round_))
        assert [(each.figure, each.was_in_last) for each in found] == [(gone, True), (due, True)]
        page = client_of("Reviewer").get(page_of(round_)).content.decode()
        assert "Missing since the last update" in page
        assert "The one before" in page

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ((100, "exact"), (120, "exact"), "up by 20 people (20 percent)"),
            ((100, "exact"), (100, "exact"), "the same"),
            ((100, "exact"), (130, "more_than"), "up by more than 30 people (more than 30 percent)"),
            ((100, "at_least"), (90, "exact"), "down by at least 10 people (at least 10 percent)"),
            ((100, "more_than"), (50, "more_than"), "it cannot be told whether it rose or fell"),
            ((100, "about"), (101, "exact"), "it cannot be told whether it rose or fell"),
            ((0, "exact"), (7, "exact"), "up by 7 people"),
            ((100, "exact"), (100, "more_than"), "up"),
            ((100, "exact"), (None, "exact"), ""),
        ],
    )
    def test_the_difference_keeps_the_qualifiers(self, old, new, said):
        before = factories.figure(value=old[0], qualifier=old[1])
        missing = "" if new[0] is not None else "unknown"
        after = factories.figure(value=new[0], qualifier=new[1], missing=missing)
        before, after = Figure.objects.get(pk=before.pk), Figure.objects.get(pk=after.pk)
        assert how_far(after, before) == said

    @pytest.mark.parametrize("query", ["?page=x", "?page=0", "?page=2", f"?page={'9' * 30}"])
    def test_a_page_that_there_is_not(self, client_of, round_, query):
        assert client_of("Reviewer").get(page_of(round_) + query).status_code == 404

    def test_two_hundred_rows_cost_no_more_queries_than_two(self, client_of):
        update, indicator = factories.update(), factories.indicator()
        source = factories.source()
        factories.archive(source=source, text="That year 100 people came.")
        citation = factories.citation(source=source, section="", as_stated="100 people")
        client = client_of("Reviewer")

        def fill(years):
            drafts = [
                factories.figure(update=update, indicator=indicator, period=year, citation=citation) for year in years
            ]
            actions.submit(statements=drafts, by=factories.author())

        fill(range(1800, 1802))
        few = len(queries_of(client, page_of(update))[0])
        fill(range(1802, 2000))
        every = queries_of(client, page_of(update))[0]
        assert len(every) <= few <= MOST_QUERIES, f"{few} queries for two rows, {len(every)} for 200"
        assert client.get(page_of(update)).content.count(b'class="module judged') == 200


class TestJudging:
    def test_a_row_is_accepted_and_the_mark_taken_off(self, client_of, round_):
        figure = round_.figures.first()
        client = client_of("Reviewer")
        response = client.post(row_of(figure), {"do": "accept", "next": "figure-7"})
        assert response.headers["Location"] == f"{page_of(round_)}#figure-7"
        figure.refresh_from_db()
        assert figure.accepted_by is not None
        assert b"1 of them accepted" in client.get(page_of(round_)).content
        client.post(row_of(figure), {"do": "reconsider"})
        figure.refresh_from_db()
        assert figure.accepted_by is None
        assert kinds(round_)[-2:] == ["accepted", "reconsidered"]

    def test_the_mark_goes_when_the_row_goes_back(self, client_of, round_):
        figure = round_.figures.first()
        client = client_of("Reviewer")
        client.post(row_of(figure), {"do": "accept"})
        client.post(row_of(figure), {"do": "return", "text": "The unit is another."})
        figure.refresh_from_db()
        assert (figure.status, figure.accepted_by, figure.accepted_at) == ("draft", None, None)
        assert "The unit is another." in client.get(page_of(round_)).content.decode()

    def test_returning_asks_for_words_and_keeps_what_was_typed(self, client_of, round_):
        figure = round_.figures.first()
        client = client_of("Reviewer")
        page = client.post(row_of(figure), {"do": "return", "text": " "})
        assert page.status_code == 400
        assert "say what has to be mended" in page.content.decode()
        page = client.post(row_of(figure), {"do": "return", "text": "Look at it, @nobody."})
        assert "@nobody: nobody of this user name can see this" in page.content.decode()
        assert "Look at it, @nobody.</textarea>" in page.content.decode()
        figure.refresh_from_db()
        assert figure.status == "submitted"

    def test_the_author_answers_mends_and_submits_again(self, client, client_of, round_):
        figure, author = round_.figures.first(), factories.user(role="Editor", username="ana")
        actions.return_to_author(statements=[figure], by=factories.publisher(), comment="Look again, @ana.")
        Figure.objects.filter(pk=figure.pk).update(entered_by=author)
        client.force_login(author)
        assert "Look again, @ana." in client.get(page_of(round_)).content.decode()
        client.post(row_of(figure), {"do": "comment", "text": "It says so on page 2."})
        client.post(row_of(figure), {"do": "submit", "text": "Mended."})
        figure.refresh_from_db()
        assert figure.status == "submitted"
        said = Step.objects.filter(figure=figure, kind="answered").values_list("text", flat=True)
        assert list(said) == ["It says so on page 2.", "Mended."]
        assert [mention.person for mention in Mention.objects.all()] == [author]
        others = [row.status for row in round_.figures.exclude(pk=figure.pk)]
        assert others == ["submitted"]

    def test_a_comment_on_the_whole(self, client_of, round_):
        client = client_of("Editor")
        comment = reverse("admin:metrics_update_comment", args=[round_.pk])
        assert client.post(comment, {"text": ""}).status_code == 400
        assert client.post(comment, {"text": "<b>Thank you</b>"}).status_code == 302
        assert "&lt;b&gt;Thank you" in client.get(page_of(round_)).content.decode()

    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_does_what_it_may(self, client_of, round_, role):
        client = client_of(role)
        reviews = role in {"Reviewer", "Administrator", "superuser"}
        figure = round_.figures.first()
        assert client.get(page_of(round_)).status_code == 200
        for do, may in {
            "accept": reviews,
            "reconsider": reviews,
            "comment": role != "Viewer",
            "return": role != "Viewer",
            "override": reviews,
            "submit": role not in {"Viewer", "Reviewer"},
        }.items():
            found = client.post(row_of(figure), {"do": do, "text": "So."}).status_code
            assert (found != 403) == may, do
        publish = reverse("admin:metrics_update_review_publish", args=[round_.pk])
        assert client.post(publish, {"_all": "1"}).status_code == (302 if reviews else 403)
        figure.refresh_from_db()
        assert figure.status != "published", "nobody saw what was to be published"

    def test_nothing_else_is_done(self, client_of, round_):
        figure, client = round_.figures.first(), client_of("superuser")
        assert client.post(row_of(figure), {"do": "delete"}).status_code == 404
        assert client.post(row_of(figure), {}).status_code == 404
        assert client.get(row_of(figure)).status_code == 405
        assert client.post(row_of(figure).replace("/figure/", "/user/"), {"do": "accept"}).status_code == 404
        elsewhere = factories.figure(update=factories.update())
        wrong = reverse("admin:metrics_update_review_row", args=[round_.pk, "figure", elsewhere.pk])
        assert client.post(wrong, {"do": "accept"}).status_code == 404

    @pytest.mark.parametrize("after", ["//evil.example", "figure-x", "user-1", "javascript:1"])
    def test_where_it_goes_on_is_a_row_of_the_page(self, client_of, round_, after):
        figure = round_.figures.first()
        response = client_of("Reviewer").post(row_of(figure), {"do": "accept", "next": after})
        assert response.headers["Location"] == f"{page_of(round_)}#figure-{figure.pk}"


class TestPublishing:
    def publish(self, client, update, button, **changes):
        page = client.get(page_of(update)).context
        sent = {"seen": page["seen"], "seen_accepted": page["seen_accepted"], button: "1", **changes}
        return client.post(reverse("admin:metrics_update_review_publish", args=[update.pk]), sent, follow=True)

    def test_the_accepted_are_published_and_the_rest_waits(self, client_of, round_):
        client, figure = client_of("Reviewer"), round_.figures.first()
        client.post(row_of(figure), {"do": "accept"})
        response = self.publish(client, round_, "_accepted")
        assert "1 statement of" in messages_of(response)
        round_.refresh_from_db()
        assert round_.is_frozen
        assert sorted(row.status for row in round_.figures.all()) == ["published", "submitted"]

    def test_two_are_returned_and_the_rest_is_published_then_the_two(self, client_of, round_):
        client = client_of("Reviewer")
        figures, milestone = list(round_.figures.all()), round_.milestones.get()
        for row in (figures[0], milestone):
            client.post(row_of(row), {"do": "return", "text": "Which year?"})
        self.publish(client, round_, "_all")
        round_.refresh_from_db()
        assert not round_.is_frozen, "it is open for what was returned"
        actions.submit(statements=[figures[0], milestone], by=factories.author())
        self.publish(client, round_, "_all")
        assert {row.status for row in [*round_.figures.all(), *round_.milestones.all()]} == {"published"}
        assert kinds(round_) == [
            *["submitted"] * 3,
            "handed_over",
            "returned",
            "returned",
            "published",
            *["submitted"] * 2,
            *["published"] * 2,
        ]

    def test_what_was_not_seen_is_not_published(self, client_of, round_):
        client = client_of("Reviewer")
        response = self.publish(client, round_, "_all", seen="0" * 32)
        assert "has changed since this page was made" in messages_of(response)
        assert not round_.figures.filter(status="published").exists()

    def test_nobody_publishes_what_they_entered(self, client, round_):
        both = factories.user(role="Administrator")
        own = factories.figure(entered_by=both, status="submitted", update=factories.update())
        client.force_login(both)
        page = client.get(page_of(own.update)).content.decode()
        assert "is your own" in page
        assert 'value="accept"' not in page
        response = self.publish(client, own.update, "_all")
        assert "You entered it yourself" in messages_of(response) or "you entered it yourself" in messages_of(response)
        client.post(row_of(own), {"do": "accept"})
        own.refresh_from_db()
        assert (own.status, own.accepted_by) == ("submitted", None)
