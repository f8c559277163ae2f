"""The indicators that candidates may be of, with what each would follow there, and what states the same already."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from django.utils.translation import gettext

from metrics.intake.assigning import AS_GOOD, assigned
from metrics.intake.match import Asked, Known, Match, Matcher, heading, is_clear, stems
from metrics.intake.roles import role_of_name
from metrics.models import Category, Citation, Figure, Indicator
from metrics.models.publication import Publication
from programs.models import Program

from .proposals import Offer, Proposal

T = TypeVar("T")
Status = Publication.Status
# The newest figures are what matching learns from: enough for years of updates, and a bound.
REMEMBERED = 5000
# So many are weighed against each other, of which three are offered.
WEIGHED, OFFERED = 6, 3
# Of the words of a program's name.
ENOUGH_OF_PROGRAM = 0.6
# Candidates of one section are a passage where no more characters lie between them; of a long one so many.
A_PASSAGE, MOST_OF_PASSAGE = 600, 60


class Learned:
    """What the newest figures tell of their indicators: places, headings, words, roles."""

    def __init__(self) -> None:
        self.places: dict[int, set[str]] = defaultdict(set)
        self.sections: dict[int, set[str]] = defaultdict(set)
        self.words: dict[int, set[str]] = defaultdict(set)
        self.roles: dict[int, set[str]] = defaultdict(set)
        newest = Figure.objects.exclude(status=Status.WITHDRAWN).order_by("-pk")[:REMEMBERED]
        for indicator, place, role, words, section in newest.values_list(
            "indicator", "place_key", "role", "citation__as_stated", "citation__section"
        ):
            self.places[indicator].add(place)
            self.roles[indicator].add(role)
            if words:
                self.words[indicator].add(words)
            if section:
                self.sections[indicator].add(section.split(Citation.SEPARATOR)[-1])

    def role(self, indicator: Indicator, proposal: Proposal) -> tuple[str, str]:
        """(role, why): the one role that its figures have; where there are none or several, what the words say, and
        then the indicator's name.
        """
        roles = self.roles.get(indicator.pk, set())
        if len(roles) == 1:
            return next(iter(roles)), gettext("its figures before are each a {}")
        if proposal.role == Figure.Role.ACTUAL and not roles:
            role, word = role_of_name(indicator.name)
            return role, gettext("{} by “%(word)s” in its name") % {"word": word}
        return proposal.role, gettext("{} by the word “%(role_word)s”") % {"role_word": proposal.role_word}

    def known(self, indicator: Indicator, language: str) -> Known:
        program = indicator.program
        return Known(
            indicator.pk,
            in_that(indicator, "name", language),
            in_that(program, "name", language) if program else "",
            indicator.unit.code,
            indicator.unit.kind,
            frozenset(self.places.get(indicator.pk, ())),
            frozenset(self.sections.get(indicator.pk, ())),
            " ".join(sorted(self.words.get(indicator.pk, ()))),
            in_that(indicator, "definition", language),
        )


def in_that(row, field: str, language: str) -> str:
    """The field in the language of the document, in English where it has none."""
    return (getattr(row, f"{field}_es") if language.startswith("es") else "") or getattr(row, field)


class Offering:
    """Made once for all candidates of a document, in its language. `categories` are those of each indicator's
    breakdowns, `names` what acronyms stand for.
    """

    def __init__(self, categories: Mapping[int, list[Category]], names: Mapping[str, str], language: str) -> None:
        self.indicators = {i.pk: i for i in Indicator.objects.select_related("program", "unit")}
        self.programs = list(Program.objects.select_related("line").order_by("pk"))
        self.learned = Learned()
        self.categories, self.names = categories, names
        self.matcher = Matcher([self.learned.known(each, language) for each in self.indicators.values()])

    def with_offers(self, proposals: list[Proposal]) -> list[Proposal]:
        found: list[Proposal] = []
        matched = [self.matcher.best(self.asked_of(proposal), WEIGHED) for proposal in proposals]
        offers = self.with_stated(
            proposals, [[self.offer(p, match) for match in those] for p, those in zip(proposals, matched, strict=True)]
        )
        rows = list(zip(proposals, matched, offers, strict=True))
        for passage in passages_of(rows, lambda row: (row[0].section, row[0].start, row[0].end)):
            found += self.of_passage(passage)
        return found

    def with_stated(self, proposals: Sequence[Proposal], offers: list[list[Offer]]) -> list[list[Offer]]:
        """Each offer with what was stated there before, and what states the same."""
        series = [[series_of(p, offer) for offer in own] for p, own in zip(proposals, offers, strict=True)]
        stated = stated_in({key for keys in series for key in keys if key})
        return [
            [
                replace(offer, previous=previous_of(p, before), rival=rival_of(p, before))
                for offer, key in zip(own, keys, strict=True)
                for before in (stated.get(key, ()),)
            ]
            for p, own, keys in zip(proposals, offers, series, strict=True)
        ]

    def of_passage(self, passage: Sequence[tuple[Proposal, list[Match], list[Offer]]]) -> Iterable[Proposal]:
        choices = []
        for proposal, matches, own in passage:
            ranked = [(offer, match.score) for offer, match in zip(own, matches, strict=True)]
            free = [each for each in ranked if not is_taken(proposal, each[0])]
            # What was accepted of the passage is somebody else's, as if it still stood beside this one.
            gives_way = free and is_taken(proposal, own[0]) and free[0][1] >= AS_GOOD * ranked[0][1]
            choices.append([*free, *(each for each in ranked if each not in free)] if gives_way else ranked)
        taken = assigned(
            [
                [(identity(p, offer), score) for offer, score in own]
                for (p, _, _), own in zip(passage, choices, strict=True)
            ],
            [proposal.value for proposal, _, _ in passage],
        )
        for (proposal, matches, own), ranked, at in zip(passage, choices, taken, strict=True):
            best = [offer for offer, _ in (*ranked[at : at + 1], *ranked[:at], *ranked[at + 1 :])][:OFFERED]
            is_first = bool(best) and best[0] is own[0]
            program = self.program_of(proposal)
            yield replace(proposal, offers=tuple(best), is_matched=is_first and is_clear(matches), program=program)

    def program_of(self, proposal: Proposal) -> Program | None:
        """The program that a heading above names, or the one whose words stand in the headings or in the sentence."""
        if not proposal.section and not proposal.sentence:
            return None
        above = [heading(part) for part in reversed(proposal.section.split(Citation.SEPARATOR))]
        for part in above:
            named = [each for each in self.programs if part and part in (heading(each.name), heading(each.name_es))]
            # One name may stand for programs of several lines of action, whose names stand above.
            own = [each for each in named if heading(each.line.name) in above] or named
            if own:
                return own[0] if len(own) == 1 else None
        said = stems(f"{proposal.section} {self.spelled_out(proposal.sentence)}").keys()
        shares = [(share_of(stems(each.name).keys(), said), -at) for at, each in enumerate(self.programs)]
        best = max(shares, default=(0.0, 0))
        return self.programs[-best[1]] if best[0] >= ENOUGH_OF_PROGRAM else None

    def offer(self, proposal: Proposal, match: Match) -> Offer:
        indicator = self.indicators[match.key]
        role, why = self.learned.role(indicator, proposal)
        said = [why.format(Figure.Role(role).label.lower())] if role != Figure.Role.ACTUAL else []
        # Where figures had several roles, words that name none leave it open.
        sure = role == proposal.role and (bool(proposal.role_word) or len(self.learned.roles.get(match.key, ())) < 2)
        return Offer(indicator, role, self.category_of(proposal, indicator), (*match.reasons, *said), sure)

    def category_of(self, proposal: Proposal, indicator: Indicator) -> Category | None:
        """The one category of the indicator's breakdowns that the words at the number name: "22,308 women"."""
        those = self.categories[indicator.pk]
        if not those:
            return None
        nouns = stems(f"{proposal.beside} {proposal.words} {proposal.unit_as_stated}").keys()
        named = [each for each in those if (stems(each.name) | stems(each.name_es)).keys() & nouns]
        return named[0] if len(named) == 1 else None

    def asked_of(self, proposal: Proposal) -> Asked:
        return Asked(
            sentence=self.spelled_out(proposal.sentence),
            near=f"{self.spelled_out(proposal.near)} {proposal.unit.plural if proposal.unit else ''}",
            section=tuple(proposal.section.split(Citation.SEPARATOR)) if proposal.section else (),
            unit=proposal.unit.code if proposal.unit else "",
            kind=proposal.kind,
            place=proposal.place.key,
            noun=proposal.unit_as_stated,
            before=proposal.before,
        )

    def spelled_out(self, text: str) -> str:
        """The text with the names of the organizations whose acronyms stand in it."""
        words = dict.fromkeys(word.strip(".,;:()’'\"") for word in text.split())
        return " ".join([text, *(self.names[word] for word in words if word in self.names)])


def share_of(words: Collection[str], said: Collection[str]) -> float:
    return sum(word in said for word in words) / len(words) if words else 0.0


def passages_of(rows: Sequence[T], at: Callable[[T], tuple[object, int, int]]) -> list[list[T]]:
    """Candidates of one section that stand close to one another. `at` gives section, start and end of each."""
    passages = [list(rows[:1])]
    for one, other in pairwise(rows):
        (section, _, end), (next_section, start, _) = at(one), at(other)
        near = start - end <= A_PASSAGE and len(passages[-1]) < MOST_OF_PASSAGE
        if near and section == next_section:
            passages[-1].append(other)
        else:
            passages.append([other])
    return passages


def identity(proposal: Proposal, offer: Offer) -> tuple:
    """What makes two statements rivals."""
    category = offer.category and offer.category.pk
    period = (proposal.period_start, proposal.period_end)
    return (offer.indicator.pk, offer.role, category, proposal.place.key, period)


# --- What is stated already ------------------------------------------------------------------------------------------


def series_of(proposal: Proposal, offer: Offer) -> str:
    """As the database generates it; empty where the place is not known."""
    if not proposal.place.coverage:
        return ""
    category = offer.category.pk if offer.category else ""
    return f"{offer.indicator.pk}|{offer.role}|{category}|{proposal.place.key}"


def is_taken(proposal: Proposal, offer: Offer) -> bool:
    """Whether the same source states it already, and states something else."""
    rival = offer.rival
    return rival is not None and rival.value != proposal.value and rival.citation.source_id == proposal.source.pk


def stated_in(series: Collection[str]) -> dict[str, list[Figure]]:
    """Drafts, submitted and published figures of these series, the newest first."""
    found: dict[str, list[Figure]] = defaultdict(list)
    rows = (
        Figure.objects.filter(series_key__in=series, status__in=(Status.DRAFT, Status.SUBMITTED, Status.PUBLISHED))
        .select_related("unit", "citation")
        .order_by("-reference_date", "-published_at", "-pk")
    )
    for figure in rows:
        found[figure.series_key].append(figure)
    return found


def previous_of(proposal: Proposal, stated: Iterable[Figure]) -> Figure | None:
    on = proposal.period_end or proposal.source.stated_on or dt.date.max
    return next(
        (
            figure
            for figure in stated
            if figure.status == Status.PUBLISHED
            and figure.rank != Figure.Rank.DEPRECATED
            and figure.reference_date <= on
        ),
        None,
    )


def rival_of(proposal: Proposal, stated: Iterable[Figure]) -> Figure | None:
    period = (proposal.period_start, proposal.period_end)
    return next((figure for figure in stated if (figure.period_start, figure.period_end) == period), None)
