"""Drafts are submitted, returned and published, and what is published is corrected or withdrawn: by whom, and how."""

from decimal import Decimal
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from metrics import actions, importing, withdrawing
from metrics.models import Citation, Figure, Milestone, Update

from .. import factories
from .pages import ADD, address, errors_of, messages_of

pytestmark = pytest.mark.django_db

ROLES = ["Viewer", "Editor", "Reviewer", "Administrator", "superuser"]
MAKE = {"figure": factories.figure, "milestone": factories.milestone}
# Step, status before, status after, roles that may.
STEPS = [
    ("submit_for_review", "submit", "draft", "submitted", {"Editor", "Administrator", "superuser"}),
    ("publish", "publish", "submitted", "published", {"Reviewer", "Administrator", "superuser"}),
]


def changelist(statement) -> str:
    return f"/admin/metrics/{statement._meta.model_name}/"


def act(client, action, *statements):
    return client.post(
        changelist(statements[0]),
        {"action": action, "_selected_action": [statement.pk for statement in statements]},
        follow=True,
    )


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("action", "step", "before", "after", "allowed"), STEPS, ids=[step[1] for step in STEPS])
def test_each_role_takes_the_steps_it_may(client_of, noun, role, action, step, before, after, allowed):
    client = client_of(role)
    for take in (
        lambda statement: act(client, action, statement),
        lambda statement: client.post(address(statement, step)),
    ):
        statement = MAKE[noun](status=before)
        take(statement)
        statement.refresh_from_db()
        assert statement.status == (after if role in allowed else before)


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("role", ROLES)
def test_a_reviewer_returns_with_words_and_an_author_takes_back(client, db, noun, role):
    person = factories.user(superuser=True) if role == "superuser" else factories.user(role=role)
    client.force_login(person)
    own, other = MAKE[noun](status="submitted", entered_by=person), MAKE[noun](status="submitted")
    for statement in (own, other):
        client.post(address(statement, "return"), {"reason": "The section is another."})
        statement.refresh_from_db()
    assert own.status == ("submitted" if role == "Viewer" else "draft")
    assert other.status == ("draft" if role in {"Reviewer", "Administrator", "superuser"} else "submitted")
    said = list(other.steps.filter(kind="returned").values_list("text", flat=True))
    assert said == (["The section is another."] if other.status == "draft" else [])


def test_nothing_is_returned_without_words(client_of):
    statement = factories.figure(status="submitted")
    client = client_of("Reviewer")
    page = client.post(address(statement, "return"), {"reason": " "}).content.decode()
    assert "Say what has to be mended" in page
    response = act(client, "return_to_author", statement)
    assert "say what has to be mended" in messages_of(response)
    statement.refresh_from_db()
    assert statement.status == "submitted"


@pytest.mark.parametrize("noun", MAKE)
class TestWithdrawing:
    """One proposes it with the reason, another confirms or declines it."""

    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_proposes_where_it_may_and_withdraws_nothing_alone(self, client_of, noun, role):
        row, client = MAKE[noun](status="published"), client_of(role)
        assert client.get(address(row, "withdraw")).status_code == (403 if role == "Viewer" else 200)
        for sent in ({"reason": "It was never measured."}, {"reason": "", "do": "confirm"}):
            client.post(address(row, "withdraw"), sent)
        row.refresh_from_db()
        assert row.status == "published"
        assert row.steps.filter(kind="proposed").count() == (0 if role == "Viewer" else 1)

    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_confirms_where_it_may(self, client_of, noun, role):
        row = MAKE[noun](status="published")
        withdrawing.propose(statement=row, by=factories.author(), reason="It was never measured.")
        client = client_of(role)
        page = client.get(address(row, "withdraw")).content.decode()
        allowed = role in {"Reviewer", "Administrator", "superuser"}
        assert ("It was never measured." in page) == (role != "Viewer")
        assert ("Withdraw it</button>" in page) == allowed
        client.post(address(row, "withdraw"), {"reason": "", "do": "confirm"})
        row.refresh_from_db()
        assert row.status == ("withdrawn" if allowed else "published")
        assert row.ended_reason == ("It was never measured." if allowed else "")

    def test_it_is_declined_with_a_reason_and_may_be_proposed_again(self, client_of, noun):
        row = MAKE[noun](status="published")
        withdrawing.propose(statement=row, by=factories.author(), reason="It was never measured.")
        client = client_of("Reviewer")
        response = client.post(address(row, "withdraw"), {"reason": " ", "do": "decline"})
        assert "Say why it stays." in response.content.decode()
        assert response.status_code == 400
        client.post(address(row, "withdraw"), {"reason": "The ministry says so.", "do": "decline"})
        row.refresh_from_db()
        assert row.status == "published"
        kinds = [step.kind for step in row.steps.all()]
        assert kinds[-2:] == ["proposed", "declined"]
        client.post(address(row, "withdraw"), {"reason": "Now it is refuted."})
        assert row.steps.last().kind == "proposed"
        review = client.get(f"/admin/metrics/update/{row.update_id}/review/").content.decode()
        assert "Now it is refuted." in review
        assert address(row, "withdraw") in review

    def test_a_correction_settles_a_proposal(self, noun):
        row = MAKE[noun](status="published")
        withdrawing.propose(statement=row, by=factories.author(), reason="It was never measured.")
        type(row).objects.filter(pk=row.pk).update(
            status="superseded", ended_by=factories.publisher(), ended_at=timezone.now(), ended_reason="Corrected."
        )
        row.refresh_from_db()
        with pytest.raises(ValidationError, match="nobody proposes to withdraw it"):
            withdrawing.confirm(statement=row, by=factories.publisher())


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_the_forms_it_may(client_of, role):
    client = client_of(role)
    edits = role in {"Editor", "Administrator", "superuser"}
    administers = role in {"Administrator", "superuser"}
    assert client.get(ADD).status_code == (200 if edits else 403)
    assert client.post("/admin/metrics/figure/understand/", {}).status_code == (200 if edits else 403)
    assert client.get("/admin/metrics/figure/").status_code == 200
    assert client.get("/admin/metrics/indicator/add/").status_code == (200 if administers else 403)
    assert client.get("/admin/auth/user/").status_code == (200 if administers else 403)
    assert client.get("/admin/auth/group/").status_code == (200 if administers else 403)


def test_the_understand_view_is_for_staff(client, db):
    assert client.post("/admin/metrics/figure/understand/", {}).status_code == 302
    client.force_login(factories.user())
    assert client.post("/admin/metrics/figure/understand/", {}).status_code == 302


@pytest.mark.parametrize("step", ["submit", "publish"])
def test_steps_are_post_only(client_of, step):
    statement = factories.figure(status="draft" if step == "submit" else "submitted")
    before = statement.status
    assert client_of("superuser").get(address(statement, step)).status_code == 405
    statement.refresh_from_db()
    assert statement.status == before


@pytest.mark.parametrize("role", ["Administrator", "superuser"])
@pytest.mark.parametrize("noun", MAKE)
def test_nobody_publishes_their_own(client, db, role, noun):
    author = factories.user(superuser=True) if role == "superuser" else factories.user(role=role)
    client.force_login(author)
    statement = MAKE[noun](status="submitted", entered_by=author)
    response = act(client, "publish", statement)
    assert "Ask a colleague to publish it" in messages_of(response)
    client.post(address(statement, "publish"))
    statement.refresh_from_db()
    assert statement.status == "submitted"
    if noun == "figure":
        page = client.get(address(statement)).content.decode()
        assert "You entered it yourself. Ask a colleague to publish it." in page
        assert address(statement, "publish") not in page


def test_publishing_is_all_or_nothing(client_of):
    ready, draft = factories.figure(status="submitted"), factories.figure()
    response = act(client_of("Reviewer"), "publish", ready, draft)
    assert "Submit it first" in messages_of(response)
    ready.refresh_from_db()
    assert ready.status == "submitted"


def test_a_new_update_opens_its_grid(client_of):
    data = {"title": "Update of May 2022", "slug": "may-2022", "period_start": "", "period_end": "", "note": ""}
    response = client_of("Editor").post("/admin/metrics/update/add/", data, follow=True)
    update = Update.objects.get(slug="may-2022")
    assert response.redirect_chain[-1][0] == f"/admin/metrics/update/{update.pk}/enter/"
    assert "is open. Enter its figures here." in messages_of(response)
    response = client_of("Editor").post("/admin/metrics/update/add/", {**data, "slug": "again", "_addanother": ""})
    assert response.url == "/admin/metrics/update/add/"


def test_an_update_says_what_it_holds_and_leads_to_its_review(client_of):
    update = factories.update()
    factories.figure(update=update, status="submitted")
    page = client_of("Reviewer").get(address(update)).content.decode()
    assert "1 submitted figure" in page
    assert f"/admin/metrics/update/{update.pk}/review/" in page
    page = client_of("Administrator").get(address(update)).content.decode()
    assert page.index('name="_save"') < page.index(f"/admin/metrics/update/{update.pk}/review/"), "Enter saves"


class TestHandingOver:
    def test_an_update_is_handed_over_whole_and_takes_nothing_more_in(self, desk):
        own, other = factories.figure(update=desk.update, entered_by=desk.editor), factories.figure(update=desk.update)
        milestone = factories.milestone(update=desk.update)
        assert "Hand over for review" in desk.client.get(address(desk.update)).content.decode()
        response = desk.client.post(address(desk.update, "hand_over"), follow=True)
        assert "3 statements" in messages_of(response)
        for row in (own, other, milestone):
            row.refresh_from_db()
            assert row.status == "submitted"
        page = desk.client.get(address(desk.update)).content.decode()
        assert "was handed over for review by" in page
        assert "Take it back" in page
        for gone in ('name="_save"', "Read a document", "Import a spreadsheet", "Hand over for review"):
            assert gone not in page
        assert "Take it back first" in str(errors_of(desk.enter())["update"])
        response = desk.client.get(f"/admin/metrics/update/{desk.update.pk}/import/", follow=True)
        assert "Take it back first" in messages_of(response)

    def test_taken_back_it_is_open_again(self, desk):
        figure = factories.figure(update=desk.update)
        desk.client.post(address(desk.update, "hand_over"))
        desk.client.post(address(desk.update, "take_back"))
        figure.refresh_from_db()
        assert figure.status == "draft"
        assert desk.enter().status_code == 302

    def test_what_is_returned_is_mended_and_submitted_while_the_rest_waits(self, desk):
        figure, other = (factories.figure(update=desk.update, entered_by=desk.editor) for _ in range(2))
        desk.client.post(address(desk.update, "hand_over"))
        response = desk.client.post(address(figure, "return"), follow=True)
        assert "Ask a reviewer to return it" in messages_of(response)
        actions.return_to_author(statements=[figure], by=factories.publisher(), comment="Which?")
        assert desk.client.get(address(figure)).context["adminform"].form.fields["value"]
        desk.client.post(address(figure, "submit"))
        for row in (figure, other):
            row.refresh_from_db()
            assert row.status == "submitted"

    def test_publication_of_the_last_one_opens_it(self, desk, client_of):
        figure, other = factories.figure(update=desk.update), factories.figure(update=desk.update)
        desk.client.post(address(desk.update, "hand_over"))
        client = client_of("Reviewer")
        for row, is_frozen in ((figure, True), (other, False)):
            client.post(address(row, "publish"))
            desk.update.refresh_from_db()
            assert desk.update.is_frozen is is_frozen

    @pytest.mark.parametrize("is_empty", [True, False])
    def test_what_cannot_be_handed_over_says_why(self, desk, is_empty):
        if not is_empty:
            factories.figure(update=desk.update)
            desk.client.post(address(desk.update, "hand_over"))
        response = desk.client.post(address(desk.update, "hand_over"), follow=True)
        assert ("Enter figures first" if is_empty else "handed over already") in messages_of(response)
        if is_empty:
            response = desk.client.post(address(desk.update, "take_back"), follow=True)
            assert "it is open" in messages_of(response)

    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_hands_over_and_takes_back_where_it_may(self, client_of, role):
        update = factories.figure().update
        client = client_of(role)
        enters = role in {"Editor", "Administrator", "superuser"}
        assert client.post(address(update, "hand_over")).status_code == (302 if enters else 403)
        assert client.post(address(update, "take_back")).status_code == (302 if role != "Viewer" else 403)
        assert client.get(address(update, "hand_over")).status_code == (405 if role else 0)

    def test_a_file_that_was_checked_before_is_not_written_after(self, desk):
        factories.figure(update=desk.update)
        desk.client.post(address(desk.update, "hand_over"))
        checked = mock.Mock(to_write=[mock.Mock(held=None, stated=None)])
        with pytest.raises(ValidationError, match="Nothing was written"):
            importing.write(checked, desk.update, desk.editor, frozenset())


def test_who_opened_an_update_is_set(client, editor):
    client.force_login(editor)
    client.post("/admin/metrics/update/add/", {"title": "November", "slug": "november", "note": ""})
    assert Update.objects.get(slug="november").opened_by == editor


def test_save_and_submit(desk):
    desk.enter(_submit="1")
    figure = Figure.objects.get()
    assert (figure.status, figure.submitted_by) == ("submitted", desk.editor)


# --- Deleting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_the_delete_action_leaves_what_is_published(client_of, noun, status):
    client = client_of("superuser")
    kept, draft = MAKE[noun](status=status), MAKE[noun]()
    response = client.post(
        changelist(kept),
        {"action": "delete_selected", "_selected_action": [kept.pk, draft.pk], "post": "yes"},
        follow=True,
    )
    assert "Nothing was deleted" in messages_of(response)
    assert "correct or withdraw it instead" in messages_of(response)
    assert type(kept).objects.count() == 2
    assert client.post(address(kept, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(("role", "own", "gone"), [("Editor", True, True), ("Editor", False, False)])
def test_drafts_are_deleted_by_their_author(client, db, role, own, gone):
    person = factories.user(role=role)
    client.force_login(person)
    draft = factories.figure(entered_by=person if own else factories.author())
    client.post(address(draft, "delete"), {"post": "yes"})
    assert Figure.objects.exists() != gone


def test_an_administrator_deletes_drafts_of_others(client_of):
    draft = factories.figure()
    response = client_of("Administrator").post(
        changelist(draft), {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}, follow=True
    )
    assert not Figure.objects.exists(), messages_of(response)


def test_an_editor_may_not_choose_drafts_of_others_for_deletion(client_of):
    draft = factories.figure()
    response = client_of("Editor").post(
        changelist(draft), {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}, follow=True
    )
    assert "Ask its author or an administrator" in messages_of(response)


def test_a_citation_that_something_published_rests_on_stays(client_of):
    figure = factories.published()
    client = client_of("superuser")
    response = client.post(
        "/admin/metrics/citation/",
        {"action": "delete_selected", "_selected_action": [figure.citation_id], "post": "yes"},
        follow=True,
    )
    assert "published statements rest on" in messages_of(response)
    assert client.post(address(figure.citation, "delete"), {"post": "yes"}).status_code == 403
    client.post(address(figure.citation), {"source": figure.citation.source_id, "section": "", "as_stated": "lies"})
    assert Citation.objects.get(pk=figure.citation_id).as_stated == "100 people"


# --- Reading, correcting, withdrawing --------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", MAKE)
@pytest.mark.parametrize("status", ["submitted", "published", "withdrawn"])
def test_what_is_handed_over_is_read_only(client_of, noun, status):
    client = client_of("superuser")
    statement = MAKE[noun](status=status)
    page = client.get(address(statement))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.post(address(statement), {"note": "changed", "title": "changed"}).status_code == 403


def test_a_published_figure_offers_correction_and_withdrawal(client_of):
    figure = factories.published()
    page = client_of("Administrator").get(address(figure)).content.decode()
    assert "Correct this figure" in page
    assert f"{ADD}?supersedes={figure.pk}" in page
    assert address(figure, "withdraw") in page


def corrected_form(desk, wrong) -> dict:
    form = desk.client.get(f"{ADD}?supersedes={wrong.pk}").context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields if name not in ("whole_world", "countries")}
    return {name: value for name, value in sent.items() if not form.fields[name].disabled}


def test_beside_a_correction_stands_what_came_before_the_figure_that_it_corrects(desk):
    first = factories.published(period=2021)
    page = desk.client.get(f"{ADD}?supersedes={first.pk}").content.decode()
    assert "None before the one that you are correcting" in page
    second = factories.published(indicator=first.indicator, period=2022)
    page = desk.client.get(f"{ADD}?supersedes={second.pk}").content.decode()
    assert "None before the one" not in page


def test_a_correction_keeps_the_identity(desk):
    wrong = factories.published(indicator=desk.people, value=990, countries=("GTM", "HND"), period=2021)
    other = factories.indicator()
    sent = corrected_form(desk, wrong)
    sent |= {
        "words": "about 1,100 people",
        "update": desk.update.pk,
        "supersede_reason": "A misprint in the source.",
        "indicator": other.pk,
        "role": "target",
        "countries": ["SLV"],
        "period_start": "2019-01-01",
    }
    response = desk.client.post(f"{ADD}?supersedes={wrong.pk}", sent)
    assert response.status_code == 302, errors_of(response)
    right = Figure.objects.latest("pk")
    assert right.supersedes == wrong
    assert right.identity == wrong.identity
    assert (right.value, right.qualifier) == (Decimal(1100), "about")
    assert {country.pk for country in right.countries.all()} == {"GTM", "HND"}
    wrong.refresh_from_db()
    assert wrong.status == "published", "until the correction is published"
    client = desk.client
    client.post(address(right, "submit"))
    client.force_login(factories.user(role="Reviewer"))
    client.post(address(right, "publish"))
    wrong.refresh_from_db()
    assert (wrong.status, wrong.ended_reason) == ("superseded", "A misprint in the source.")


def test_a_correction_needs_its_reason(desk):
    wrong = factories.published(indicator=desk.people)
    response = desk.client.post(f"{ADD}?supersedes={wrong.pk}", corrected_form(desk, wrong))
    assert "Say what was wrong" in str(errors_of(response)["supersede_reason"])


def test_a_correction_is_begun_once(desk):
    wrong = factories.published(indicator=desk.people)
    begun = factories.correction(of=wrong, status="draft")
    response = desk.client.get(f"{ADD}?supersedes={wrong.pk}")
    assert response.headers["Location"] == address(begun)


@pytest.mark.parametrize("number", ["x", "0", "9" * 30])
def test_only_what_is_published_is_corrected(desk, number):
    draft = factories.figure()
    for pk in (draft.pk, number):
        response = desk.client.get(f"{ADD}?supersedes={pk}", follow=True)
        assert "Only what is published can be corrected" in messages_of(response)


def test_a_withdrawal_needs_its_reason(client_of):
    figure = factories.published()
    response = client_of("Reviewer").post(address(figure, "withdraw"), {"reason": "  "})
    assert "Give the reason" in response.content.decode()
    figure.refresh_from_db()
    assert figure.status == "published"


def test_a_milestone_is_entered_and_corrected(desk):
    line = factories.line()
    sent = {
        "title": "Arrangement signed",
        "slug": "arrangement-signed",
        "starts_on": "2021-06-01",
        "line": line.pk,
        "countries": ["GTM"],
        "source": desk.source.pk,
        "section": "Update",
        "as_stated": "signed a memorandum",
        "update": desk.update.pk,
    }
    response = desk.client.post("/admin/metrics/milestone/add/", sent)
    assert response.status_code == 302, errors_of(response)
    milestone = Milestone.objects.get()
    assert (milestone.strategy, milestone.entered_by) == (line.strategy, desk.editor)
    wrong = factories.brought_to("published", milestone)
    page = f"/admin/metrics/milestone/add/?supersedes={wrong.pk}"
    sent |= {"title": "Memorandum signed", "slug": "other", "supersede_reason": "It was a memorandum."}
    response = desk.client.post(page, sent)
    assert response.status_code == 302, errors_of(response)
    right = Milestone.objects.latest("pk")
    assert (right.slug, right.supersedes) == ("arrangement-signed", wrong)
