"""Every outcome of a check, and what the words mean with what stands around them."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from metrics import actions
from metrics.archives import attaching
from metrics.archives.verifying import verify
from metrics.models import Citation, DataVersion, Figure
from tests import factories as make
from tests.worlds.articles import RETURNS, cited

Outcome = Citation.Verification


def checked(article, figure, text=None):
    attaching.attach(article.whole, (text or article.text).encode())
    return Citation.objects.get(pk=figure.citation_id)


@pytest.mark.parametrize(
    ("words", "value", "fields"),
    [
        ("more than 1,000 asylum claims", 1000, {"qualifier": "more_than", "unit": "applications"}),
        # The qualifier and the scale may stand beside the words.
        ("600 officials", 600, {"qualifier": "more_than"}),
        # "no more than" stands there, and "more than" within it.
        ("100 daily", 100, {"unit": "people-per-day", "section": "Minister Elphberg", "qualifier": "up_to"}),
        ("$1.2", 1_200_000, {"unit": "USD"}),
        ("310 million", 310_000_000, {"unit": "USD"}),
        ("three MRCs", 3, {"unit": "centers"}),
        ("Almost 120,000", 120_000, {"qualifier": "nearly", "section": RETURNS}),
        ("22,308 women", 22_308, {"section": RETURNS}),
        ("18,000 H-2B visas", 18_000, {"unit": "visas", "section": RETURNS}),
        ("6,500 allotted", 6500, {"unit": "visas", "section": RETURNS}),
        ("11,500 for the second half", 11_500, {"unit": "visas", "section": RETURNS}),
        ("40 percent of the 340 municipalities", 40, {"unit": "percent", "section": RETURNS}),
        ("40 percent of the 340 municipalities", 340, {"unit": "municipalities", "section": RETURNS}),
        ("hundreds of cases", None, {"section": RETURNS}),
        # What a speaker says goes on over paragraphs, also where one begins like a label.
        ("peak of 2,800 migrants in a day", 2800, {"unit": "people-per-day", "section": "MINISTER ELPHBERG"}),
        ("no more than 100 daily", 100, {"unit": "people-per-day", "section": "Minister Elphberg:"}),
        ("more than 1.9 million Ruritanians", 1_900_000, {"qualifier": "more_than", "section": "MINISTER ELPHBERG"}),
        ("40 mobile units", 40, {"unit": "mobile-units", "section": "MINISTER KINBOTE"}),
    ],
)
def test_words_that_say_what_the_figure_holds_are_verified(article, words, value, fields):
    source = "remarks" if "MINISTER" in fields.get("section", "").upper() else "update"
    if words.startswith("no more"):
        fields = {**fields, "qualifier": "up_to"}
    citation = checked(article, cited(article, words, value, source=source, **fields))
    assert citation.verification == Outcome.VERIFIED, citation.found
    assert citation.archive.text[citation.start : citation.end].split()[0] in words


@pytest.mark.parametrize(
    ("words", "value", "fields", "outcome", "sides"),
    [
        ("three MRCs", 4, {"unit": "centers"}, Outcome.WRONG_VALUE, ("three MRCs", "4 centers")),
        ("hundreds of cases", 5, {"section": RETURNS}, Outcome.WRONG_VALUE, ("hundreds of cases", "5 people")),
        ("three MRCs", None, {"unit": "centers"}, Outcome.WRONG_VALUE, ("three MRCs", "no value")),
        ("600 officials", 600, {}, Outcome.WRONG_QUALIFIER, ("more than", "exactly")),
        ("$310 million", 310_000_000, {"unit": "people"}, Outcome.WRONG_UNIT, ("USD", "people")),
        ("three MRCs", 3, {"unit": "visas"}, Outcome.WRONG_UNIT, ("MRCs", "visas")),
        ("40 percent", 40, {"section": RETURNS}, Outcome.WRONG_UNIT, ("percent", "people")),
        ("four MRCs", 4, {"unit": "centers"}, Outcome.NOT_FOUND, ("four MRCs", "archived copy 1")),
        ("three MRCs", 3, {"section": RETURNS}, Outcome.NOT_FOUND, ("Returns", "Asylum Offices")),
        # Other digits there: both sides are named.
        ("over 601 officials", 601, {"qualifier": "more_than"}, Outcome.WRONG_VALUE, ("over 600", "601 people")),
        ("under 600 officials", 600, {"qualifier": "less_than"}, Outcome.WRONG_QUALIFIER, ("over 600", "under 600")),
        ("2,308 women", 2308, {"section": RETURNS}, Outcome.WRONG_VALUE, ("22,308", "2,308 people")),
        ("more than 1,000 asylum claims", 1000, {"section": ""}, Outcome.AMBIGUOUS, ("2 times",)),
    ],
)  # fmt: skip
def test_each_failure_names_both_sides(article, words, value, fields, outcome, sides):
    citation = checked(article, cited(article, words, value, **fields))
    assert citation.verification == outcome, citation.found
    for side in sides:
        assert side in citation.found


def test_without_an_archive_nothing_is_said(article):
    figure = cited(article, "three MRCs", 4, unit="centers")
    (item,) = verify(Citation.objects.all())
    assert (item.result.outcome, item.result.failed, figure.citation.found) == (Outcome.NOT_ARCHIVED, False, "")


def test_a_milestone_needs_its_words_only(article):
    opening = Citation.objects.create(
        source=article.update, section="Update on the River Strategy", as_stated="launched on July 29, 2030"
    )
    gone = Citation.objects.create(source=article.update, section="", as_stated="launched in secret")
    for citation in (opening, gone):
        make.milestone(citation=citation, status="published")
    attaching.attach(article.whole, article.text.encode())
    assert [c.verification for c in Citation.objects.order_by("pk")] == [Outcome.VERIFIED, Outcome.NOT_FOUND]


def test_the_words_of_the_article_itself_come_before_those_of_its_parts(article):
    text = article.text.replace("Below are", "The country has 340 municipalities in all.\n\nBelow are")
    figure = cited(article, "340 municipalities", 340, unit="municipalities", section="", source="whole")
    citation = checked(article, figure, text)
    assert citation.verification == Outcome.VERIFIED
    assert citation.start < text.index("Below are")


def test_a_citation_is_judged_by_what_is_in_force(article):
    wrong = cited(article, "three MRCs", 4, unit="centers")
    assert checked(article, wrong).verification == Outcome.WRONG_VALUE
    make.correction(of=wrong, value=3, citation=wrong.citation)
    assert checked(article, wrong).verification == Outcome.VERIFIED


class TestPublishing:
    def test_what_the_archived_text_contradicts_is_refused_with_both_sides(self, article):
        attaching.attach(article.whole, article.text.encode())
        draft = cited(article, "three MRCs", 4, unit="centers", status="submitted")
        assert Citation.objects.get(pk=draft.citation_id).verification == Outcome.WRONG_VALUE
        with pytest.raises(ValidationError, match=r"wrong value\. The source says “three MRCs”.*4 centers"):
            actions.publish(statements=[draft], by=make.publisher())
        draft.refresh_from_db()
        assert draft.status == "submitted"

    def test_what_agrees_is_published_and_verified(self, article):
        attaching.attach(article.whole, article.text.encode())
        figure = cited(article, "three MRCs", 3, unit="centers")
        assert Citation.objects.get(pk=figure.citation_id).verification == Outcome.VERIFIED

    def test_a_wrong_draft_on_the_citation_of_a_published_figure_changes_nothing_of_it(self, article):
        attaching.attach(article.whole, article.text.encode())
        figure = cited(article, "three MRCs", 3, unit="centers")
        draft = make.correction(of=figure, value=4, citation=figure.citation, status="submitted")
        assert Citation.objects.get(pk=figure.citation_id).verification == Outcome.VERIFIED
        with pytest.raises(ValidationError, match="wrong value"):
            actions.publish(statements=[draft], by=make.publisher())


class TestOverriding:
    """A reviewer may let a statement be published although its citation fails, with a reason that readers see."""

    WHY = "The scan reads a 3 as a 4; the printed page has four."

    @pytest.fixture
    def failing(self, article):
        attaching.attach(article.whole, article.text.encode())
        return cited(article, "three MRCs", 4, unit="centers", status="submitted")

    def test_with_a_reason_it_is_published_and_readers_see_reason_and_person(self, failing, client):
        actions.override(statement=failing, by=make.publisher(), reason=self.WHY)
        actions.publish(statements=[failing], by=make.publisher())
        page = client.get(f"/figures/{failing.pk}/").content.decode()
        assert self.WHY in page
        assert "Wrong value" in page
        failing.refresh_from_db()
        assert (failing.status, failing.overridden_by) == ("published", make.publisher())

    def test_the_reason_of_a_milestone_stands_with_it(self, article, client):
        attaching.attach(article.whole, article.text.encode())
        gone = Citation.objects.create(source=article.update, section="", as_stated="launched in secret")
        milestone = make.milestone(citation=gone, status="submitted")
        actions.override(statement=milestone, by=make.publisher(), reason=self.WHY)
        actions.publish(statements=[milestone], by=make.publisher())
        assert self.WHY in client.get("/countries/GTM/").content.decode()

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_without_a_reason_it_is_refused(self, failing, reason):
        with pytest.raises(ValidationError, match="Give the reason"):
            actions.override(statement=failing, by=make.publisher(), reason=reason)

    def test_its_author_cannot(self, failing):
        failing.entered_by.groups.add(Group.objects.get(name="Reviewer"))
        with pytest.raises(ValidationError, match="you entered it yourself"):
            actions.override(statement=failing, by=failing.entered_by, reason=self.WHY)

    def test_what_is_no_more_than_a_draft_or_is_published_cannot_be_overridden(self, failing):
        actions.return_to_author(statements=[failing], by=make.publisher(), comment="Which?")
        with pytest.raises(ValidationError, match="only what is submitted"):
            actions.override(statement=failing, by=make.publisher(), reason=self.WHY)

    def test_where_nothing_fails_there_is_nothing_to_override(self, article):
        attaching.attach(article.whole, article.text.encode())
        sound = cited(article, "three MRCs", 3, unit="centers", status="submitted")
        with pytest.raises(ValidationError, match="nothing is wrong"):
            actions.override(statement=sound, by=make.publisher(), reason=self.WHY)

    def test_returning_takes_it_back(self, failing):
        actions.override(statement=failing, by=make.publisher(), reason=self.WHY)
        actions.return_to_author(statements=[failing], by=make.publisher(), comment="Which?")
        actions.submit(statements=[failing], by=failing.entered_by)
        with pytest.raises(ValidationError, match="wrong value"):
            actions.publish(statements=[failing], by=make.publisher())

    def test_it_is_taken_back_where_the_text_is_mended_before_publication(self, article):
        attaching.attach(article.whole, article.text.encode())
        failing = cited(article, "four MRCs", 4, unit="centers", status="submitted")
        actions.override(statement=failing, by=make.publisher(), reason=self.WHY)
        attaching.attach(article.whole, article.text.replace("three\nMRCs", "four MRCs").encode())
        actions.publish(statements=[failing], by=make.publisher())
        failing.refresh_from_db()
        assert (failing.status, failing.override_reason, failing.overridden_by) == ("published", "", None)

    def test_once_published_it_stays(self, failing):
        actions.override(statement=failing, by=make.publisher(), reason=self.WHY)
        actions.publish(statements=[failing], by=make.publisher())
        with pytest.raises(IntegrityError, match="Published facts do not change"), transaction.atomic():
            Figure.objects.filter(pk=failing.pk).update(override_reason="Because.")

    @pytest.mark.parametrize(
        ("role", "may"),
        [("Viewer", False), ("Editor", False), ("Reviewer", True), ("Administrator", True), ("superuser", True)],
    )
    def test_who_may_publish_may_override_on_a_page_that_shows_what_was_found(self, failing, client_of, role, may):
        client = client_of(role)
        address = f"/admin/metrics/figure/{failing.pk}/override/"
        page = client.get(address)
        assert page.status_code == (200 if may else 403)
        assert ("The source says “three MRCs”" in page.content.decode()) == may
        assert ("override/" in client.get(f"/admin/metrics/figure/{failing.pk}/change/").content.decode()) == may
        assert "Give the reason" in client.post(address, {"reason": ""}).content.decode() or not may
        client.post(address, {"reason": self.WHY})
        client.post(f"/admin/metrics/figure/{failing.pk}/publish/")
        failing.refresh_from_db()
        assert failing.status == ("published" if may else "submitted")
        assert failing.override_reason == (self.WHY if may else "")


def test_checking_again_writes_nothing(article):
    figure = cited(article, "three MRCs", 3, unit="centers")
    before = checked(article, figure).checked_at
    version = DataVersion.current()
    verify(Citation.objects.all())
    assert (DataVersion.current(), Citation.objects.get(pk=figure.citation_id).checked_at) == (version, before)


def test_a_source_in_a_language_that_is_not_read_is_checked_by_its_digits(article):
    source = make.source(slug="french", language="fr")
    attaching.attach(source, b"Le pays compte 1 234 maires.")
    for words, value, outcome in (
        ("1 234 maires", 1234, Outcome.VERIFIED),
        ("compte 1 234 maires", 1235, Outcome.WRONG_VALUE),
    ):
        citation = Citation.objects.create(source=source, as_stated=words)
        draft = make.figure(citation=citation, value=value, status="submitted")
        assert Citation.objects.get(pk=draft.citation_id).verification == outcome


def test_sections_are_compared_loosely(article):
    figure = cited(article, "three MRCs", 3, unit="centers", section="OPEN the  Crossings: › asylum offices")
    assert checked(article, figure).verification == Outcome.VERIFIED
