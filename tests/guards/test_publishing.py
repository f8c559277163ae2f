"""What publication demands of the database, and what stays allowed."""

import datetime as dt

import pytest
from django.utils import timezone

from metrics import actions
from metrics.guards import said
from metrics.models import (
    Citation,
    Figure,
    FigureRelation,
    Unit,
)
from programs.models import CountryGroup
from tests import factories as make

from .attempts import (
    refused,
    snapshot,
)

pytestmark = pytest.mark.django_db


class TestWhatPublicationDemandsOfTheDatabase:
    """The rules of publishing hold for a plain UPDATE as well."""

    def publish(self, figure):
        Figure.objects.filter(pk=figure.pk).update(
            status="published", published_by=make.publisher(), published_at=timezone.now()
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"role": "target"},
            {"period_start": dt.date(2020, 12, 31)},
            {"period_end": None},
            {"place_key": "HND"},
            {"category": None},
            {"indicator": None},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_correction_keeps_its_identity(self, world, change):
        first = make.published(category=world.category)
        if "indicator" in change:
            change = {"indicator": make.indicator()}
        draft = make.correction(of=first, status="draft", **change)
        refused(lambda: self.publish(draft), said.IDENTITY_STAYS)

    def test_one_figure_of_an_identity_is_preferred(self, world):
        refused(lambda: self.publish(make.figure(indicator=world.indicator)), said.ONE_PREFERRED)
        self.publish(make.figure(indicator=world.indicator, rank="normal"))

    @pytest.mark.parametrize("value", [-1, "100.001", 15_000])
    def test_a_share_lies_between_0_and_100(self, world, value):
        indicator = world.share.indicator
        refused(lambda: make.figure(indicator=indicator, value=value), said.SHARE_RANGE)
        draft = make.figure(indicator=indicator, value=50)
        refused(lambda: Figure.objects.filter(pk=draft.pk).update(value=value), said.SHARE_RANGE)
        refused(
            lambda: Figure.objects.filter(pk=make.figure(value=15_000).pk).update(unit=indicator.unit),
            said.SHARE_RANGE,
        )

    @pytest.mark.parametrize("value", [0, 100, None])
    def test_the_ends_of_a_share_and_a_missing_one_are_fine(self, world, value):
        missing = "" if value is not None else "unknown"
        assert make.published(indicator=world.share.indicator, value=value, missing=missing, period=2019)


class TestWhatIsAllowedStaysAllowed:
    @pytest.mark.parametrize("is_returned", [False, True])
    def test_drafts_change_and_go(self, world, is_returned):
        status = "submitted" if is_returned else "draft"
        figure, milestone = make.figure(status=status), make.milestone(status=status)
        if is_returned:
            actions.return_to_author(statements=[figure, milestone], by=make.author())
            figure.refresh_from_db()
            milestone.refresh_from_db()
        figure.value = 7
        figure.save()
        figure.countries.set([make.country("MEX")])
        figure.countries.clear()
        Figure.objects.filter(pk=figure.pk).update(value=8)
        Citation.objects.filter(pk=figure.citation_id).update(as_stated="8 people")
        milestone.organizations.add(make.organization())
        milestone.organizations.clear()
        citation = figure.citation
        for row in (figure, milestone, citation):
            row.delete()

    def test_a_published_figure_saved_as_it_is_stays_as_it_is(self, world):
        before = snapshot()
        Figure.objects.get(pk=world.joint.pk).save()
        assert snapshot() == before

    @pytest.mark.parametrize("name", ["joint", "milestone"])
    @pytest.mark.parametrize("status", ["superseded", "withdrawn"])
    def test_a_published_statement_ends_once(self, world, name, status):
        row = getattr(world, name)
        mine = type(row).objects.filter(pk=row.pk)
        mine.update(status=status, ended_by=make.publisher(), ended_at=timezone.now(), ended_reason="Wrong.")
        refused(lambda: mine.update(ended_reason="Another."), said.PUBLISHED_STAYS)

    def test_a_citation_under_a_published_figure_may_still_be_verified(self, world):
        Citation.objects.filter(pk=world.joint.citation_id).update(verification="verified")

    def test_a_unit_in_use_may_be_reworded(self, world):
        Unit.objects.filter(pk=world.joint.unit_id).update(singular="person", plural="persons", code="persons")

    def test_a_group_that_figures_name_keeps_its_short_name_and_may_be_reworded(self, world):
        named, unused = make.group(), make.group()
        make.figure(group=named)
        refused(lambda: CountryGroup.objects.filter(pk=named.pk).update(slug="another"), said.GROUP_STAYS)
        CountryGroup.objects.filter(pk=named.pk).update(name="Another name")
        CountryGroup.objects.filter(pk=unused.pk).update(slug="another")

    def test_a_unit_that_no_published_figure_has_changes_and_goes(self, world):
        unused = make.unit(code="unused")
        Unit.objects.filter(pk=unused.pk).update(kind="rate")
        unused.delete()

    def test_a_relation_ends_once_and_may_be_declared_anew(self, world):
        mine = FigureRelation.objects.filter(pk=world.relation.pk)
        mine.update(ended_at=timezone.now(), ended_by=make.publisher())
        refused(lambda: mine.update(ended_at=None), said.RELATION_STAYS)
        refused(lambda: mine.update(ended_at=timezone.now()), said.RELATION_STAYS)
        make.relation(from_figure=world.joint, to_figure=world.group_figure, kind="subset_of")

    def test_a_relation_with_a_draft_changes_and_goes(self, world):
        mine = FigureRelation.objects.filter(pk=world.draft_relation.pk)
        mine.update(kind="subset_of")
        mine.delete()
