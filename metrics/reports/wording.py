"""Plain sentences for readers: what a qualifier, a place or a role means for the figure that has it."""

from django.utils.translation import gettext as _

from metrics.models import Indicator
from metrics.statements import Qualifier
from programs.languages import written


def qualifier_meaning(qualifier: str) -> str:
    """What a qualifier says of the true value, and what follows for shares."""
    return {
        Qualifier.EXACT: _("Stated without a limit, so it is taken as exact."),
        Qualifier.MORE_THAN: _("The true value is higher. Shares of it are upper bounds, its own shares lower bounds."),
        Qualifier.AT_LEAST: _("The true value is no lower. Shares of it are upper bounds, its own lower bounds."),
        Qualifier.NEARLY: _("The true value is a little lower."),
        Qualifier.ABOUT: _("The true value is close to this, higher or lower. What is computed from it is no firmer."),
        Qualifier.UP_TO: _("The true value is no higher. Shares of it are lower bounds, its own shares upper bounds."),
        Qualifier.LESS_THAN: _("The true value is lower. Shares of it are lower bounds, its own shares upper bounds."),
    }[Qualifier(qualifier)]


def missing_meaning(missing: str) -> str:
    """Why there is no value; empty where there is one."""
    return {
        "": "",
        "unknown": _("The source speaks of it but gives no number. That is not zero."),
        "not_yet_reported": _("A number is expected and not yet reported. That is not zero."),
        "not_applicable": _("There is nothing to count here. That is not zero."),
        "withheld": _("The number exists and is not made public. That is not zero."),
    }[missing]


def role_meaning(role: str) -> str:
    return {
        "baseline": _("Where things stood before, which later figures are compared with."),
        "target": _("What is aimed at or asked for, which is not yet delivered."),
        "commitment": _("What was promised or allocated, which is not yet delivered."),
        "actual": _("What was reported as done or counted."),
    }[role]


def coverage_meaning(coverage: str) -> str:
    return {
        "single": _("This country alone."),
        "joint": _("These countries together. The source does not divide it, so none may claim it as its own."),
        "group": _("The group as a whole. The source does not divide it, so no country may claim it as its own."),
        "global": _("The whole world, and no country's own figure."),
    }[coverage]


def rank_meaning(rank: str) -> str:
    return {
        "preferred": _("The statement that pages and totals go by."),
        "normal": _("A rival statement of the same thing, kept beside the preferred one."),
        "deprecated": _("A statement found to be wrong, kept so that it can be looked up."),
    }[rank]


def relation_words(kind: str, forward: bool) -> str:
    """How a figure stands to another one; `forward` where it is the one that the relation starts from."""
    return {
        ("component_of", True): _("Part of"),
        ("component_of", False): _("Adds up from"),
        ("subset_of", True): _("Lies within"),
        ("subset_of", False): _("Contains"),
        ("share_of", True): _("Share of"),
        ("share_of", False): _("Base of"),
        ("overlaps", True): _("Overlaps with"),
        ("overlaps", False): _("Overlaps with"),
        ("conflicts_with", True): _("In conflict with"),
        ("conflicts_with", False): _("In conflict with"),
    }[kind, forward]


def quality_of(indicator: Indicator) -> list[tuple[str, str]]:
    """The five answers of 31 U.S.C. 1115(b)(8) as (question, answer); an answer is empty where nobody gave it."""
    questions = {
        "how_verified": _("How values are verified"),
        "data_sources": _("Data sources"),
        "accuracy_required": _("Accuracy required"),
        "limitations": _("Limitations of the data"),
        "how_compensated": _("How limitations are compensated"),
    }
    return [(questions[name], written(getattr(indicator, name))) for name in Indicator.DATA_QUALITY]
