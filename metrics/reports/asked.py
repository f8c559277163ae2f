"""What colleagues ask of a person in the logs of updates: drafts sent back, comments that mention them, withdrawals
that wait for a second person. Each list takes a query or two, however much there is, and is cut; what it leaves out is
counted.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from metrics.models import Mention, Step
from metrics.models.publication import Publication
from metrics.permissions import may
from metrics.scopes import within

from .findings import name_of
from .watch import STATEMENTS, Listed

Status = Publication.Status


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A statement of this person that somebody else returned: in which step, and with which words."""

    step: int
    noun: str
    pk: int
    update_pk: int
    update: str
    label: str
    by: str
    at: dt.datetime
    text: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the review."""
        return f"{self.noun}-{self.pk}"


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A comment that speaks to this person, who has said nothing after it. Without an anchor it is of the whole."""

    step: int
    update_pk: int
    update: str
    anchor: str
    about: str
    by: str
    at: dt.datetime
    text: str


@dataclass(frozen=True, slots=True)
class WithdrawalLine:
    """A published statement that somebody else proposes to withdraw, for this reason."""

    step: int
    noun: str
    pk: int
    label: str
    by: str
    at: dt.datetime
    text: str


def returned_to(user: Any, updates: list[int], shown: int | None) -> Listed[ReturnedLine]:
    """The drafts of this person in these updates that somebody else sent back, and nobody has submitted since."""
    drafts = {
        f"{model._meta.model_name}__in": model.objects.filter(
            update__in=updates, status=Status.DRAFT, entered_by=user
        ).values("pk")
        for model in STATEMENTS
    }
    steps = Step.objects.standing_returns().filter(Q(**drafts, _connector=Q.OR)).exclude(by=user)
    related = ("by", "figure__indicator", "figure__unit", "figure__update", "milestone__update")
    rows, count = cut(steps.select_related(*related).order_by("-pk"), shown) if updates else ([], 0)
    lines = []
    for step in rows:
        statement = step.figure or step.milestone
        lines.append(
            ReturnedLine(
                step=step.pk,
                noun=statement._meta.model_name,
                pk=statement.pk,
                update_pk=statement.update_id,
                update=str(statement.update),
                label=str(statement),
                by=name_of(step.by),
                at=step.at,
                text=step.text,
            )
        )
    return Listed(lines, count)


def mentions_of(user: Any, shown: int | None) -> Listed[MentionLine]:
    """The comments that speak to this person, as long as they said nothing after it and what it is about is open."""
    answers = Step.objects.said().filter(by=user, update=OuterRef("step__update"), pk__gt=OuterRef("step"))
    is_open = [Status.DRAFT, Status.SUBMITTED]
    about = {noun: Q(**{f"step__{noun}__status__in": is_open}) for noun in ("figure", "milestone")}
    of_whole = Q(step__figure=None, step__milestone=None)
    under_way = Q(step__update__published_at=None) | Q(step__update__handed_over_at__isnull=False)
    answered = (
        (of_whole & Exists(answers.filter(figure=None, milestone=None)))
        | Exists(answers.filter(figure=OuterRef("step__figure")))
        | Exists(answers.filter(milestone=OuterRef("step__milestone")))
    )
    mentions = (
        Mention.objects.filter(person=user)
        .filter(about["figure"] | about["milestone"] | (of_whole & under_way))
        .exclude(step__by=user)
        .exclude(answered)
    )
    rows, count = cut(mentions.select_related("step__by", "step__update").order_by("-pk"), shown)
    lines = []
    for step in (mention.step for mention in rows):
        noun, pk = ("figure", step.figure_id) if step.figure_id else ("milestone", step.milestone_id)
        lines.append(
            MentionLine(
                step=step.pk,
                update_pk=step.update_id,
                update=str(step.update),
                anchor=f"{noun}-{pk}" if pk else "",
                about=step.about,
                by=name_of(step.by),
                at=step.at,
                text=step.text,
            )
        )
    return Listed(lines, count)


def withdrawals_for(user: Any, shown: int | None) -> Listed[WithdrawalLine]:
    """The withdrawals that others propose and this person may confirm, the oldest first."""
    theirs = Q(pk__in=[])
    for model in STATEMENTS:
        if may(user, "withdraw", model):
            rows = within(user, model.objects.filter(status=Status.PUBLISHED))
            theirs |= Q(**{f"{model._meta.model_name}__in": rows.values("pk")})
    steps = Step.objects.standing_proposals().filter(theirs).exclude(by=user)
    rows, count = cut(
        steps.select_related("by", "figure__indicator", "figure__unit", "milestone").order_by("pk"), shown
    )
    lines = []
    for step in rows:
        statement = step.figure or step.milestone
        label, noun = str(statement), statement._meta.model_name
        lines.append(WithdrawalLine(step.pk, noun, statement.pk, label, name_of(step.by), step.at, step.text))
    return Listed(lines, count)


def cut(rows: QuerySet, shown: int | None) -> tuple[list[Any], int]:
    """The first rows, and how many there are; counted only where there are more."""
    if shown is None:
        found = list(rows)
        return found, len(found)
    found = list(rows[: shown + 1])
    return found[:shown], rows.count() if len(found) > shown else len(found)
