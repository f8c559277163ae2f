"""Whatever people do with an update, in whatever order: what holds of it holds after every step."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import actions, reviewing, withdrawing
from metrics.models import Figure, Step, Update

from . import factories as make

pytestmark = pytest.mark.django_db

PEOPLE = ("ana", "ben", "eva")
STEPS = (
    "enter",
    "change",
    "delete",
    "submit",
    "hand over",
    "take back",
    "accept",
    "reconsider",
    "return",
    "resubmit",
    "publish",
    "publish accepted",
    "propose",
    "confirm",
    "decline",
    "comment",
)


class World:
    """An update, three people who may do everything, and what they try."""

    def __init__(self):
        self.people = [make.user(role="Administrator", username=f"{name}-{make.number()}") for name in PEOPLE]
        self.update = make.update()
        self.indicator = make.indicator()
        self.facts: dict[int, tuple] = {}

    def figures(self) -> list[Figure]:
        return list(Figure.objects.filter(update=self.update).order_by("pk"))

    def attempt(self, step: str, who: int, which: int) -> None:
        """Takes the step, or is refused in words or by the database; either way nothing is half done."""
        by, held = self.people[who], self.figures()
        update = Update.objects.get(pk=self.update.pk)
        row = held[which % len(held)] if held else None
        try:
            with transaction.atomic():
                self.take(step, by, row, update, which)
        except (ValidationError, DatabaseError):
            pass

    def take(self, step, by, row, update, which):
        match step:
            case "enter":
                make.figure(update=update, indicator=self.indicator, period=1900 + make.number() % 200, entered_by=by)
            case "hand over":
                reviewing.hand_over(update=update, by=by)
            case "take back":
                reviewing.take_back(update=update, by=by)
            case "publish":
                reviewing.publish_update(update=update, by=by)
            case "publish accepted":
                reviewing.publish_update(update=update, by=by, only_accepted=True)
            case "comment":
                reviewing.comment(update=update, by=by, text="So?")
            case _ if row is None:
                return
            case "change":
                Figure.objects.filter(pk=row.pk).update(value=which, entered_by=by)
            case "delete":
                Figure.objects.filter(pk=row.pk).delete()
            case "submit":
                actions.submit(statements=[row], by=by)
            case "resubmit":
                reviewing.resubmit(statement=row, by=by, answer="Mended.")
            case "accept":
                reviewing.accept(statements=[row], by=by)
            case "reconsider":
                reviewing.reconsider(statement=row, by=by)
            case "return":
                actions.return_to_author(statements=[row], by=by, comment="Which year?")
            case "propose":
                withdrawing.propose(statement=row, by=by, reason="Refuted.")
            case "confirm":
                withdrawing.confirm(statement=row, by=by)
            case "decline":
                withdrawing.decline(statement=row, by=by, reason="It stands.")

    def hold(self, frozen_before: bool, held_before: set[int]) -> None:
        """What must be true, whatever was done."""
        update = Update.objects.get(pk=self.update.pk)
        figures = self.figures()
        statuses = {figure.status for figure in figures}
        for figure in figures:
            if figure.published_at:
                assert figure.published_by_id != figure.entered_by_id, "two people stand behind each"
            assert figure.accepted_by_id is None or figure.status != "draft", "a mark falls with a return"
            assert figure.accepted_by_id != figure.entered_by_id or figure.accepted_by_id is None
            if figure.status != "draft":
                facts = (figure.value, figure.entered_by_id)
                assert self.facts.setdefault(figure.pk, facts) == facts, "what is handed over stays as it is"
            else:
                self.facts.pop(figure.pk, None)
        for step in Step.objects.filter(update=update, kind=Step.Kind.WITHDRAWN):
            proposed = Step.objects.filter(figure=step.figure_id, kind=Step.Kind.PROPOSED).last()
            assert proposed.by_id != step.by_id, "nobody withdraws alone"
        if frozen_before and update.is_frozen:
            assert {figure.pk for figure in figures} <= held_before, "nothing comes into what is handed over"
        if update.published_at is None:
            assert not statuses & {"published", "withdrawn"}
        published = Step.objects.filter(update=update, kind=Step.Kind.PUBLISHED).values_list("figure", flat=True)
        assert sorted(published) == [figure.pk for figure in figures if figure.published_at], "each is in the log once"


def test_people_get_somewhere():
    """Else the test below would hold of a world in which everything is refused."""
    world = World()
    world.attempt("enter", 0, 0)
    for step, who, status in (
        ("hand over", 0, "submitted"),
        ("return", 1, "draft"),
        ("resubmit", 0, "submitted"),
        ("accept", 1, "submitted"),
        ("publish accepted", 0, "submitted"),
        ("publish accepted", 2, "published"),
        ("propose", 0, "published"),
        ("confirm", 0, "published"),
        ("confirm", 1, "withdrawn"),
    ):
        world.attempt(step, who, 0)
        assert world.figures()[0].status == status, step


@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 5)), max_size=25))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_holds_of_an_update_holds_after_every_step(db, steps):
    with transaction.atomic():
        world = World()
        for who in (0, 1):
            world.attempt("enter", who, 0)
        for step, who, which in steps:
            frozen = Update.objects.get(pk=world.update.pk).is_frozen
            held = {figure.pk for figure in world.figures()}
            count = Step.objects.count()
            world.attempt(step, who, which)
            world.hold(frozen, held)
            assert Step.objects.count() >= count, "the log is only added to"
        transaction.set_rollback(True)
