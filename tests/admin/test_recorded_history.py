"""The admin's page of a row's history: what changed in it, from what to what, by whom."""

import pytest
from django.db import connection

from metrics import guards
from metrics.models import Assignment, Source
from metrics.recording import recorded, recorded_models
from programs.models import Program
from tests import factories as make
from tests.views.text import text_of

pytestmark = pytest.mark.django_db


def test_it_shows_what_changed_and_who_changed_it(client_of):
    client = client_of("Viewer")
    program, editor = make.program(name="Old name"), make.user(username="ana")
    with recorded(by=editor.pk, at=make.instant("2023-05-03")):
        Program.objects.update(name="<b>New</b>")
    page = client.get(f"/admin/programs/program/{program.pk}/history/")
    assert page.status_code == 200
    text = text_of(page)
    for words in ("Before anything was recorded", "May 3, 2023", "ana", "Name", "Old name", "&lt;b&gt;New&lt;/b&gt;"):
        assert words in text
    assert "<b>New" not in page.content.decode()
    assert "style=" not in page.content.decode()


def test_what_was_never_recorded_says_so(client_of):
    source = make.source()
    client = client_of("Viewer")
    with guards.lifted(connection):
        Source.history.all().delete()
    page = text_of(client.get(f"/admin/metrics/source/{source.pk}/history/"))
    assert "as it was before records were kept" in page


def test_nobody_without_leave_to_view_sees_it(client_of, client):
    program = make.program()
    address = f"/admin/programs/program/{program.pk}/history/"
    assert client.get(address).status_code == 302
    user = make.user()
    user.is_staff = True
    user.save()
    client.force_login(user)
    assert client.get(address).status_code == 403


ADMINISTERED = [each.model for each in recorded_models() if not each.model._meta.auto_created]


@pytest.mark.parametrize("model", ADMINISTERED, ids=lambda model: model._meta.model_name)
def test_every_recorded_model_has_it(client_of, model):
    make.participation(organization=make.organization())
    make.group()
    make.update()
    make.source()
    make.category()
    make.indicator()
    make.assignment(user=make.author(), everywhere=True)
    row = model.objects.first()
    opts = model._meta
    page = client_of("Administrator" if model is Assignment else "Viewer").get(
        f"/admin/{opts.app_label}/{opts.model_name}/{row.pk}/history/"
    )
    assert page.status_code == 200
    # An update's holds what was done in it, too.
    own = "admin/metrics/review/history.html" if opts.model_name == "update" else "admin/recorded_history.html"
    assert page.templates[0].name == own
