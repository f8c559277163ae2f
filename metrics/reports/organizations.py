"""Organizations: what each funds, implements, takes part in or hosts, where, and what came of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from metrics.models import Source
from metrics.searching.folding import plain
from programs.languages import in_language, localized, told_by
from programs.models import Organization, Participation, Program
from programs.territories import country_name

from .entries import entries_of
from .line_of_action import Participant, ProgramSummary, current_figures, first_figures
from .milestones import MilestoneRow, milestone_rows
from .money import Money, money_of
from .places import Group, groups_of
from .rows import FigureRow, figure_rows

Role = Participation.Role


@dataclass(frozen=True, slots=True)
class OrganizationLine:
    """One organization and in how many programs it has each role."""

    slug: str
    name: str
    acronym: str
    kind: str
    country: str
    funds: int
    implements: int
    partners: int
    hosts: int

    @property
    def programs(self) -> int:
        return self.funds + self.implements + self.partners + self.hosts


@dataclass(frozen=True, slots=True)
class RoleSection:
    """The programs in which an organization has a role."""

    role: str
    programs: list[ProgramSummary]


@dataclass(frozen=True, slots=True)
class SourceLink:
    slug: str
    title: str
    stated_on: dt.date | None


@dataclass(frozen=True, slots=True)
class OrganizationReport:
    """`programs` are all that it takes part in, each once, with their figures; `more`: there are figures beyond those.

    `money` is what figures of the programs that it funds speak of. They are stated for the programs: which of several
    funders gave an amount, only the figure's own name can say.
    """

    slug: str
    name: str
    acronym: str
    kind: str
    country: tuple[str, str] | None
    roles: list[RoleSection]
    countries: list[tuple[str, str]]
    programs: list[ProgramSummary]
    line_of: dict[str, int]
    money: Money
    milestones: list[MilestoneRow]
    sources: list[SourceLink]
    groups: list[Group]
    more: bool

    @property
    def measured(self) -> list[ProgramSummary]:
        """Programs of which figures are stated."""
        return [program for program in self.programs if program.entries]


def organizations() -> list[OrganizationLine]:
    """Every organization by its name in the reader's language, with the number of its programs in each role."""
    counts = {
        name: Count("participations__program", filter=Q(participations__role=role), distinct=True)
        for name, role in (
            ("funds", Role.FUNDER),
            ("implements", Role.IMPLEMENTER),
            ("partners", Role.PARTNER),
            ("hosts", Role.HOST),
        )
    }
    fields = ("slug", localized("name"), localized("acronym", marked=False), "kind", "country", *counts)
    rows = Organization.objects.annotate(**counts).order_by("name").values_list(*fields)
    found = [
        OrganizationLine(
            slug, name, acronym, str(Organization.Kind(kind).label), country_name(code) if code else "", *own
        )
        for slug, name, acronym, kind, code, *own in rows
    ]
    return sorted(found, key=lambda each: plain(each.name))


def is_organization(slug: str) -> bool:
    return Organization.objects.filter(slug=slug).exists()


def rows(slug: str, day: dt.date | None) -> Iterator[FigureRow]:
    """The current figures of the programs that it takes part in, for files."""
    programs = Participation.objects.filter(organization__slug=slug).values("program")
    return figure_rows(current_figures(day, program__in=programs), day=day)


def report(slug: str, day: dt.date | None) -> OrganizationReport | None:
    """The page of an organization; None where there is none."""
    # Everybody who takes part in its programs, itself among them.
    beside = Participation.objects.filter(program__participations__organization__slug=slug).distinct()
    taking_part = list(
        beside.select_related("organization", "program__line").order_by(
            "program__line__number", "program__position", "program", "role", "organization__name"
        )
    )
    own = [each for each in taking_part if each.organization.slug == slug]
    organization = own[0].organization if own else Organization.objects.filter(slug=slug).first()
    if organization is None:
        return None
    programs = {each.program_id: each.program for each in taking_part}
    shown, more = first_figures(day, program__in=list(programs)) if programs else ([], False)
    summaries = summaries_of(taking_part, codes_of(programs), entries_of(shown, day))
    funder = str(Role.FUNDER.label)
    funded = {each.program.slug for each in own if each.role == Role.FUNDER}
    funders: dict[str | None, list[str]] = {
        summary.slug: [other.short_name for other in summary.participants if other.role == funder]
        for summary in summaries.values()
    }
    stated = [entry for summary in summaries.values() if summary.slug in funded for entry in summary.entries]
    codes = {code for each in summaries.values() for code, _ in each.countries}
    return OrganizationReport(
        slug=slug,
        name=in_language(organization, "name"),
        acronym=organization.acronym_in_language,
        kind=str(organization.get_kind_display()),
        country=(organization.country_id, country_name(organization.country_id)) if organization.country_id else None,
        roles=[
            RoleSection(role, [summaries[each.program_id] for each in own if each.role == role])
            for role in Role.values
            if any(each.role == role for each in own)
        ],
        countries=by_name(codes),
        programs=list(summaries.values()),
        line_of={program.slug: program.line.number for program in programs.values()},
        money=money_of(stated, funders, more),
        milestones=milestone_rows(day, organizations=organization),
        sources=sources_of(organization),
        groups=groups_of(shown),
        more=more,
    )


def by_name(codes) -> list[tuple[str, str]]:
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])


def codes_of(programs: dict[int, Program]) -> dict[int, list[str]]:
    """The codes of each program's countries."""
    found: dict[int, list[str]] = {pk: [] for pk in programs}
    if found:
        links = Program.countries.through.objects.filter(program__in=found)
        for program, code in links.values_list("program_id", "country_id"):
            found[program].append(code)
    return found


def summaries_of(taking_part: list[Participation], codes: dict[int, list[str]], entries) -> dict[int, ProgramSummary]:
    """The programs in their order, each with everybody who takes part and its entries."""
    participants: dict[int, list[Participant]] = {}
    for each in taking_part:
        other = each.organization
        participants.setdefault(each.program_id, []).append(
            Participant(str(each.get_role_display()), other.slug, in_language(other, "name"), other.short_name)
        )
    programs = {each.program_id: each.program for each in taking_part}
    return {
        pk: ProgramSummary(
            slug=program.slug,
            name=in_language(program, "name"),
            summary=in_language(program, "summary"),
            status=program.get_status_display(),
            countries=by_name(codes[pk]),
            participants=participants[pk],
            entries=[entry for entry in entries if entry.figure.program_slug == program.slug],
        )
        for pk, program in programs.items()
    }


def sources_of(organization: Organization) -> list[SourceLink]:
    """Sources that it published or that name it as their author, newest first: by its name or acronym, whole."""
    names = {name.casefold() for name in (organization.name, organization.acronym) if name}
    named = Q()
    for name in (organization.name, organization.acronym):
        if name:
            named |= Q(publisher__iexact=name) | Q(authors__icontains=name)
    found: QuerySet[Source] = Source.objects.filter(named).order_by("-published_on", "slug")
    return [
        SourceLink(source.slug, told_by(source, "title"), source.stated_on)
        for source in found
        if names & {source.publisher.casefold(), *(author.casefold() for author in source.author_list)}
    ]
