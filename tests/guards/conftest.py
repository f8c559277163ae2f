"""Rows that rest under guard, made once a class."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from metrics import actions, reviewing
from metrics.models import (
    Citation,
    FigureRelation,
)
from tests import factories as make


@pytest.fixture(scope="class")
def world(django_db_setup, django_db_blocker):
    """Once-published rows that between them use every foreign key, and drafts beside them. Made once a class."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_world()
        transaction.set_rollback(True)


def made_world():
    w = SimpleNamespace()
    breakdown = make.breakdown()
    w.indicator = make.indicator(breakdowns=[breakdown])
    w.category = make.category(breakdown=breakdown)
    w.group = make.group()
    w.joint = make.figure(indicator=w.indicator, countries=("GTM", "HND"), category=w.category, status="submitted")
    reviewing.accept(statements=[w.joint], by=make.publisher())
    actions.publish(statements=[w.joint], by=make.publisher())
    w.joint.refresh_from_db()
    w.group_figure = make.published(indicator=w.indicator, group=w.group)
    w.withdrawn = make.figure(status="withdrawn")
    w.superseded = make.published(indicator=w.indicator)
    w.correction = make.correction(of=w.superseded, value=110)
    w.superseded.refresh_from_db()
    w.share = make.published(indicator=make.indicator(unit=make.unit(code="percent")), value=40)
    w.program = make.program()
    agencies = [make.organization()]
    about = {"program": w.program, "line": w.program.line, "strategy": w.program.line.strategy}
    w.milestone = make.milestone(**about)
    w.milestone.organizations.set(agencies)
    w.milestone = make.brought_to("submitted", w.milestone)
    reviewing.accept(statements=[w.milestone], by=make.publisher())
    actions.publish(statements=[w.milestone], by=make.publisher())
    w.milestone.refresh_from_db()
    w.old_milestone = make.milestone(status="published", **about)
    successor = make.milestone(slug=w.old_milestone.slug, supersedes=w.old_milestone, supersede_reason="Misspelled.")
    make.brought_to("published", successor)
    w.relation = make.relation(from_figure=w.joint, to_figure=w.group_figure, kind="subset_of")
    w.ended = make.relation(from_figure=w.joint, to_figure=w.correction, kind="overlaps")
    FigureRelation.objects.filter(pk=w.ended.pk).update(ended_at=timezone.now(), ended_by=make.publisher())
    w.archive = make.archive(source=make.source(), by=make.publisher())
    Citation.objects.filter(pk=w.joint.citation_id).update(archive=w.archive)
    for statement in (make.figure, make.milestone):
        failing = make.citation(source=w.archive.source, section="", as_stated="words that stand nowhere")
        overridden = statement(citation=failing, status="submitted")
        actions.override(statement=overridden, by=make.publisher(), reason="The scan lacks that page.")
        actions.publish(statements=[overridden], by=make.publisher())
    w.draft = make.figure(countries=("MEX",))
    w.draft_milestone = make.milestone(countries=("MEX",))
    w.draft_relation = make.relation(from_figure=w.draft, to_figure=w.joint, kind="overlaps")
    return w
