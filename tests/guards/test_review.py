"""What is under review stays, and so does the log."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from metrics import actions, reviewing
from metrics.guards import said
from metrics.models import (
    Citation,
    Figure,
    Mention,
    Step,
)
from tests import factories as make

from .attempts import STATEMENTS, execute, fields_of, name_of, only_sqlite, other_value, refused

pytestmark = pytest.mark.django_db


class TestUnderReview:
    """What is submitted stays as it is, and an update that is handed over takes nothing in, by whatever path."""

    @pytest.fixture
    def handed_over(self, world):
        update = make.update()
        figure = make.figure(update=update, citation=make.citation(as_stated="alone"))
        milestone = make.milestone(update=update, citation=make.citation(as_stated="alone, too"))
        reviewing.hand_over(update=update, by=make.author())
        return SimpleNamespace(update=update, figure=figure, milestone=milestone)

    @pytest.mark.parametrize("model", STATEMENTS, ids=name_of)
    def test_no_fact_of_what_is_submitted_changes(self, handed_over, model):
        row = getattr(handed_over, model._meta.model_name)
        for field in model._meta.local_concrete_fields:
            if not (field.primary_key or field.generated or field.name in model.LIFE_FIELDS):
                change = {field.attname: other_value(field)}
                refused(lambda c=change: model.objects.filter(pk=row.pk).update(**c), said.SUBMITTED_STAYS)
        mine = model.objects.filter(pk=row.pk)
        refused(lambda: mine.update(status="draft", entered_by=make.user()), said.SUBMITTED_STAYS)
        refused(mine.delete)
        refused(lambda: row.countries.add(make.country("MEX")), "under review")
        refused(row.countries.clear, "under review")
        refused(lambda: Citation.objects.filter(pk=row.citation_id).update(as_stated="lies"), said.CITATION_STAYS)

    def test_nothing_comes_into_it(self, handed_over):
        update = handed_over.update
        draft, milestone = make.figure(), make.milestone()
        refused(lambda: make.figure(update=update), said.UPDATE_FROZEN)
        refused(lambda: make.milestone(update=update), said.UPDATE_FROZEN)
        for row in (draft, milestone):
            refused(lambda r=row: type(r).objects.filter(pk=r.pk).update(update=update), said.UPDATE_FROZEN)
        refused(lambda: Figure.objects.bulk_create([Figure(**{**fields_of(draft), "update": update})]))

    def test_the_update_itself_stays(self, handed_over):
        mine = type(handed_over.update).objects.filter(pk=handed_over.update.pk)
        refused(lambda: mine.update(title="Another"), said.UPDATE_STAYS)

    def test_no_update_is_handed_over_with_drafts_in_it(self, world):
        mine = type(world.draft.update).objects.filter(pk=world.draft.update_id)
        over = {"handed_over_at": timezone.now(), "handed_over_by": make.author()}
        refused(lambda: mine.update(**over), said.NOTHING_LEFT_BEHIND)

    def test_what_is_returned_changes_while_the_rest_stays(self, handed_over):
        actions.return_to_author(statements=[handed_over.figure], by=make.publisher(), comment="Which year?")
        Figure.objects.filter(pk=handed_over.figure.pk).update(note="Mended.")
        refused(lambda: make.figure(update=handed_over.update), said.UPDATE_FROZEN)

    def test_taken_back_it_is_open(self, handed_over):
        reviewing.take_back(update=handed_over.update, by=make.author())
        assert make.figure(update=handed_over.update)


@pytest.mark.parametrize("model", [Step, Mention], ids=name_of)
class TestTheLogStays:
    """What was done and said in an update is only added to."""

    @pytest.fixture
    def row(self, world, model):
        person = make.user(role="Editor")
        text = f"Which year, @{person.username}?"
        step = reviewing.comment(update=world.draft.update, statement=world.draft, by=person, text=text)
        return step if model is Step else step.mentions.get()

    def test_nothing_of_it_changes(self, row, model):
        for field in model._meta.local_concrete_fields:
            change = {field.attname: other_value(field)}
            refused(lambda c=change: model.objects.filter(pk=row.pk).update(**c), said.STEP_STAYS)

    def test_it_does_not_go(self, row, model):
        # Without the ORM, which would say that the comment is mentioned.
        refused(lambda: execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk), said.STEP_STAYS)

    @only_sqlite
    def test_nothing_takes_its_place(self, row, model):
        names = ", ".join(field.column for field in model._meta.local_concrete_fields)
        table = model._meta.db_table
        sql = f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s"
        refused(lambda: execute(sql, row.pk), said.STEP_STAYS)

    def test_it_outlives_a_draft_that_is_deleted(self, model, world):
        draft = make.figure()
        actions.submit(statements=[draft], by=make.author())
        actions.return_to_author(statements=[draft], by=make.author())
        pk, about = draft.pk, str(draft)
        draft.delete()
        assert {step.about for step in Step.objects.filter(figure_id=pk)} == {about}
