"""The indicators that candidates may be of, with what each would follow there, and what states the same already."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from metrics.intake.assigning import assigned
from metrics.intake.match import Asked, Known, Match, Matcher, is_clear, stems
from metrics.intake.roles import role_of_name
from metrics.models import Category, Citation, Figure, Indicator
from metrics.models.publication import Publication

from .proposals import Offer, Proposal

T = TypeVar("T")
Status = Publication.Status
# The newest figures are what matching learns from: enough for years of updates, and a bound.
REMEMBERED = 5000
# So many are weighed against each other, of which three are offered.
WEIGHED, OFFERED = 6, 3
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
            return next(iter(roles)), "its figures before are each a {}"
        if proposal.role == Figure.Role.ACTUAL and not roles:
            role, word = role_of_name(indicator.name)
            return role, f"{{}} by “{word}” in its name"
        return proposal.role, f"{{}} by the word “{proposal.role_word}”"

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
        self.learned = Learned()
        self.categories, self.names = categories, names
        self.matcher = Matcher([self.learned.known(each, language) for each in self.indicators.values()])

    def with_offers(self, proposals: list[Proposal]) -> list[Proposal]:
        found: list[Proposal] = []
        for passage in passages_of(proposals, lambda p: (p.section, p.start, p.end)):
            found += self.of_passage(passage)
        stated = stated_in({key for p in found for o in p.offers if (key := series_of(p, o))})
        return [
            replace(p, offers=tuple(with_stated(p, o, stated.get(series_of(p, o), [])) for o in p.offers))
            for p in found
        ]

    def of_passage(self, passage: Sequence[Proposal]) -> Iterable[Proposal]:
        matched = [self.matcher.best(self.asked_of(proposal), WEIGHED) for proposal in passage]
        offers = [[self.offer(p, match) for match in those] for p, those in zip(passage, matched, strict=True)]
        choices = [
            [(identity(p, offer), match.score) for offer, match in zip(own, those, strict=True)]
            for p, own, those in zip(passage, offers, matched, strict=True)
        ]
        taken = assigned(choices, [proposal.value for proposal in passage])
        for proposal, own, those, at in zip(passage, offers, matched, taken, strict=True):
            best = [*own[at : at + 1], *own[:at], *own[at + 1 :]][:OFFERED]
            yield replace(proposal, offers=tuple(best), is_matched=at == 0 and is_clear(those))

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


def with_stated(proposal: Proposal, offer: Offer, stated: Sequence[Figure]) -> Offer:
    return replace(offer, previous=previous_of(proposal, stated), rival=rival_of(proposal, stated))


def stated_in(series: Collection[str]) -> dict[str, list[Figure]]:
    """Drafts, submitted and published figures of these series, the newest first."""
    found: dict[str, list[Figure]] = defaultdict(list)
    rows = (
        Figure.objects.filter(series_key__in=series, status__in=(Status.DRAFT, Status.SUBMITTED, Status.PUBLISHED))
        .select_related("unit")
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
