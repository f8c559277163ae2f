"""Who may do what with a figure or milestone: decided here, once, for the desk, imports, actions and pages.

An action is allowed while all its conditions hold: the person's role lets them take it, the statement lies within what
they are assigned to (metrics/scopes.py), and neither what has become of it nor whose work it is stands against it. Each
condition is a predicate of django-rules with the sentence that is said where it fails, so that what is refused and what
is told of it cannot differ.

Django's own `has_perm()` does not do for this: to a superuser it says yes without asking anybody, and nobody publishes
what they entered, whatever their role.
"""

import functools
import operator
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import rules
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from programs.languages import noop

from .models import Citation, Figure, Milestone
from .models.publication import Publication
from .roles import administers, is_service
from .scopes import scope_of, where, why_outside

Status = Publication.Status

# A statement, or the model itself where it is asked whether a person may take the action at all.
Subject = Publication | type[Publication]


# What roles let people do, in the words of the sentence that refuses it.
VERBS = {
    "view": pgettext_lazy("what a role lets one do", "view"),
    "add": pgettext_lazy("what a role lets one do", "add"),
    "correct": pgettext_lazy("what a role lets one do", "correct"),
    "change": pgettext_lazy("what a role lets one do", "change"),
    "delete": pgettext_lazy("what a role lets one do", "delete"),
    "submit": pgettext_lazy("what a role lets one do", "submit"),
    "return": pgettext_lazy("what a role lets one do", "return"),
    "hand over": pgettext_lazy("what a role lets one do", "hand over"),
    "take back": pgettext_lazy("what a role lets one do", "take back"),
    "comment on": pgettext_lazy("what a role lets one do", "comment on"),
    "publish": pgettext_lazy("what a role lets one do", "publish"),
    "override the check of": pgettext_lazy("what a role lets one do", "override the check of"),
    "propose to withdraw": pgettext_lazy("what a role lets one do", "propose to withdraw"),
    "withdraw": pgettext_lazy("what a role lets one do", "withdraw"),
}


class Condition(NamedTuple):
    """`sentence(user, statement)` is said where `holds` does not; it says what to do."""

    holds: rules.Predicate
    sentence: Callable[..., str]


def may_take_any(user, *verbs: str, of: Subject) -> bool:
    """Whether a role of the user lets them take one of these actions with statements of this kind."""
    meta = of._meta
    return is_service(user) or any(user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}") for verb in verbs)


def role_lets(*verbs: str, to: str = "") -> Condition:
    """Whether the user has the permission of one of these verbs, given by a group (metrics/roles.py)."""

    def holds(user, statement) -> bool:
        return may_take_any(user, *verbs, of=statement)

    def sentence(user, statement) -> str:
        nouns = statement._meta.verbose_name_plural
        return gettext(
            "Your role does not let you %(do)s %(nouns)s. Ask a colleague whose does, or an administrator."
        ) % {"do": VERBS[to or verbs[0]], "nouns": nouns}

    return Condition(rules.Predicate(holds, name=f"role_lets_{'_or_'.join(verbs)}"), sentence)


def lies_within(user, statement) -> bool:
    return isinstance(statement, type) or why_outside_of(user, statement) == ""


def why_outside_of(user, statement) -> str:
    """Why the statement is not this person's to work on, by their assignments; empty where it is."""
    if scope_of(user) is None:
        return ""
    outside = why_outside(user, where(statement))
    return outside.sentence if outside else ""


WITHIN = Condition(rules.Predicate(lies_within), why_outside_of)

# What to do about a statement that is no draft any more.
NO_DRAFT = {
    Status.SUBMITTED: gettext_lazy(" Have it returned first."),
    **dict.fromkeys(
        Publication.ONCE_PUBLISHED, gettext_lazy(" It stays as it was published: correct or withdraw it instead.")
    ),
}


def is_status(
    status: Publication.Status, otherwise: str, what_to_do: Mapping[str, str] = MappingProxyType({})
) -> Condition:
    """Whether the statement has come just so far. Where it has not, "It is published" is said, and `otherwise`."""

    def holds(user, statement) -> bool:
        return isinstance(statement, type) or statement.status == status

    def sentence(user, statement) -> str:
        said = gettext("It is %(status)s%(otherwise)s") % {
            "status": statement.get_status_display().lower(),
            "otherwise": otherwise,
        }
        return said + str(what_to_do.get(statement.status, ""))

    return Condition(rules.Predicate(holds, name=f"is_{status}"), sentence)


def somebody_elses(what_to_do: str) -> Condition:
    """Whether another person entered it."""

    def holds(user, statement) -> bool:
        return isinstance(statement, type) or statement.entered_by_id != user.pk

    return Condition(
        rules.Predicate(holds, name="somebody_elses"),
        lambda *_: gettext(what_to_do),
    )


def own_or(excused: Callable[..., bool], said: str) -> Condition:
    """Whether the user entered it, or is excused from having to."""

    def holds(user, statement) -> bool:
        return isinstance(statement, type) or statement.entered_by_id == user.pk or excused(user, statement)

    return Condition(rules.Predicate(holds, name="own_work"), lambda *_: str(said))


def is_open(user, statement) -> bool:
    return isinstance(statement, type) or not statement.update_id or not statement.update.is_frozen


# Nothing is added to an update that is under review.
IN_OPEN_UPDATE = Condition(rules.Predicate(is_open), lambda _, statement: statement.update.why_closed())


def reviews(user, statement) -> bool:
    return may_take_any(user, "publish", of=statement)


def is_reviewers_or_open(user, statement) -> bool:
    return is_open(user, statement) or reviews(user, statement)


UNLESS_UNDER_REVIEW = Condition(
    rules.Predicate(is_reviewers_or_open),
    lambda *_: gettext("Its update is under review. Ask a reviewer to return it, or take the whole update back."),
)

CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "view": (role_lets("view"),),
    "add": (role_lets("add"), WITHIN, IN_OPEN_UPDATE),
    # Entering another that supersedes it.
    "correct": (
        role_lets("add", to="correct"),
        WITHIN,
        is_status(Status.PUBLISHED, gettext_lazy("; only what is published can be corrected.")),
    ),
    "change": (
        role_lets("change"),
        WITHIN,
        is_status(Status.DRAFT, gettext_lazy("; only drafts are changed."), NO_DRAFT),
    ),
    "delete": (
        role_lets("delete"),
        WITHIN,
        is_status(Status.DRAFT, gettext_lazy("; only drafts are deleted."), NO_DRAFT),
        own_or(
            lambda user, _: administers(user),
            gettext_lazy("It is a draft of somebody else. Ask its author or an administrator."),
        ),
    ),
    "submit": (role_lets("submit"), WITHIN, is_status(Status.DRAFT, gettext_lazy("; only drafts are submitted."))),
    # A reviewer sends it back; an author takes it back.
    "return": (
        role_lets("submit", "publish", to="return"),
        WITHIN,
        is_status(Status.SUBMITTED, gettext_lazy("; only what is submitted goes back.")),
        own_or(
            reviews,
            gettext_lazy("Somebody else entered it. Ask its author to take it back, or a reviewer to return it."),
        ),
        UNLESS_UNDER_REVIEW,
    ),
    # Of whole updates, asked of each statement in them that is no draft, or is one.
    "hand over": (role_lets("submit", to="hand over"), WITHIN),
    "take back": (role_lets("submit", "publish", to="take back"), WITHIN),
    "comment": (role_lets("submit", "publish", to="comment on"),),
    "publish": (
        role_lets("publish"),
        WITHIN,
        is_status(Status.SUBMITTED, gettext_lazy(". Submit it first.")),
        somebody_elses(noop("You entered it yourself. Ask a colleague to publish it.")),
    ),
    "override": (
        role_lets("publish", to="override the check of"),
        WITHIN,
        is_status(Status.SUBMITTED, gettext_lazy("; only what is submitted is overridden.")),
        somebody_elses(noop("You entered it yourself. Ask a colleague to judge its citation.")),
    ),
    # Another person then confirms it.
    "propose withdrawal": (
        role_lets("submit", "withdraw", to="propose to withdraw"),
        WITHIN,
        is_status(Status.PUBLISHED, gettext_lazy("; only what is published can be withdrawn.")),
    ),
    "withdraw": (
        role_lets("withdraw"),
        WITHIN,
        is_status(Status.PUBLISHED, gettext_lazy("; only what is published can be withdrawn.")),
    ),
}
ACTIONS = tuple(CONDITIONS)

RULES = rules.RuleSet()
for _action, _conditions in CONDITIONS.items():
    RULES.add_rule(_action, functools.reduce(operator.and_, (each.holds for each in _conditions)))


def may(user, action: str, statement: Subject) -> bool:
    """Whether `user` may take the action with the statement as it is now.

    Given a model, whether their role lets them take it with any. Raises KeyError for an action that there is not.
    """
    return RULES[action].test(user, statement)


def why_not(user, action: str, statement: Subject) -> str:
    """Why `user` may not take the action with the statement as it is now, and what to do; empty where they may."""
    for condition in CONDITIONS[action]:
        if not condition.holds(user, statement):
            return condition.sentence(user, statement)
    return ""


def problems_of(user, action: str, statements: Iterable[Publication]) -> dict[Publication, str]:
    """Which of the statements `user` may not take the action with, and why not, in few queries."""
    rows = list(statements)
    if scope_of(user) is not None:
        prefetch_related_objects([row for row in rows if isinstance(row, Figure)], "countries", "indicator__program")
        prefetch_related_objects([row for row in rows if isinstance(row, Milestone)], "countries")
    return {row: problem for row in rows if (problem := why_not(user, action, row))}


def problems_of_rows(user, action: str, statements: Iterable[Publication]) -> list[str]:
    """problems_of(), worded for a list of many: each sentence begins with the statement that it is about."""
    return [of_row(row, problem) for row, problem in problems_of(user, action, statements).items()]


def of_row(row: Publication, sentence: str) -> str:
    return f"{row}: {sentence[0].lower()}{sentence[1:]}"


# --- What rests on statements, or beside them ----------------------------------------------------------------------


def why_not_cited(user, citation: Citation) -> str:
    """Why `user` may not change what the citation says or where it stands: a statement on it is not theirs."""
    for model in (Figure, Milestone):
        resting = model.objects.filter(citation=citation).exclude(status__in=Publication.ENDED)
        for statement in resting if scope_of(user) is not None else ():
            if sentence := why_outside_of(user, statement):
                return gettext("%(statement)s rests on it. %(sentence)s") % {
                    "statement": statement,
                    "sentence": sentence,
                }
    return ""


def why_not_settle(user, figures: Iterable[Figure]) -> str:
    """Why `user` may not settle a finding of these figures, or reopen it: each of them has to be theirs."""
    if not user.has_perm("metrics.settle_finding"):
        return gettext("Your role does not let you settle findings. Ask a colleague whose does, or an administrator.")
    return next((sentence for figure in figures if (sentence := why_outside_of(user, figure))), "")


def why_not_relate(user, one: Figure, other: Figure) -> str:
    """Why `user` may not declare or end a relation between two figures: one of them has to be theirs."""
    sentences = [why_outside_of(user, figure) for figure in (one, other)]
    return sentences[0] if all(sentences) else ""
