"""Reading a document for an update: what it states is proposed, and accepted, mended or dismissed."""

import datetime as dt
import html
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from metrics import actions
from metrics.archives import attaching
from metrics.models import Acceptance, ArchivedCandidates, Citation, Dismissal, Figure, FigureRelation
from metrics.reports.proposing import kind_of
from metrics.searching import refresh as refresh_search
from tests import factories
from tests.archives.sheet import SHEET
from tests.budgets import NOT_COUNTED, queries_of

from .pages import messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(client):
    """A fact sheet that is archived, an open update, indicators that it speaks of, and an editor who is logged in."""
    for code in ("GTM", "HND", "SLV", "USA"):
        factories.country(code)
    editor = factories.user(role="Editor")
    client.force_login(editor)
    claims = factories.unit(code="applications", singular="application", plural="applications", also_called="claims")
    visas = factories.unit(code="visas", singular="visa", plural="visas")
    dollars = factories.unit(code="USD", singular="U.S. dollar", plural="U.S. dollars")
    people = factories.unit()
    asylum = factories.program(name="Asylum offices")
    work = factories.program(name="Work visas")
    source = factories.source(slug="sheet", title="Fact sheet", published_on=dt.date(2023, 5, 4), kind="fact_sheet")
    found = SimpleNamespace(
        client=client,
        editor=editor,
        source=source,
        update=factories.update(opened_by=editor),
        claims=factories.indicator(name="Asylum claims received", program=asylum, unit=claims),
        visas=factories.indicator(name="Work visas issued", program=work, unit=visas),
        halves=factories.indicator(name="Visas issued in a half year", program=work, unit=visas),
        money=factories.indicator(name="Assistance provided", program=factories.program(), unit=dollars),
        people=factories.indicator(name="Officers trained", program=factories.program(), unit=people),
        archive=attaching.attach(source, SHEET.encode()).archive,
    )
    found.address = f"/admin/metrics/update/{found.update.pk}/read/{found.archive.pk}/"
    return found


def span(words, text=SHEET):
    assert text.count(words) == 1
    return f"{text.index(words)}-{text.index(words) + len(words)}"


def elsewhere(**fields):
    """A published figure that another source states."""
    citation = factories.citation(source=factories.source(title="An earlier report"))
    return factories.published(citation=citation, unit=fields["indicator"].unit, **fields)


def page_of(sheet, **query):
    response = sheet.client.get(sheet.address, query)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def proposed(sheet):
    """The words of what is proposed, in order."""
    page = sheet.client.get(sheet.address).context["page"]
    return [proposal.words for proposal in page.proposals.open]


def accept(sheet, *spans, **fields):
    return sheet.client.post(f"{sheet.address}accept/", {"span": spans, **fields}, follow=True)


def dismiss(sheet, *spans):
    return sheet.client.post(f"{sheet.address}dismiss/", {"span": spans}, follow=True)


CLAIMS, HONDURAS = span("more than 1,450"), span("nearly 900")
VISAS, FIRST, SECOND = span("18,000"), span("6,500"), span("11,500")
MONEY, FAMILIES = span("$310 million"), span("250")


class TestWhatIsProposed:
    def test_each_figure_of_the_text_with_its_words(self, sheet):
        assert proposed(sheet) == [
            "more than 1,450 asylum claims",
            "nearly 900 asylum claims",
            "18,000 visas",
            "6,500 visas",
            "11,500 visas",
            "$310 million",
            "250 families",
        ]

    def test_the_text_stands_beside_it_with_every_candidate_marked(self, sheet):
        page = page_of(sheet)
        for key in (CLAIMS, HONDURAS, VISAS, MONEY):
            start = key.split("-")[0]
            assert page.count(f'id="text-{start}"') == page.count(f'id="candidate-{start}"') == 1
        assert '<mark class="candidate" id="text-' in page

    def test_as_a_new_value_with_the_one_before_it(self, sheet):
        before = elsewhere(indicator=sheet.claims, value=1000, qualifier="more_than", period=2021)
        page = page_of(sheet)
        assert f'Before: <a href="/admin/metrics/figure/{before.pk}/change/">more than 1,000 applications</a>' in page
        assert "December 31, 2021" in page

    def test_as_a_new_indicator_where_none_resembles_it(self, sheet):
        families = page_of(sheet).split(f'id="candidate-{FAMILIES.split("-")[0]}"')[1]
        assert "New indicator:" in families
        assert "It lacks an indicator." in families

    def test_numbers_left_out_are_listed_with_the_form_that_adds_them(self, sheet):
        page = page_of(sheet)
        links = [parse_qs(urlsplit(link).query) for link in re.findall(r'href="([^"]+)">Add it', page)]
        twelfth = next(link for link in links if "12" in link["words"][0])
        assert twelfth["section"][0].endswith("Asylum Offices")
        assert twelfth["source"] == [str(sheet.source.pk)]
        assert twelfth["update"] == [str(sheet.update.pk)]

    def test_it_is_read_once_for_a_version_of_the_code(self, sheet, monkeypatch):
        page_of(sheet)
        monkeypatch.setattr("metrics.archives.candidates.extract_parts", None)
        page_of(sheet)
        assert ArchivedCandidates.objects.count() == 1

    def test_it_is_read_anew_where_the_source_is_corrected(self, sheet):
        page_of(sheet)
        sheet.source.published_on = dt.date(2024, 5, 4)
        sheet.source.save()
        page_of(sheet)
        assert ArchivedCandidates.objects.get().document_date == dt.date(2024, 5, 4)

    def test_a_language_that_is_not_read_says_so(self, sheet):
        sheet.source.language = "fr"
        sheet.source.save()
        assert "cannot be read yet" in page_of(sheet)


class TestAccepting:
    def test_makes_a_draft_of_the_update_with_its_citation_verified(self, sheet):
        response = accept(sheet, CLAIMS)
        figure = Figure.objects.get()
        assert "1 draft entered" in messages_of(response)
        assert (figure.status, figure.update, figure.entered_by) == ("draft", sheet.update, sheet.editor)
        assert (figure.indicator, figure.value, figure.qualifier) == (sheet.claims, 1450, "more_than")
        assert (figure.unit, figure.place_key) == (sheet.claims.unit, "GTM")
        assert [country.pk for country in figure.countries.all()] == ["GTM"]
        assert (figure.period_start, figure.period_end) == (dt.date(2022, 1, 1), dt.date(2022, 12, 31))
        citation = figure.citation
        assert (citation.verification, citation.source) == ("verified", sheet.source)
        assert citation.as_stated == "more than 1,450 asylum claims"
        assert citation.section.endswith("Asylum Offices")
        assert citation.start == SHEET.index("more than 1,450")

    def test_what_is_accepted_is_not_proposed_again(self, sheet):
        accept(sheet, CLAIMS)
        assert "more than 1,450 asylum claims" not in proposed(sheet)

    def test_leads_on_to_the_next_candidate(self, sheet):
        page = page_of(sheet)
        following = HONDURAS.split("-")[0]
        assert f'name="next" value="{following}"' in page
        response = sheet.client.post(f"{sheet.address}accept/", {"span": CLAIMS, "next": following})
        assert response.headers["Location"] == f"{sheet.address}#candidate-{following}"

    def test_parts_with_their_total_are_accepted_together_and_declared_to_add_up(self, sheet):
        response = accept(
            sheet,
            VISAS,
            FIRST,
            SECOND,
            **{f"indicator-{VISAS}": sheet.visas.pk},
            **{f"indicator-{key}": sheet.halves.pk for key in (FIRST, SECOND)},
        )
        total, first, second = Figure.objects.order_by("pk")
        assert "3 drafts entered" in messages_of(response)
        assert [figure.value for figure in (total, first, second)] == [18000, 6500, 11500]
        declared = FigureRelation.objects.filter(kind="component_of", to_figure=total, declared_by=sheet.editor)
        assert set(declared.values_list("from_figure", flat=True)) == {first.pk, second.pk}
        assert set(Citation.objects.values_list("verification", flat=True)) == {"verified"}

    def test_parts_of_one_indicator_are_told_apart_by_the_categories_that_their_words_name(self, sheet):
        sexes = factories.breakdown(name="Sex")
        women, men = (factories.category(breakdown=sexes, name=name) for name in ("Women", "Men"))
        helped = factories.indicator(name="People helped", breakdowns=[sexes])
        source = factories.source(slug="helped", published_on=dt.date(2023, 1, 1))
        text = "Help\n\nGuatemala helped 300 people (100 women and 200 men) in 2022.\n"
        archive = attaching.attach(source, text.encode()).archive
        sheet.address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        keys = [span(number, text) for number in ("300", "100", "200")]
        response = accept(sheet, *keys, **{f"indicator-{key}": helped.pk for key in keys})
        assert "3 drafts entered" in messages_of(response)
        found = Figure.objects.order_by("pk")
        assert [(figure.value, figure.category) for figure in found] == [(300, None), (100, women), (200, men)]
        assert FigureRelation.objects.filter(to_figure=found[0], kind="component_of").count() == 2
        assert [kept.mended for kept in Acceptance.objects.all()] == [[], [], []]

    def test_parts_accepted_one_after_the_other_are_related_all_the_same(self, sheet):
        accept(sheet, FIRST, **{f"indicator-{FIRST}": sheet.halves.pk})
        assert not FigureRelation.objects.exists()
        accept(sheet, VISAS, **{f"indicator-{VISAS}": sheet.visas.pk})
        relation = FigureRelation.objects.get()
        assert (relation.from_figure.value, relation.to_figure.value) == (6500, 18000)

    def test_all_or_none(self, sheet):
        response = accept(sheet, CLAIMS, FAMILIES)
        assert "“250 families”: it lacks an indicator" in messages_of(response)
        assert not Figure.objects.exists()
        assert not Citation.objects.exists()

    def test_twice_makes_one_figure(self, sheet):
        accept(sheet, CLAIMS)
        assert "was accepted, cited or dismissed meanwhile" in messages_of(accept(sheet, CLAIMS))
        assert Figure.objects.count() == 1

    def test_what_is_stated_already_is_refused_with_the_way_to_the_form(self, sheet):
        rival = elsewhere(indicator=sheet.claims, value=1400, period=2022)
        response = accept(sheet, CLAIMS)
        assert f"figure {rival.pk} states how much this was already" in messages_of(response)
        assert "Stated already:" in page_of(sheet)
        assert Figure.objects.count() == 1

    def test_two_that_would_be_the_same_statement_are_refused(self, sheet):
        source = factories.source(slug="twice", published_on=dt.date(2023, 1, 1))
        text = "Asylum Offices\n\nGuatemala received 500 asylum claims in 2022 and later 600 asylum claims in 2022.\n"
        archive = attaching.attach(source, text.encode()).archive
        sheet.address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        response = accept(sheet, span("500", text), span("600", text))
        assert "it would state the same as “500 asylum claims”" in messages_of(response)
        assert not Figure.objects.exists()

    def test_an_indicator_of_another_kind_of_unit_is_refused(self, sheet):
        response = accept(sheet, MONEY, **{f"indicator-{MONEY}": sheet.claims.pk})
        assert "is measured in applications" in messages_of(response)
        assert not Figure.objects.exists()

    def test_the_same_words_elsewhere_in_a_section_are_another_citation(self, sheet):
        text = "Camps\n\nGuatemala opened 40 camps in 2021. Honduras opened 40 camps in 2021.\n"
        source = factories.source(slug="camps", published_on=dt.date(2022, 1, 1))
        archive = attaching.attach(source, text.encode()).archive
        camps = factories.indicator(name="Camps opened", unit=factories.unit(code="camps"))
        sheet.address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        at = [match.start() for match in re.finditer("40", text)]
        for start in reversed(at):
            accept(sheet, f"{start}-{start + 2}", **{f"indicator-{start}-{start + 2}": camps.pk})
        found = Figure.objects.order_by("citation__start").values_list("place_key", "citation__start")
        assert list(found) == [("GTM", at[0]), ("HND", at[1])]
        assert set(Citation.objects.values_list("verification", flat=True)) == {"verified"}

    @pytest.mark.parametrize("sent", ["", "x", "5", "99999-99999", "1-2-3", "²-³", "1" * 40])
    def test_what_was_sent_wrong_changes_nothing(self, sheet, sent):
        assert accept(sheet, sent).status_code == 200
        assert dismiss(sheet, sent).status_code == 200
        assert not Figure.objects.exists()
        assert not Dismissal.objects.exists()

    @pytest.mark.parametrize("indicator", ["0", "x", "9" * 30])
    def test_an_indicator_that_is_none_is_refused_or_left_to_the_first(self, sheet, indicator):
        assert accept(sheet, CLAIMS, **{f"indicator-{CLAIMS}": indicator}).status_code == 200
        assert set(Figure.objects.values_list("indicator", flat=True)) <= {sheet.claims.pk}


class TestInBulk:
    def accept(self, sheet, count):
        return sheet.client.post(f"{sheet.address}accept_explicit/", {"count": count}, follow=True)

    def test_only_those_with_every_field_explicit_and_one_clear_match(self, sheet):
        page = sheet.client.get(sheet.address)
        explicit = page.context["page"].proposals.explicit
        assert [proposal.words for proposal in explicit] == [
            "more than 1,450 asylum claims",
            "nearly 900 asylum claims",
        ]
        assert f"Accept {len(explicit)} whose every field is explicit" in page.content.decode()
        self.accept(sheet, len(explicit))
        assert Figure.objects.count() == len(explicit)
        assert set(Figure.objects.values_list("citation__verification", flat=True)) == {"verified"}

    def test_another_number_than_was_seen_is_refused(self, sheet):
        assert "There are others by now" in messages_of(self.accept(sheet, 99))
        assert not Figure.objects.exists()

    def test_one_without_a_period_is_looked_at_by_a_person(self, sheet):
        source = factories.source(slug="short", published_on=dt.date(2022, 1, 1))
        archive = attaching.attach(source, b"Asylum Offices\n\nGuatemala received 500 asylum claims.\n").archive
        page = sheet.client.get(f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/").context["page"]
        assert [proposal.offers[0].indicator for proposal in page.proposals.open] == [sheet.claims]
        assert page.proposals.explicit == []

    def test_one_whose_period_is_counted_from_the_date_of_the_source_is_looked_at(self, sheet):
        source = factories.source(slug="relative", published_on=dt.date(2022, 3, 1))
        text = "Asylum Offices\n\nGuatemala received 500 asylum claims last year.\n"
        archive = attaching.attach(source, text.encode()).archive
        page = sheet.client.get(f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/").context["page"]
        (proposal,) = page.proposals.open
        assert (proposal.period_start, proposal.period_end) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
        assert proposal.period_note == "“last year”, counted from the date of the source, March 1, 2022."
        assert page.proposals.explicit == []

    def test_one_whose_words_say_another_role_than_its_figures_before_is_looked_at(self, sheet):
        elsewhere(indicator=sheet.claims, value=5, role="target", countries=("SLV",), period=2020)
        page = sheet.client.get(sheet.address).context["page"]
        assert {proposal.offers[0].role for proposal in page.proposals.open[:2]} == {"target"}
        assert page.proposals.explicit == []

    def test_a_promise_is_proposed_as_a_commitment_with_the_word_that_says_so(self, sheet):
        source = factories.source(slug="promise", published_on=dt.date(2022, 1, 1))
        text = "Assistance\n\nThe bank pledged $77 million of assistance to Guatemala in 2022.\n"
        archive = attaching.attach(source, text.encode()).archive
        sheet.address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        assert "commitment by the word “pledged”" in page_of(sheet)
        accept(sheet, span("$77 million", text))
        assert Figure.objects.get().role == "commitment"


class TestDismissing:
    def test_stays_dismissed_with_who_and_when_and_is_taken_back(self, sheet):
        dismiss(sheet, FAMILIES)
        dismissal = Dismissal.objects.get()
        assert (dismissal.dismissed_by, f"{dismissal.start}-{dismissal.end}") == (sheet.editor, FAMILIES)
        assert "250 families" not in proposed(sheet)
        assert f'“250” <span class="quiet">{sheet.editor}' in page_of(sheet)
        sheet.client.post(f"{sheet.address}take_back/", {"span": FAMILIES})
        assert "250 families" in proposed(sheet)

    def test_one_of_several_by_its_own_button(self, sheet):
        sheet.client.post(f"{sheet.address}dismiss/", {"span": [VISAS, FIRST, SECOND], "only": FIRST})
        assert [f"{d.start}-{d.end}" for d in Dismissal.objects.all()] == [FIRST]

    def test_what_is_not_proposed_cannot_be(self, sheet):
        accept(sheet, CLAIMS)
        assert "not proposed any more" in messages_of(dismiss(sheet, CLAIMS))
        assert not Dismissal.objects.exists()


class TestMending:
    def form(self, sheet, key):
        """The figure form of a candidate, as the page links to it, with what the browser would send."""
        page = sheet.client.get(sheet.address)
        rows = [item for those in page.context["sets"] for item in those["rows"]]
        address = next(item["form"] for item in rows if item["row"].proposal.code == key)
        form = sheet.client.get(address).context["adminform"].form
        sent = {}
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                sent[bound.name] = [getattr(v, "pk", v) for v in value] if isinstance(value, list) else value
        return address, sent

    def test_the_form_is_filled_and_what_was_changed_is_kept(self, sheet):
        address, sent = self.form(sheet, CLAIMS)
        assert (sent["value"], sent["qualifier"], sent["countries"]) == ("1450", "more_than", ["GTM"])
        assert (sent["section"].split(" › ")[-1], sent["update"]) == ("Asylum Offices", str(sheet.update.pk))
        response = sheet.client.post(address, {**sent, "qualifier": "at_least", "indicator": sheet.claims.pk})
        assert response.status_code == 302, response.context["adminform"].form.errors
        assert response.headers["Location"].startswith(sheet.address)
        kept = Acceptance.objects.get()
        assert (kept.is_mended, kept.mended, kept.accepted_by) == (True, ["qualifier"], sheet.editor)
        assert (kept.proposed["qualifier"], kept.entered["qualifier"]) == ("more_than", "at_least")
        assert "more than 1,450 asylum claims" not in proposed(sheet)

    def test_what_is_entered_as_proposed_is_not_mended(self, sheet):
        address, sent = self.form(sheet, CLAIMS)
        sheet.client.post(address, sent)
        assert Acceptance.objects.get().mended == []

    def test_a_draft_that_is_mended_later_counts_too(self, sheet):
        accept(sheet, CLAIMS)
        assert Acceptance.objects.get().mended == []
        figure = Figure.objects.get()
        address = f"/admin/metrics/figure/{figure.pk}/change/"
        form = sheet.client.get(address).context["adminform"].form
        sent = {b.name: b.value() for b in form if b.value() not in (None, False)}
        sent |= {"countries": ["HND"], "filled": ""}
        response = sheet.client.post(address, sent)
        assert response.status_code == 302, response.context["adminform"].form.errors
        kept = Acceptance.objects.get()
        assert (kept.mended, kept.entered["place"]) == (["place"], "HND")

    def test_a_figure_that_is_deleted_is_proposed_again(self, sheet):
        accept(sheet, CLAIMS)
        Figure.objects.get().delete()
        assert "more than 1,450 asylum claims" in proposed(sheet)
        assert Acceptance.objects.get().figure is None


class TestReadTwice:
    def test_a_newer_copy_proposes_only_what_is_new(self, sheet):
        accept(sheet, CLAIMS)
        newer = SHEET.replace("Elsewhere", "El Salvador received 77 asylum claims in 2022. Elsewhere")
        archive = attaching.attach(sheet.source, newer.encode()).archive
        assert "There is a newer copy" in page_of(sheet)
        assert "read that one instead" in messages_of(accept(sheet, HONDURAS))
        sheet.address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        words = proposed(sheet)
        assert "77 asylum claims" in words
        assert "more than 1,450 asylum claims" not in words

    def test_a_withdrawn_figure_is_proposed_again(self, sheet):
        accept(sheet, CLAIMS)
        figure = Figure.objects.get()
        actions.submit(statements=[figure], by=sheet.editor)
        actions.publish(statements=[figure], by=factories.publisher())
        figure.refresh_from_db()
        assert "more than 1,450 asylum claims" not in proposed(sheet)
        actions.withdraw(statement=figure, by=factories.publisher(), reason="Misread.")
        assert "more than 1,450 asylum claims" in proposed(sheet)


def test_from_the_document_to_the_readers_page(sheet):
    accept(sheet, CLAIMS)
    assert "Read a document" in sheet.client.get(f"/admin/metrics/update/{sheet.update.pk}/change/").content.decode()
    sheet.client.post(f"/admin/metrics/update/{sheet.update.pk}/hand-over/")
    sheet.client.force_login(factories.user(role="Reviewer"))
    review = f"/admin/metrics/update/{sheet.update.pk}/review/"
    seen = sheet.client.get(review).context["seen"]
    sheet.client.post(f"{review}publish/", {"seen": seen})
    figure = Figure.objects.get()
    assert figure.status == "published"
    page = sheet.client.get(f"/figures/{figure.pk}/").content.decode()
    assert "more than 1,450 asylum claims</mark>" in page
    assert "Verified" in page


@pytest.mark.parametrize(
    ("role", "may"), [("Viewer", False), ("Reviewer", False), ("Editor", True), ("Administrator", True)]
)
def test_who_may_add_figures_reads_documents(sheet, client_of, role, may):
    client = client_of(role)
    update = f"/admin/metrics/update/{sheet.update.pk}/"
    assert (f"{update}read/" in client.get(f"{update}change/").content.decode()) is may
    for address in (f"{update}read/", sheet.address):
        assert client.get(address).status_code == (200 if may else 403)
    for step in ("accept", "accept_explicit", "dismiss", "take_back"):
        assert client.get(f"{sheet.address}{step}/").status_code == 405
        assert client.post(f"{sheet.address}{step}/").status_code == (302 if may else 403)


def test_who_is_not_logged_in_is_asked_to(sheet):
    sheet.client.logout()
    assert "login" in sheet.client.get(sheet.address).headers["Location"]
    assert "login" in sheet.client.post(f"{sheet.address}accept/", {"span": CLAIMS}).headers["Location"]
    assert not Figure.objects.exists()


def test_without_the_token_of_the_form_nothing_is_accepted(sheet):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sheet.editor)
    assert client.post(f"{sheet.address}accept/", {"span": CLAIMS}).status_code == 403
    assert not Figure.objects.exists()


@pytest.mark.parametrize("page", ["0", "x", "-1", "²"])
def test_no_page_is_not_found(sheet, page):
    assert sheet.client.get(sheet.address, {"page": page}).status_code in (302, 404)


def test_the_choice_names_archived_sources_and_the_way_to_attach_a_text(sheet):
    bare = factories.source(title="A source without a text")
    sheet.update.sources.add(bare)
    page = sheet.client.get(f"/admin/metrics/update/{sheet.update.pk}/read/").content.decode()
    assert f'href="{sheet.address}"' in page
    assert f'href="/admin/metrics/source/{bare.pk}/attach/?update={sheet.update.pk}"' in page


class TestWhatIsLeft:
    TEXT = "Registry\n\nGuatemala registered 1,900 farmers in 2022, and 600 of the farmers received a permit in 2022.\n"

    def test_what_was_accepted_of_a_passage_is_not_offered_to_what_is_left_of_it(self, sheet):
        program = factories.program(name="Registry")
        registered = factories.indicator(name="Farmers registered", program=program)
        permitted = factories.indicator(name="Farmers with a permit", program=program)
        source = factories.source(slug="registry", published_on=dt.date(2023, 1, 1))
        archive = attaching.attach(source, self.TEXT.encode()).archive
        sheet.address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        first, second = sheet.client.get(sheet.address).context["page"].proposals.open
        assert [p.offers[0].indicator for p in (first, second)] == [registered, permitted]
        accept(sheet, first.code)
        (left,) = sheet.client.get(sheet.address).context["page"].proposals.open
        assert left.offers[0].indicator == permitted
        assert not left.offers[0].rival

    def test_a_candidate_is_found_on_its_page_and_what_comes_next_where_it_is_settled(self, sheet):
        source = factories.source(slug="long", published_on=dt.date(2023, 5, 4))
        text = sheet_of(95)
        archive = attaching.attach(source, text.encode()).archive
        address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        at, following = text.index("2,050"), text.index("2,051")
        response = sheet.client.get(address, {"at": at})
        assert response.headers["Location"] == f"{address}?page=2#candidate-{at}"
        assert sheet.client.get(address, {"at": at + 1}).headers["Location"].endswith(f"?page=2#candidate-{following}")
        assert sheet.client.get(address, {"at": len(text)}).headers["Location"] == f"{address}?page=3"

    def test_a_new_indicator_is_filled_with_what_was_read_and_leads_back(self, sheet, client_of):
        sheet.client = client_of("Administrator")
        start = FAMILIES.split("-")[0]
        link = re.search(r'href="([^"]+)" data-key="n"', page_of(sheet).split(f'id="candidate-{start}"')[1])[1]
        sent = parse_qs(urlsplit(link).query)
        assert sent["reading"] == [f"{sheet.update.pk}-{sheet.archive.pk}-{start}"]
        assert "amilies" in sent["name"][0]
        form = {
            "name": sent["name"][0],
            "slug": sent["slug"][0],
            "program": factories.program(name="Homes").pk,
            "unit": factories.unit(code="families").pk,
            "position": 0,
            "accumulation": "snapshot",
            "direction": "neither",
            "frequency": "irregular",
        }
        response = sheet.client.post(link, form)
        assert response.headers["Location"] == f"{sheet.address}?at={start}"
        families = next(p for p in sheet.client.get(sheet.address).context["page"].proposals.open if p.value == 250)
        assert families.offers[0].indicator.slug == sent["slug"][0]

    @pytest.mark.parametrize("sent", ["", "1-2", "x-y-z", "1-2-3x"])
    def test_a_form_that_was_not_opened_from_a_document_leads_to_the_list(self, client_of, sent):
        form = {"name": "Homes", "slug": "homes", "program": factories.program().pk, "unit": factories.unit().pk}
        form |= {"position": 0, "accumulation": "snapshot", "direction": "neither", "frequency": "irregular"}
        response = client_of("Administrator").post(f"/admin/metrics/indicator/add/?reading={sent}", form)
        assert response.headers["Location"] == "/admin/metrics/indicator/"


def sheet_of(count):
    """A document with that many figures."""
    return "Asylum Offices\n\n" + "\n\n".join(
        f"Guatemala received {2000 + number:,} asylum claims in {1960 + number}." for number in range(count)
    )


def test_the_number_of_queries_does_not_grow_with_the_candidates(sheet):
    counts = []
    for number in (2, 60):
        source = factories.source(slug=f"long-{number}", published_on=dt.date(2023, 5, 4))
        archive = attaching.attach(source, sheet_of(number).encode()).archive
        address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
        statements, response = queries_of(sheet.client, address)
        assert len(response.context["page"].proposals.keys) == number
        counts.append(len(statements))
    assert counts[0] == counts[1] <= PAGE_QUERIES


def test_long_documents_come_in_pages_whose_texts_make_up_the_whole(sheet):
    source = factories.source(slug="long", published_on=dt.date(2023, 5, 4))
    archive = attaching.attach(source, sheet_of(95).encode()).archive
    address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
    pages = [sheet.client.get(address, {"page": number}).context["page"] for number in (1, 2, 3)]
    assert [page.count for page in pages] == [40, 40, 15]
    starts = [b.start for page in pages for stretch in page.stretches for b in stretch]
    assert starts == [block.start for block in archive.document.blocks]
    assert sheet.client.get(address, {"page": 4}).status_code == 302


PLACES = {1: "Guatemala", 20: "Honduras"}
# Of a page of candidates, and of accepting some of them (two fewer on SQLite).
PAGE_QUERIES, ACCEPT_QUERIES = 21, 42


def queries_to_accept(sheet, number):
    source = factories.source(slug=f"many-{number}", published_on=dt.date(2023, 5, 4))
    archive = attaching.attach(source, sheet_of(number).replace("Guatemala", PLACES[number]).encode()).archive
    sheet.address = f"/admin/metrics/update/{sheet.update.pk}/read/{archive.pk}/"
    spans = [proposal.code for proposal in sheet.client.get(sheet.address).context["page"].proposals.open]
    before = Figure.objects.count()
    refresh_search()  # which a new source waits for
    with CaptureQueriesContext(connection) as captured:
        sheet.client.post(f"{sheet.address}accept/", {"span": spans})
    assert Figure.objects.count() == before + number
    return [q["sql"] for q in captured if not q["sql"].startswith(NOT_COUNTED)]


def test_twenty_are_accepted_by_as_many_queries_as_one(sheet):
    one, twenty = queries_to_accept(sheet, 1), queries_to_accept(sheet, 20)
    assert len(twenty) <= len(one) <= ACCEPT_QUERIES, "\n".join(one)


@pytest.mark.parametrize(
    ("code", "kind"),
    [(None, ""), ("percent", "share"), ("HNL", "money"), ("doses-per-week", "rate"), ("families", "count")],
)
def test_a_unit_that_the_database_lacks_still_has_its_kind(code, kind):
    assert kind_of(code) == kind
