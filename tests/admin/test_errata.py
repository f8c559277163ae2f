"""Staff record errata and end them; who may do it, and what the forms refuse."""

import pytest
from django.contrib.admin.models import LogEntry

from metrics.models import Erratum

from .. import factories as make
from .pages import errors_of, messages_of

pytestmark = pytest.mark.django_db
ADD = "/admin/metrics/erratum/add/"


@pytest.fixture
def form():
    source, figure = make.source(slug="update"), make.published()

    def filled(**fields):
        whole = {
            "source": source.pk,
            "section": "",
            "as_stated": "100 people came",
            "what_is_right": "110 people came.",
            "why": "The annex adds up to 110.",
            "reported_to": "The press office",
            "reported_on": "2022-05-01",
            "figures": [figure.pk],
        }
        return {name: value for name, value in {**whole, **fields}.items() if value is not None}

    return filled


def test_an_editor_records_an_erratum_that_readers_see_at_once(client_of, form):
    client = client_of("Editor")
    response = client.post(ADD, form(), follow=True)
    erratum = Erratum.objects.get()
    assert erratum.recorded_at
    assert erratum.recorded_by.groups.get().name == "Editor"
    assert erratum.figures.count() == 1
    assert erratum.checks.get().outcome == "not_archived"
    assert response.status_code == 200
    assert "The press office, May 1, 2022" in client.get("/sources/update/").content.decode()
    assert LogEntry.objects.get().object_id == str(erratum.pk)
    assert client.get(f"/admin/metrics/erratum/{erratum.pk}/history/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"as_stated": "one two three four five six seven eight nine"}, "as_stated", "9 words"),
        ({"as_stated": "200 people"}, "as_stated", "does not stand in archived copy 1"),
        ({"why": ""}, "why", "required"),
        ({"source": "999"}, "source", "valid"),
        ({"figures": ["999"]}, "figures", "999"),
        ({"reported_on": "2999-01-01"}, "reported_on", "has not come"),
        ({"reported_on": "yesterday"}, "reported_on", "valid date"),
        ({"reported_to": ""}, "__all__", "Say who was told"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(client_of, form, fields, field, words):
    make.archive(source=make.any_of(make.Source, make.source), text="They say that 100 people came.")
    errors = errors_of(client_of("Editor").post(ADD, form(**fields)))
    assert words in str(errors[field])
    assert not Erratum.objects.exists()


def test_a_draft_is_refused(client_of, form):
    errors = errors_of(client_of("Editor").post(ADD, form(figures=[make.figure().pk])))
    assert "Only published figures" in str(errors["figures"])


@pytest.mark.parametrize("role", ["Viewer", "Reviewer", "Editor", "Administrator"])
def test_who_may_record_and_end(client_of, form, role):
    may = role in ("Editor", "Administrator")
    erratum = make.erratum()
    client = client_of(role)
    page, end = f"/admin/metrics/erratum/{erratum.pk}/change/", f"/admin/metrics/erratum/{erratum.pk}/end/"
    assert client.get("/admin/metrics/erratum/").status_code == client.get(page).status_code == 200
    assert ("End this erratum" in client.get(page).content.decode()) == may
    assert client.get(ADD).status_code == client.get(end).status_code == (200 if may else 403)
    client.post(end, {"reason": "It was wrong."})
    client.post(ADD, form())
    assert Erratum.objects.count() == (2 if may else 1)
    erratum.refresh_from_db()
    assert bool(erratum.ended_at) == may


@pytest.mark.parametrize("role", ["Editor", "Administrator", "superuser"])
def test_nobody_changes_or_deletes_what_is_recorded(client_of, form, role):
    erratum = make.erratum()
    client = client_of(role)
    assert client.post(f"/admin/metrics/erratum/{erratum.pk}/change/", form()).status_code == 403
    assert client.post(f"/admin/metrics/erratum/{erratum.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [erratum.pk], "post": "yes"}
    client.post("/admin/metrics/erratum/", chosen, follow=True)
    assert Erratum.objects.get().as_stated == erratum.as_stated


def test_ending_takes_a_reason_and_a_post_and_happens_once(client_of):
    erratum = make.erratum()
    client = client_of("Editor")
    end = f"/admin/metrics/erratum/{erratum.pk}/end/"
    assert "Give the reason" in client.post(end, {"reason": " "}).content.decode()
    client.get(f"{end}?reason=x")
    assert Erratum.objects.get().ended_at is None
    assert "It has ended" in messages_of(client.post(end, {"reason": "It was wrong."}, follow=True))
    ended = Erratum.objects.get()
    assert (ended.ended_reason, ended.ended_by.groups.get().name) == ("It was wrong.", "Editor")
    assert "It has ended already." in client.get(end).content.decode()
    assert "ended already" in messages_of(client.post(end, {"reason": "Again."}, follow=True))
    assert Erratum.objects.get().ended_reason == "It was wrong."
    assert client.get("/admin/metrics/erratum/999/end/").status_code == 404
