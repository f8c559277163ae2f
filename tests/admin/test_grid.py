"""The grid of an update without JavaScript, and the answers to a page that has it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics import actions, reviewing
from metrics.models import Entry, Figure, Milestone
from metrics.models.bulk import insert

from .. import factories
from .pages import messages_of

INPUT = re.compile(r'<input type="(?:text|hidden)"[^>]*? name="(r[^"]+)" value="([^"]*)"')


@pytest.fixture
def grid(grid_world, client):
    client.force_login(grid_world.editor)
    grid_world.client = client
    grid_world.url = f"/admin/metrics/update/{grid_world.update.pk}/enter/"
    return grid_world


def form_of(response) -> dict:
    """What the browser would send of the rows as they are shown."""
    return dict(INPUT.findall(response.content.decode()))


def prefix_of(form: dict, key: str) -> str:
    return next(name.removesuffix("key") for name, value in form.items() if name.endswith("-key") and value == key)


def test_the_page_lists_rows_with_what_came_before(grid):
    response = grid.client.get(grid.url)
    page = response.content.decode()
    assert "Claims lodged" in page
    assert "900 asylum claims" in page
    assert "All rows cite" in page
    assert form_of(response)["r0-key"] == grid.series


def test_all_changed_rows_are_saved_at_once(grid):
    form = form_of(grid.client.get(grid.url))
    form |= {"r0-words": "1,200 claims", "r1-words": "hundreds of people", "all-period": "2031"}
    response = grid.client.post(grid.url, form, follow=True)
    assert "1 row saved" in messages_of(response)
    assert "1 row is kept as typed" in messages_of(response)
    assert response.redirect_chain[0][0].endswith("?all-period=2031")
    figure = Figure.objects.get(status="draft")
    assert (figure.value, figure.period_as_stated) == (1200, "2031")
    page = response.content.decode()
    assert "hundreds of people" in page
    assert "vague" in page
    assert 'value="2031"' in page


def test_rows_that_were_not_changed_are_left_alone(grid):
    form = form_of(grid.client.get(grid.url))
    grid.save("1,200 claims", period="2031", by=grid.other)
    response = grid.client.post(grid.url, form, follow=True)
    assert "Nothing was changed" in messages_of(response)
    assert Figure.objects.get(status="draft").entered_by == grid.other


def test_a_conflict_is_shown_with_both_and_settled_by_a_button(grid):
    form = form_of(grid.client.get(grid.url))
    grid.save("1,200 claims", period="2031", by=grid.other)
    response = grid.client.post(grid.url, form | {"r0-words": "1,300 claims", "r0-period": "2031"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "ola changed this row meanwhile" in page
    assert "1,200 claims" in page
    shown = form_of(response)
    prefix = prefix_of(shown, grid.series)
    assert shown[f"{prefix}words"] == "1,300 claims"
    again = grid.client.post(grid.url, shown)
    assert "ola changed this row" in again.content.decode(), "nobody chose yet"
    theirs = grid.client.post(grid.url, shown | {f"{prefix}settle": "theirs"}, follow=True)
    assert Figure.objects.get(status="draft").value == 1200
    assert "1,300" not in theirs.content.decode()
    token = re.search(r'value="([0-9a-f]{20})" data-settle="mine"', page)[1]
    grid.client.post(grid.url, shown | {f"{prefix}settle": token})
    assert Figure.objects.get(status="draft").value == 1300


def test_new_rows_without_javascript(grid):
    form = form_of(grid.client.get(f"{grid.url}?add={grid.claims.pk}"))
    assert form["rn0-indicator"] == "Claims lodged"
    form |= {"rn0-place": "Honduras; El Salvador", "rn0-words": "50 claims in 2031"}
    form |= {"rn1-indicator": "Claims", "rn1-place": "Atlantis", "rn1-words": "60 claims"}
    response = grid.client.post(grid.url, form, follow=True)
    assert Figure.objects.get(status="draft").place_key == "HND;SLV"
    assert "Atlantis" in response.content.decode()
    assert Entry.objects.get().place == "Atlantis"


def test_what_was_typed_and_cannot_be_read_is_finished_in_the_form(grid):
    grid.save("hundreds of claims", period="2031", section="Protection")
    page = grid.client.get(grid.url).content.decode()
    link = re.search(r'href="([^"]+/form/\?row=[^"]+)"', page)[1]
    response = grid.client.get(link)
    assert response.status_code == 302
    address = response.headers["Location"]
    form = grid.client.get(address).context["adminform"].form
    assert form["words"].value() == "hundreds of claims"
    assert form["countries"].value() == ["GTM"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "whole_world"}
    saved = grid.client.post(
        address, {**sent, "value": "300", "qualifier": "about", "period_start": "", "period_end": ""}
    )
    assert saved.headers["Location"] == grid.url
    assert Figure.objects.get(status="draft").value == 300
    assert not Entry.objects.exists()


def test_an_update_with_rows_that_are_not_finished_is_not_handed_over(grid):
    grid.save("1,200 claims", period="2031")
    grid.save("hundreds of people", key=grid.of_total)
    submit = f"/admin/metrics/update/{grid.update.pk}/hand-over/"
    response = grid.client.post(submit, follow=True)
    assert "Mend it in the grid" in messages_of(response)
    assert not Figure.objects.filter(status="submitted").exists()
    Entry.objects.all().delete()
    grid.client.post(submit)
    assert Figure.objects.filter(status="submitted").count() == 1


def test_a_reason_for_all_finishes_rows_that_were_shown_unfinished(grid):
    grid.save("950 claims", period="2030")
    form = form_of(grid.client.get(grid.url))
    grid.client.post(grid.url, form)
    assert Entry.objects.exists()
    grid.client.post(grid.url, form | {"all-reason": "Recounted."})
    assert Figure.objects.get(status="draft").supersede_reason == "Recounted."


def test_a_refused_handing_over_comes_back_to_the_grid(grid):
    grid.save("hundreds of claims")
    response = grid.client.post(f"/admin/metrics/update/{grid.update.pk}/hand-over/", {"grid": ""})
    assert response.headers["Location"] == grid.url


def test_under_review_only_what_was_returned_is_changed(grid):
    row = grid.save("1,200 claims", period="2031").row
    open_before = form_of(grid.client.get(grid.url))
    reviewing.hand_over(update=grid.update, by=grid.editor)
    assert "was handed over" in grid.client.get(grid.url).content.decode()
    refused = grid.save("25 people", key=grid.of_total, period="2031")
    assert (refused.outcome, "handed over" in refused.message) == ("refused", True)
    again = grid.client.post(grid.url, open_before | {"r1-words": "25 people"})
    typed = {value for name, value in form_of(again).items() if name.endswith("-words")}
    assert "25 people" in typed, "what was typed is still there"
    assert "was handed over" in messages_of(again)
    actions.return_to_author(statements=[row.figure], by=factories.publisher(), comment="Which?")
    token = grid.row(row.key).token
    assert grid.save("1,300 claims", key=row.key, token=token, period="2031").outcome == "saved"


def test_the_update_leads_to_its_grid(grid):
    change = grid.client.get(f"/admin/metrics/update/{grid.update.pk}/change/").content.decode()
    listed = grid.client.get("/admin/metrics/update/").content.decode()
    assert grid.url in change
    assert grid.url in listed


def test_milestones_are_listed_and_their_form_comes_back(grid):
    factories.milestone(update=grid.update, title="Arrangement signed")
    page = grid.client.get(grid.url).content.decode()
    assert "Arrangement signed" in page
    address = re.search(r'href="(/admin/metrics/milestone/add/[^"]+)"', page)[1].replace("&amp;", "&")
    form = grid.client.get(address).context["adminform"].form
    assert form["update"].value() == str(grid.update.pk)
    sent = {
        "title": "Campaign launched",
        "slug": "campaign",
        "strategy": grid.claims.program.line.strategy_id,
        "source": grid.source.pk,
        "as_stated": "launched a campaign",
        "update": grid.update.pk,
    }
    response = grid.client.post(address, sent)
    assert response.headers["Location"] == grid.url
    assert Milestone.objects.filter(slug="campaign").exists()


def test_a_new_indicator_comes_back_chosen(grid):
    grid.client.force_login(factories.user(role="Administrator"))
    page = grid.client.get(grid.url).content.decode()
    address = re.search(r'href="(/admin/metrics/indicator/add/[^"]+)"', page)[1]
    sent = {
        "name": "Hearings held",
        "slug": "hearings",
        "program": grid.claims.program_id,
        "position": 0,
        "unit": grid.claims.unit_id,
        "accumulation": "snapshot",
        "direction": "neither",
        "frequency": "irregular",
    }
    back = grid.client.post(address, sent).headers["Location"]
    form = form_of(grid.client.get(back))
    assert form["rn0-indicator"] == "Hearings held"


class TestOneRow:
    def save(self, grid, step="save", **sent):
        sent = {"key": grid.series, "token": ".", "source": grid.source.pk, **sent}
        return grid.client.post(f"{grid.url}{step}/", sent)

    def test_saved(self, grid):
        answer = self.save(grid, words="1,200 claims in 2031").json()
        figure = Figure.objects.get(status="draft")
        assert (answer["outcome"], answer["row"]["key"], answer["row"]["state"]) == ("saved", f"f{figure.pk}", "draft")
        assert "1,200 asylum claims" in answer["row"]["html"]

    def test_kept(self, grid):
        answer = self.save(grid, words="hundreds").json()
        assert answer["outcome"] == "kept"
        assert 'data-problem="words"' in answer["row"]["html"]

    def test_conflict(self, grid):
        grid.save("1,200 claims", period="2031", by=grid.other)
        answer = self.save(grid, words="1,300 claims in 2031").json()
        assert answer["outcome"] == "conflict"
        assert "ola changed this row" in answer["row"]["html"]
        assert "1,300 claims" in answer["row"]["html"]
        assert "1,200 claims" in answer["others"][0]["html"]

    def test_parts_come_with_their_rows(self, grid):
        answer = self.save(
            grid, key=grid.of_total, words="25 people: 12 women and 13 men", **{"all-period": "2031"}
        ).json()
        assert len(answer["others"]) == 2

    def test_looking(self, grid):
        answer = self.save(grid, "look", words="1,200 claims in 2031").json()
        assert "1,200 asylum claims" in answer["says"]
        assert not Figure.objects.filter(status="draft").exists()

    @pytest.mark.parametrize("sent", [{"key": "f999"}, {"key": "?"}, {"key": "s:1|x"}, {}])
    @pytest.mark.parametrize("step", ["save", "look"])
    def test_damaged_rows_are_refused_in_words(self, grid, step, sent):
        response = self.save(grid, step, words="5 claims", **({"key": ""} | sent))
        assert response.status_code == 409
        assert response.json()["message"].endswith(".")

    def test_typed_text_is_never_markup(self, grid):
        html = self.save(grid, words="<script>alert(1)</script>").json()["row"]["html"]
        assert "<script>" not in html

    def test_a_row_of_nothing_but_a_key(self, grid):
        assert grid.client.post(f"{grid.url}save/", {"key": "n1"}).json()["outcome"] == "cleared"


@pytest.mark.parametrize("step", ["", "save/", "look/"])
@pytest.mark.parametrize("role", ["Viewer", "Reviewer"])
def test_only_who_enters_figures_may(grid, role, step):
    grid.client.force_login(factories.user(role=role))
    assert grid.client.post(f"{grid.url}{step}", {"key": "n1"}).status_code == 403


def test_who_is_not_logged_in_is_led_to_log_in(grid):
    grid.client.logout()
    response = grid.client.post(f"{grid.url}save/", {"key": "n1", "words": "x"})
    assert response.status_code == 302
    assert "login" in response.headers["Location"]


@pytest.mark.parametrize("page", ["0", "9", "x", "1e3"])
def test_there_is_no_such_page(grid, page):
    assert grid.client.get(f"{grid.url}?page={page}").status_code == 404


def test_an_update_without_a_source_says_what_to_do(grid):
    grid.update.sources.clear()
    assert "It names no source yet" in grid.client.get(grid.url).content.decode()


def queries(grid) -> int:
    grid.client.get(grid.url)
    with CaptureQueriesContext(connection) as captured:
        assert grid.client.get(grid.url).status_code == 200
    return len(captured)


def test_two_hundred_rows_take_no_more_queries_than_a_few(grid):
    grid.save("hundreds of claims")
    for code in ("HND", "SLV"):
        factories.figure(update=grid.update, indicator=grid.claims, countries=(code,))
    few = queries(grid)
    citation = factories.citation(source=grid.source)
    drafts = [
        factories.figure(
            update=grid.update, indicator=factories.indicator(program=grid.claims.program), citation=citation
        )
        for _ in range(120)
    ]
    assert len(drafts) == 120
    insert(
        Entry,
        ("update", "key", "words", "role", "rank", "problems", "version", "saved_by", "saved_at", *EMPTY),
        (
            (
                grid.update.pk,
                f"n{n}",
                "x",
                "actual",
                "preferred",
                "[]",
                1,
                grid.editor.pk,
                "2031-01-01 00:00:00",
                *[""] * 6,
            )
            for n in range(80)
        ),
    )
    assert queries(grid) <= few + 2
    assert few <= 45


EMPTY = ("period", "place", "section", "indicator", "category", "reason")


def test_a_change_of_a_program_s_status_is_a_milestone_of_the_update(grid):
    page = grid.client.get(grid.url).content.decode()
    program = grid.claims.program
    address = re.search(r'href="(/admin/metrics/milestone/add/[^"]+program=\d+)"', page)[1].replace("&amp;", "&")
    form = grid.client.get(address).context["adminform"].form
    assert form["program"].value() == str(program.pk)
    sent = {
        "title": "Asylum support completed",
        "slug": "completed",
        "program": program.pk,
        "program_status": "completed",
        "source": grid.source.pk,
        "as_stated": "completed its work",
        "update": grid.update.pk,
    }
    response = grid.client.post(address, sent)
    assert "needs the program and the day" in str(response.context["adminform"].form.errors)
    grid.client.post(address, {**sent, "starts_on": "2031-10-01"})
    assert "is completed" in grid.client.get(grid.url).content.decode()
    reviewing.hand_over(update=grid.update, by=grid.editor)
    reviewing.publish_update(update=grid.update, by=factories.publisher())
    program.refresh_from_db()
    assert program.status == "completed"
