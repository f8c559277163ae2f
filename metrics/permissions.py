"""Who may do what with a figure or milestone: decided here, once, for the desk, imports, actions and pages.

An action is allowed while all its conditions hold: the person's role lets them take it, and neither what has become of
the statement nor whose work it is stands against it. Each condition is a predicate of django-rules with the sentence
that is said where it fails, so that what is refused and what is told of it cannot differ.

Django's own `has_perm()` does not do for this: to a superuser it says yes without asking anybody, and nobody publishes
what they entered, whatever their role.
"""

import functools
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import rules

from .models.publication import Publication
from .roles import administers

Status = Publication.Status

# A statement, or the model itself where it is asked whether a person may take the action at all.
Subject = Publication | type[Publication]


class Condition(NamedTuple):
    """`sentence(user, statement)` is said where `holds` does not; it says what to do."""

    holds: rules.Predicate
    sentence: Callable[..., str]


def may_take_any(user, *verbs: str, of: Subject) -> bool:
    """Whether a role of the user lets them take one of these actions with statements of this kind."""
    meta = of._meta
    return any(user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}") for verb in verbs)


def role_lets(*verbs: str, to: str = "") -> Condition:
    """Whether the user has the permission of one of these verbs, given by a group (metrics/roles.py)."""

    def holds(user, statement) -> bool:
        return may_take_any(user, *verbs, of=statement)

    def sentence(user, statement) -> str:
        nouns = statement._meta.verbose_name_plural
        return f"Your role does not let you {to or verbs[0]} {nouns}. Ask a colleague whose does, or an administrator."

    return Condition(rules.Predicate(holds, name=f"role_lets_{'_or_'.join(verbs)}"), sentence)


# What to do about a statement that is no draft any more.
NO_DRAFT = {
    Status.SUBMITTED: " Have it returned first.",
    **dict.fromkeys(Publication.ONCE_PUBLISHED, " It stays as it was published: correct or withdraw it instead."),
}


def is_status(
    status: Publication.Status, otherwise: str, what_to_do: Mapping[str, str] = MappingProxyType({})
) -> Condition:
    """Whether the statement has come just so far. Where it has not, "It is published" is said, and `otherwise`."""

    def holds(user, statement) -> bool:
        return isinstance(statement, type) or statement.status == status

    def sentence(user, statement) -> str:
        said = f"It is {statement.get_status_display().lower()}{otherwise}"
        return said + what_to_do.get(statement.status, "")

    return Condition(rules.Predicate(holds, name=f"is_{status}"), sentence)


def somebody_elses(what_to_do: str) -> Condition:
    """Whether another person entered it."""

    def holds(user, statement) -> bool:
        return isinstance(statement, type) or statement.entered_by_id != user.pk

    return Condition(
        rules.Predicate(holds, name="somebody_elses"),
        lambda *_: f"You entered it yourself. Ask a colleague {what_to_do}.",
    )


def own_or(excused: Callable[..., bool], said: str) -> Condition:
    """Whether the user entered it, or is excused from having to."""

    def holds(user, statement) -> bool:
        return isinstance(statement, type) or statement.entered_by_id == user.pk or excused(user, statement)

    return Condition(rules.Predicate(holds, name="own_work"), lambda *_: said)


def reviews(user, statement) -> bool:
    return may_take_any(user, "publish", of=statement)


CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "view": (role_lets("view"),),
    "add": (role_lets("add"),),
    "change": (
        role_lets("change"),
        is_status(Status.DRAFT, "; only drafts are changed.", NO_DRAFT),
    ),
    "delete": (
        role_lets("delete"),
        is_status(Status.DRAFT, "; only drafts are deleted.", NO_DRAFT),
        own_or(
            lambda user, _: administers(user), "It is a draft of somebody else. Ask its author or an administrator."
        ),
    ),
    "submit": (role_lets("submit"), is_status(Status.DRAFT, "; only drafts are submitted.")),
    # A reviewer sends it back; an author takes it back.
    "return": (
        role_lets("submit", "publish", to="return"),
        is_status(Status.SUBMITTED, "; only what is submitted goes back."),
        own_or(reviews, "Somebody else entered it. Ask its author to take it back, or a reviewer to return it."),
    ),
    "comment": (role_lets("submit", "publish", to="comment on"),),
    "publish": (
        role_lets("publish"),
        is_status(Status.SUBMITTED, ". Submit it first."),
        somebody_elses("to publish it"),
    ),
    "override": (
        role_lets("publish", to="override the check of"),
        is_status(Status.SUBMITTED, "; only what is submitted is overridden."),
        somebody_elses("to judge its citation"),
    ),
    "withdraw": (
        role_lets("withdraw"),
        is_status(Status.PUBLISHED, "; only what is published can be withdrawn."),
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
