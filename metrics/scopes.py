"""What people are confined to by their assignments, and whether a statement lies within it.

A statement lies within a person's scope if the assignments that hold for its line of action cover its place together: a
joint figure needs all of its countries, a figure of a group that group or all of its countries, one of the whole world
(and a milestone of no country) an assignment everywhere. A figure of the strategy's context belongs to no line of
action, so only assignments without a line hold for it.

Whoever administers, and whoever has no assignment, is confined to nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, gettext_lazy

from programs.models import CountryGroup, LineOfAction
from programs.territories import country_name

from .models import Assignment, Figure, Indicator, Milestone
from .models.publication import Publication
from .roles import administers

# More countries than these are not listed in a sentence.
MOST_NAMED = 4
ASK = gettext_lazy("Ask a colleague who is assigned to it, or an administrator to assign you.")


class Where(NamedTuple):
    """What of a statement an assignment is held against. Without codes and group, it is of the whole world."""

    codes: frozenset[str]
    group: int | None
    line: int | None
    noun: str = "figure"


class Outside(NamedTuple):
    """Why a statement lies outside of a scope: because of its "line" or its "place", and the sentence that says it."""

    of: str
    sentence: str


def where(statement: Publication) -> Where:
    """Where a figure or milestone belongs. A figure not saved yet covers the members that its group has now."""
    if isinstance(statement, Milestone):
        codes = frozenset(country.pk for country in statement.countries.all())
        return Where(codes, None, statement.line_id, "milestone")
    program = statement.indicator.program
    codes = frozenset(statement.country_codes)
    if statement.coverage == Figure.Coverage.GROUP:
        covered = statement.countries if statement.pk else statement.group.members
        codes = frozenset(country.pk for country in covered.all())
    return Where(codes, statement.group_id, program and program.line_id)


def where_of_series(indicator: int, place_key: str) -> Where:
    """Where figures of a series belong; of a group, with the members that it has now."""
    line = Indicator.objects.filter(pk=indicator).values_list("program__line", flat=True).first()
    if place_key.startswith("group:"):
        group = CountryGroup.objects.filter(slug=place_key.removeprefix("group:")).first()
        codes = group.members.values_list("pk", flat=True) if group else ()
        return Where(frozenset(codes), group and group.pk, line)
    codes = () if place_key == Figure.place_key_of(Figure.Coverage.GLOBAL) else place_key.split(";")
    return Where(frozenset(codes), None, line)


def joined(words: Iterable[str]) -> str:
    *most, last = words
    return gettext("%(list)s and %(last)s") % {"list": ", ".join(most), "last": last} if most else last


class Ground(NamedTuple):
    """The places of some assignments, put together."""

    everywhere: bool
    groups: frozenset[int]
    codes: frozenset[str]

    def covers(self, place: Where) -> bool:
        return self.everywhere or place.group in self.groups or (bool(place.codes) and place.codes <= self.codes)


@dataclass(frozen=True)
class Scope:
    """Somebody's assignments, each with the codes of the countries that it covers; never empty."""

    held: tuple[tuple[Assignment, frozenset[str]], ...]

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(each.line_id for each, _ in self.held if each.line_id)

    @property
    def words(self) -> str:
        return joined(str(each) for each, _ in self.held)

    def ground(self, *lines: int | None) -> Ground:
        """What the assignments cover that hold for one of these lines of action; those without a line always do."""
        holding = [(each, codes) for each, codes in self.held if each.line_id in (None, *lines)]
        return Ground(
            any(each.everywhere for each, _ in holding),
            frozenset(each.group_id for each, _ in holding if each.group_id),
            frozenset().union(*(codes for _, codes in holding)),
        )

    def outside(self, place: Where) -> Outside | None:
        """Why something that belongs there is not this person's; None where it is."""
        if self.ground(place.line).covers(place):
            return None
        ground = self.ground(*self.lines)
        if not ground.covers(place):
            return Outside("place", self.sentence(place, self.off_place(place, ground)))
        line = place.line and LineOfAction.objects.get(pk=place.line)
        off = (
            gettext("belongs to line of action %(number)s") % {"number": line.number}
            if line
            else gettext("belongs to no line of action")
        )
        return Outside("line", self.sentence(place, off))

    def off_place(self, place: Where, ground: Ground) -> str:
        if not place.codes:
            return (
                gettext("covers the whole world")
                if place.noun == "figure"
                else gettext("is of no country in particular")
            )
        missing = sorted(country_name(code) for code in place.codes - ground.codes)
        if len(missing) > MOST_NAMED:
            missing = [
                *missing[:MOST_NAMED],
                gettext("%(count)s other countries") % {"count": len(missing) - MOST_NAMED},
            ]
        words = gettext("covers %(places)s too") if place.codes & ground.codes else gettext("covers %(places)s")
        return words % {"places": joined(missing)}

    def sentence(self, place: Where, off: str) -> str:
        return gettext("You are assigned to %(words)s; this %(noun)s %(off)s. %(ASK)s") % {
            "words": self.words,
            "noun": place.noun,
            "off": off,
            "ASK": ASK,
        }

    def within(self, queryset: QuerySet) -> QuerySet:
        """The figures or milestones of the queryset that lie within this scope."""
        line = "line" if queryset.model is Milestone else "indicator__program__line"
        if self.ground().everywhere:
            return queryset
        condition = lies_on(queryset.model, self.ground())
        for pk in self.lines:
            condition |= Q(**{line: pk}) & lies_on(queryset.model, self.ground(pk))
        return queryset.filter(condition)


def lies_on(model: type[Publication], ground: Ground) -> Q:
    """Ground.covers(), for the database."""
    if ground.everywhere:
        return Q()
    name = model._meta.model_name
    of_statement = model.countries.through.objects.filter(**{name: OuterRef("pk")})
    covered = Exists(of_statement) & ~Exists(of_statement.exclude(country__in=ground.codes))
    return covered | Q(group__in=ground.groups) if model is Figure else covered


def scope_of(user) -> Scope | None:
    """What the user is confined to; None: nothing. Asked once for a user object, as Django does with permissions."""
    if not hasattr(user, "_scope"):
        user._scope = None if administers(user) else read_scope(user)
    return user._scope


def read_scope(user) -> Scope | None:
    if user.pk is None:
        return None
    held = Assignment.objects.filter(user=user).select_related("country", "group", "line")
    found = []
    for each in held.prefetch_related("group__members"):
        codes = [each.country_id] if each.country_id else [c.pk for c in each.group.members.all()] if each.group else []
        found.append((each, frozenset(codes)))
    return Scope(tuple(found)) if found else None


def why_outside(user, place: Where) -> Outside | None:
    """Why something that belongs there is not this person's to work on; None where it is."""
    scope = scope_of(user)
    return scope and scope.outside(place)


def within(user, queryset: QuerySet) -> QuerySet:
    """The figures or milestones of the queryset that are this person's to work on, by their assignments."""
    scope = scope_of(user)
    return queryset if scope is None else scope.within(queryset)
