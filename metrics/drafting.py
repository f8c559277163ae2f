"""Drafts of many candidates at once: figures, checked citations, and the relations between them, in few queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from .archives.verifying import Why, pick, places_of, verify
from .models import Acceptance, Archive, Citation, Figure, FigureRelation, Indicator, Update
from .reports.proposals import Key, Proposal

Drafts = Sequence[tuple[Proposal, Figure]]


def figure_of(proposal: Proposal, indicator: Indicator, update: Update, by) -> Figure:
    """A draft that is not kept yet."""
    return Figure(
        update=update,
        indicator=indicator,
        role=proposal.role_for(indicator),
        category=proposal.category_for(indicator),
        value=proposal.value,
        qualifier=proposal.qualifier,
        unit=proposal.unit_for(indicator),
        period_start=proposal.period_start,
        period_end=proposal.period_end,
        period_as_stated=proposal.period_as_stated,
        period_note=proposal.period_note,
        coverage=proposal.place.coverage,
        group=proposal.place.group,
        place_key=proposal.place.key,
        entered_by=by,
        entered_at=timezone.now(),
    )


def keep(drafts: Drafts) -> None:
    """Keeps the figures with their citations and countries, and checks the citations at the candidates' places.

    Raises ValidationError, in the words of the model, for one that may not be kept.
    """
    cite(drafts)
    for proposal, figure in drafts:
        figure.derive()
        with worded(proposal):
            # That the rows exist is known; what the database holds of constraints it says when they are kept.
            figure.clean_fields(exclude=[f.name for f in Figure._meta.fields if f.is_relation])
            figure.clean()
    try:
        with transaction.atomic():
            Figure.objects.bulk_create([figure for _, figure in drafts])
    except IntegrityError:
        for proposal, figure in drafts:
            with worded(proposal):
                figure.validate_constraints()
        raise
    groups = {p.place.group for p, _ in drafts if p.place.group}
    members = {group.pk: [country.pk for country in group.members.all()] for group in groups}
    through = Figure.countries.through
    through.objects.bulk_create(
        through(figure_id=figure.pk, country_id=code)
        for proposal, figure in drafts
        for code in (members[proposal.place.group.pk] if proposal.place.group else proposal.place.codes)
    )
    check(drafts)


@contextmanager
def worded(proposal: Proposal) -> Iterator[None]:
    """Lets a refusal say which candidate it is about."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError([f"“{proposal.words}”: {message}" for message in refusal.messages]) from None


def cite(drafts: Drafts) -> None:
    """Gives each figure the citation of its words at its place; one of the same words elsewhere is another."""
    sources = {proposal.source for proposal, _ in drafts}
    starts = [proposal.start for proposal, _ in drafts]
    held = {
        (each.source_id, each.section, each.as_stated, each.start): each
        for each in Citation.objects.filter(source__in=sources, start__in=starts)
    }
    fresh = []
    for proposal, figure in drafts:
        as_cited = (proposal.source.pk, proposal.section, proposal.words, proposal.start)
        if as_cited not in held:
            held[as_cited] = Citation(source=proposal.source, section=proposal.section, as_stated=proposal.words)
            fresh.append(held[as_cited])
        figure.citation = held[as_cited]
    Citation.objects.bulk_create(fresh)
    for _, figure in drafts:
        figure.citation = figure.citation  # the key that it has by now


def check(drafts: Drafts) -> None:
    """Checks the citations; where words stand in several places, the candidate's is the one that is meant."""
    found = {
        each.citation.pk: each.citation
        for each in verify(Citation.objects.filter(pk__in=[f.citation_id for _, f in drafts]), Why.STATEMENT)
    }
    for proposal, figure in drafts:
        figure.citation = found[figure.citation_id]
        settle_place(figure.citation, proposal.start)


def settle_place(citation: Citation, start: int) -> None:
    if citation.verification != Citation.Verification.AMBIGUOUS:
        return
    _, spans = places_of(citation)
    if start in [span.start for span in spans]:
        pick(citation, start)
        citation.refresh_from_db()


def declare_relations(archive: Archive, proposals: Iterable[Proposal], by) -> None:
    """Declares how these hang together with each other and with what was accepted of the archive before."""
    wanted: dict[tuple[Key, str, Key], str] = {}
    for proposal in proposals:
        wanted |= {(proposal.key, kind, to): note for kind, to, note in proposal.relations}
        wanted |= {(key, kind, proposal.key): note for key, kind, note in proposal.related_from}
    kinds = set(FigureRelation.Kind.values)
    wanted = {(key, kind, to): note for (key, kind, to), note in wanted.items() if kind in kinds}
    if not wanted:
        return
    by_key = figures_at(archive, {key for one, _, other in wanted for key in (one, other)})
    now = timezone.now()
    declared = {
        (one.pk, kind, other.pk): FigureRelation(
            from_figure=one, kind=kind, to_figure=other, note=note, declared_by=by, declared_at=now
        )
        for (key, kind, to), note in wanted.items()
        if (one := by_key.get(key)) and (other := by_key.get(to)) and one.pk != other.pk
    }
    if declared:
        held = FigureRelation.objects.filter(from_figure__in={one for one, _, _ in declared}, ended_at=None)
        for known in held.values_list("from_figure", "kind", "to_figure"):
            declared.pop(known, None)
        FigureRelation.objects.bulk_create(declared.values())


def figures_at(archive: Archive, keys: Iterable[Key]) -> Mapping[Key, Figure]:
    """What was accepted of the archive at these places and still stands."""
    there = Q(start__in={start for start, _ in keys})
    return {
        (kept.start, kept.end): kept.figure
        for kept in Acceptance.objects.filter(there, archive=archive, figure__isnull=False).select_related("figure")
        if kept.figure.status in (Figure.Status.DRAFT, Figure.Status.SUBMITTED, Figure.Status.PUBLISHED)
    }
