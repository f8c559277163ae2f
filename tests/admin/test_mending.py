"""The report of what people mend of what was proposed."""

import html
import random

import pytest

from metrics.models import Acceptance, Figure
from metrics.reports.mending import mending_report
from tests import factories

from .test_reading import CLAIMS, FAMILIES, HONDURAS, accept, dismiss, sheet  # noqa: F401 — sheet is a fixture

pytestmark = pytest.mark.django_db

REPORT = "/admin/metrics/update/mended/"


@pytest.fixture
def sent(sheet):  # noqa: F811
    """What the browser sends of a figure that is added in the form."""
    return {
        "words": "June 12",
        "indicator": sheet.claims.pk,
        "countries": ["HND"],
        "source": sheet.source.pk,
        "section": "Asylum Offices",
        "as_stated": "12",
        "update": sheet.update.pk,
        "role": "actual",
        "rank": "preferred",
        "qualifier": "exact",
        "value": "12",
        "filled": '{"key": "", "read": {}, "kept": {}}',
    }


def page(client, **query):
    response = client.get(REPORT, query)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_nothing_accepted_yet_says_so(sheet):  # noqa: F811
    assert "Nothing was accepted from a document yet" in page(sheet.client)


def test_what_was_changed_stands_beside_what_was_proposed(sheet):  # noqa: F811
    accept(sheet, CLAIMS)
    accept(sheet, HONDURAS, **{f"indicator-{HONDURAS}": sheet.claims.pk})
    kept = Acceptance.objects.order_by("start").first()
    kept.entered = {**kept.entered, "qualifier": "at_least", "place": "HND"}
    kept.save()
    text = page(sheet.client)
    assert "Of 2 figures entered from candidates, <strong>1 (50 percent)</strong> stand as they were proposed" in text
    report = mending_report()
    assert [(each.field, each.proposed, each.entered, each.step) for each in report.mended] == [
        ("Qualifier", "more_than", "at_least", "words"),
        ("Place", "GTM", "HND", "clause"),
    ]
    assert [(field.name, field.mended, field.percent) for field in report.fields if field.mended] == [
        ("Qualifier", 1, 50.0),
        ("Place", 1, 50.0),
    ]


def test_another_indicator_than_the_first_offered_is_mended(sheet):  # noqa: F811
    accept(sheet, CLAIMS, **{f"indicator-{CLAIMS}": sheet.people.pk})
    (mended,) = [each for each in mending_report().mended if each.field == "Indicator"]
    assert (mended.proposed, mended.entered) == (sheet.claims.slug, sheet.people.slug)


def test_dismissed_candidates_are_listed(sheet):  # noqa: F811
    dismiss(sheet, FAMILIES)
    text = page(sheet.client)
    assert "Proposed, and dismissed" in text
    assert "<mark>250</mark>" in text


def test_a_number_left_out_and_added_is_listed_with_the_reason(sheet, sent):  # noqa: F811
    reading = sheet.client.get(sheet.address).context
    addition = next(item for item in reading["additions"] if "12" in item["of"].words)
    words = {"words": addition["of"].words, "as_stated": addition["of"].words}
    response = sheet.client.post(addition["form"], {**sent, **words})
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert Figure.objects.get().value == 12
    (added,) = mending_report().added
    assert added.words == addition["of"].words
    assert added.why == addition["of"].reason
    assert mending_report().accepted == 0
    assert "Left out, and added all the same" in page(sheet.client)


def test_a_version_of_the_extraction_by_itself(sheet):  # noqa: F811
    accept(sheet, CLAIMS)
    accept(sheet, HONDURAS)
    Acceptance.objects.filter(start=int(CLAIMS.split("-")[0])).update(extraction_version=99)
    assert mending_report(99).accepted == 1
    assert mending_report().accepted == 2
    assert mending_report().versions[0] == 99
    assert 'href="?version=99"' in page(sheet.client)
    for nonsense in ("x", "-1", "²", "9" * 30):
        page(sheet.client, version=nonsense)


def test_counts_agree_with_counting_by_hand(sheet):  # noqa: F811
    chance = random.Random(7)  # noqa: S311 — a test draws lots
    fields = Acceptance.FIELDS
    for number in range(40):
        proposed = {name: chance.choice("ab") for name in fields}
        entered = {name: chance.choice("ab") for name in fields}
        Acceptance.objects.create(
            archive=sheet.archive,
            start=number,
            end=number + 1,
            extraction_version=1,
            proposed=proposed,
            entered=entered,
            steps={},
            is_mended=proposed != entered,
            accepted_by=sheet.editor,
            accepted_at=factories.instant("2023-05-05"),
        )
    report = mending_report()
    by_hand = []
    for name in fields:
        count = 0
        for row in Acceptance.objects.all():
            if row.proposed[name] != row.entered[name]:
                count += 1
        by_hand.append(count)
    assert [field.mended for field in report.fields] == by_hand
    assert report.as_proposed == Acceptance.objects.filter(is_mended=False).count()


def test_it_takes_the_same_queries_however_many_were_accepted(sheet, django_assert_num_queries):  # noqa: F811
    accept(sheet, CLAIMS)
    dismiss(sheet, FAMILIES)
    with django_assert_num_queries(4):
        mending_report()
    accept(sheet, HONDURAS)
    with django_assert_num_queries(4):
        mending_report()


@pytest.mark.parametrize("role", ["Viewer", "Editor", "Reviewer", "Administrator"])
def test_everybody_at_the_desk_reads_it(sheet, client_of, role):  # noqa: F811
    assert client_of(role).get(REPORT).status_code == 200


def test_who_is_not_logged_in_is_asked_to(sheet):  # noqa: F811
    sheet.client.logout()
    assert "login" in sheet.client.get(REPORT).headers["Location"]
