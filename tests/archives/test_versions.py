"""A newer copy of a source: what is published and verified stays at its copy, all else moves, and the log says so."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from metrics import actions, guards
from metrics.archives import attaching
from metrics.archives.verifying import pick, verify
from metrics.models import Archive, Citation, CitationCheck, Figure
from tests import factories as make
from tests.worlds.articles import RETURNS, cited

Outcome = Citation.Verification


def attach(article, *changes, source=None):
    """Attaches the article with these words changed."""
    text = article.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return attaching.attach(source or article.whole, text.encode())


def log(figure):
    """(copy, outcome, whether it became the state, why) of each check of a figure's citation."""
    rows = CitationCheck.objects.filter(citation=figure.citation_id).select_related("archive").order_by("pk")
    return [(row.archive.version, row.outcome, row.is_state, row.why) for row in rows]


def state(figure):
    citation = Citation.objects.select_related("archive").get(pk=figure.citation_id)
    return citation.archive.version, citation.verification


def officials(article, **fields):
    return cited(article, "over 600 officials", 600, qualifier="more_than", **fields)


class TestANewerCopy:
    def test_what_is_published_and_verified_stays_and_the_newer_copy_is_logged_beside_it(self, article):
        figure = officials(article)
        attach(article)
        before = Citation.objects.get(pk=figure.citation_id)
        attached = attach(article, ("over 600 officials", "over 610 officials"))
        after = Citation.objects.get(pk=figure.citation_id)
        assert {name: getattr(after, name) for name in Citation.DERIVED} == {
            name: getattr(before, name) for name in Citation.DERIVED
        }
        assert log(figure) == [(1, "verified", True, "attached"), (2, "wrong_value", False, "attached")]
        (item,) = attached.in_newer
        assert "“over 610 officials”" in item.result.found
        assert "more than 600 people" in item.result.found

    def test_what_fails_moves_to_the_newest(self, article):
        figure = cited(article, "over 610 officials", 610, qualifier="more_than")
        attach(article)
        assert state(figure) == (1, "wrong_value")
        attach(article, ("over 600 officials", "over 610 officials"))
        assert state(figure) == (2, "verified")
        assert log(figure) == [(1, "wrong_value", True, "attached"), (2, "verified", True, "attached")]

    def test_what_only_drafts_rest_on_moves_to_the_newest(self, article):
        draft = officials(article, status="draft")
        attach(article)
        attach(article, ("over 600 officials", "over 610 officials"))
        assert state(draft) == (2, "wrong_value")

    def test_a_milestone_holds_its_citation_too(self, article):
        citation = make.citation(source=article.update, section="", as_stated="launched on July 29, 2030")
        milestone = make.milestone(citation=citation, status="published")
        attach(article)
        attach(article, ("launched on July 29, 2030", "begun in summer"))
        assert state(milestone) == (1, "verified")

    def test_what_was_withdrawn_stays_as_it_was_verified(self, article):
        figure = officials(article)
        attach(article)
        actions.withdraw(statement=figure, by=make.publisher(), reason="It was never measured.")
        attach(article, ("over 600 officials", "nobody"))
        assert state(figure) == (1, "verified")

    def test_a_source_that_is_not_located_any_more_has_its_words_nowhere(self, article):
        figure = officials(article)
        attach(article)
        text = article.text[: article.text.index("Update on the River Strategy")]
        attached = attaching.attach(article.whole, text.encode())
        assert article.update in attached.not_located
        assert log(figure)[-1] == (2, "not_found", False, "attached")
        assert "not located in archived copy 2" in CitationCheck.objects.last().found

    def test_a_document_that_lacks_a_source_with_a_file_of_its_own_says_nothing_of_it(self, article):
        figure = officials(article)
        attach(article, source=article.update)
        attached = attaching.attach(article.whole, b"Another text altogether.")
        assert attached.in_newer == []
        assert log(figure) == [(1, "verified", True, "attached")]

    def test_the_same_copy_again_is_not_looked_into_again(self, article):
        figure = officials(article)
        attach(article)
        attach(article, ("Good morning", "Good evening"))
        held = log(figure)
        assert attach(article, ("Good morning", "Good evening")).in_newer == []
        assert log(figure) == held

    def test_the_command_names_what_the_newer_copy_says(self, article, tmp_path, capsys):
        figure = officials(article)
        attach(article)
        path = tmp_path / "newer.txt"
        path.write_text(article.text.replace("over 600", "over 610"), encoding="utf-8")
        call_command("attach_source", "article", str(path))
        assert (
            f"verified in copy 1, in this one wrong_value: citation {figure.citation_id} (update)"
            in capsys.readouterr().out
        )

    @pytest.mark.parametrize(("now", "code"), [("over 610 officials", 1), ("some more of them", 0)])
    def test_verifying_names_it_and_fails_where_the_newest_says_otherwise(self, article, capsys, now, code):
        figure = officials(article)
        attach(article)
        attach(article, ("over 600 officials", now))
        try:
            call_command("verify_citations")
            ended = 0
        except SystemExit as exit:
            ended = exit.code
        (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("newest copy: ")]
        assert f"citation {figure.citation_id} (update)" in line
        assert ended == code


class TestRechecks:
    def test_each_is_against_its_own_copy(self, article):
        stays, moves = officials(article), cited(article, "three MRCs", 3, unit="centers", status="submitted")
        attach(article)
        attach(article, ("over 600 officials", "over 610 officials"), ("three\nMRCs", "four\nMRCs"))
        held = log(stays)
        verify(Citation.objects.all())
        assert (state(stays), log(stays)) == ((1, "verified"), held)
        assert state(moves) == (2, "not_found")

    def test_withdrawing_leaves_it_at_its_copy(self, article):
        figure = officials(article)
        attach(article)
        attach(article, ("over 600 officials", "over 610 officials"))
        actions.withdraw(statement=figure, by=make.publisher(), reason="It was never measured.")
        assert state(figure) == (1, "verified")

    def test_publishing_more_on_a_citation_that_stays_reads_its_copy(self, article):
        share = cited(article, "40 percent of the 340 municipalities", 40, unit="percent", section=RETURNS)
        attach(article)
        attach(article, ("the 340 municipalities", "the 341 municipalities"))
        base = make.published(
            citation=share.citation,
            indicator=make.indicator(unit=make.unit(code="municipalities")),
            value=340,
        )
        assert state(base) == (1, "verified")


class TestTheLog:
    def test_every_change_of_a_citation_has_its_row(self, article):
        """Whatever happens, the last state of the log is what the citation holds."""
        figures = [officials(article), cited(article, "three MRCs", 4, unit="centers")]
        attach(article)
        make.correction(of=figures[1], value=3, citation=figures[1].citation)
        attach(article, ("over 600 officials", "over 610 officials"))
        actions.withdraw(statement=figures[0], by=make.publisher(), reason="It was never measured.")
        verify(Citation.objects.all())
        for citation in Citation.objects.exclude(checked_at=None):
            last = citation.checks.filter(is_state=True).last()
            held = (last.outcome, last.found, last.archive_id, last.start, last.end, last.checked_at)
            assert held == (
                citation.verification,
                citation.found,
                citation.archive_id,
                citation.start,
                citation.end,
                citation.checked_at,
            )
        assert [row[1:] for row in log(figures[1])] == [
            ("wrong_value", True, "attached"),
            ("verified", True, "statement"),
            ("verified", False, "attached"),
        ]

    def test_what_was_picked_is_logged_and_carried_to_a_newer_copy_by_what_stands_around(self, article):
        figure = cited(
            article,
            "more than 1,000 asylum claims",
            1000,
            qualifier="more_than",
            unit="applications",
            section="",
            status="draft",
        )
        attach(article)
        citation = Citation.objects.get(pk=figure.citation_id)
        assert citation.verification == Outcome.AMBIGUOUS
        place = article.text.rindex("more than 1,000")
        assert pick(citation, place).outcome == Outcome.VERIFIED
        assert log(figure)[-1] == (1, "verified", True, "picked")
        attach(article, ("Good morning.", "Good morning to all of you."))
        moved = Citation.objects.get(pk=figure.citation_id)
        assert (state(figure), moved.start) == ((2, "verified"), place + len(" to all of you"))

    def test_a_pick_that_nothing_around_speaks_for_is_asked_for_again(self, article):
        source = make.source(slug="list")
        citation = make.citation(source=source, section="", as_stated="5 boats")
        draft = make.figure(citation=citation, value=5, indicator=make.indicator(unit=make.unit(code="boats")))
        attaching.attach(source, b"5 boats. 5 boats.")
        verify(Citation.objects.filter(pk=citation.pk))
        pick(Citation.objects.get(pk=citation.pk), 9)
        attaching.attach(source, b"5 boats, 5 boats, 5 boats")
        assert state(draft) == (2, "ambiguous")

    def test_with_the_citation_of_a_draft_its_checks_go(self, article):
        draft = officials(article, status="draft")
        attach(article)
        Figure.objects.filter(pk=draft.pk).delete()
        Citation.objects.filter(pk=draft.citation_id).delete()
        assert not CitationCheck.objects.exists()


class TestContradictingNewest:
    def found(self):
        return [(row.citation_id, row.outcome) for row in CitationCheck.objects.contradicting_newest()]

    def test_it_names_what_the_newest_copy_changed_or_lacks(self, article):
        changed, gone = officials(article), cited(article, "three MRCs", 3, unit="centers")
        kept = cited(article, "$310 million", 310_000_000, unit="USD")
        draft = cited(article, "40 percent", 40, unit="percent", section=RETURNS, status="draft")
        attach(article)
        assert self.found() == []
        attach(
            article,
            ("over 600 officials", "over 610 officials"),
            ("The agency opened three\nMRCs and", "The agency"),
            ("40 percent", "41 percent"),
        )
        assert self.found() == [(changed.citation_id, "wrong_value"), (gone.citation_id, "not_found")]
        assert kept.citation_id not in dict(self.found())
        assert draft.citation_id not in dict(self.found())

    def test_a_copy_that_is_mended_ends_it(self, article):
        officials(article)
        attach(article)
        attach(article, ("over 600 officials", "over 610 officials"))
        attach(article, ("Good morning", "Good evening"))
        assert self.found() == []

    def test_what_is_no_longer_in_force_is_not_named(self, article):
        figure = officials(article)
        attach(article)
        attach(article, ("over 600 officials", "over 610 officials"))
        actions.withdraw(statement=figure, by=make.publisher(), reason="The source took it back.")
        assert self.found() == []

    def test_it_takes_one_query(self, article, django_assert_num_queries):
        officials(article)
        attach(article)
        attach(article, ("over 600 officials", "over 610 officials"))
        with django_assert_num_queries(1):
            for row in CitationCheck.objects.contradicting_newest():
                assert (row.citation.source.slug, row.citation.archive.version, row.archive.version) == ("update", 1, 2)


def test_checks_found_before_they_were_kept_are_logged(article):
    figure = officials(article)
    attach(article)
    never = make.citation(source=make.source())
    with guards.lifted(connection):
        CitationCheck.objects.all().delete()
        import_module("metrics.migrations.0005_checks_before").log_states(apps, SimpleNamespace(connection=connection))
    row = CitationCheck.objects.get(citation=figure.citation_id)
    citation = Citation.objects.get(pk=figure.citation_id)
    assert (row.outcome, row.start, row.checked_at, row.why) == (
        "verified",
        citation.start,
        citation.checked_at,
        "before",
    )
    assert not never.checks.exists()
    assert Archive.objects.count() == 1
