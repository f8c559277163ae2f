"""What people make of the candidates of an archived text: accept, dismiss, take back; each one transaction.

They refuse with a ValidationError whose messages say, candidate by candidate, what to do.
"""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext

from .archives.texts import newest_parts
from .drafting import declare_relations, figure_of, keep, settle_place
from .models import Acceptance, Archive, ArchivedCandidates, Dismissal, Figure, Indicator, Update
from .permissions import why_not
from .reports.proposals import Key, Proposal, Proposals, identity_of
from .reports.proposing import propose
from .scopes import scope_of


def is_newest(archive: Archive) -> bool:
    """Whether citations of the archive's document are checked against this copy, and not a newer one."""
    part = newest_parts([archive.source_id]).get(archive.source_id)
    return part is not None and part.archive_id == archive.pk


def locked(archive: Archive) -> None:
    """Waits until nobody else accepts of this archive, so that no candidate becomes two figures."""
    list(ArchivedCandidates.objects.select_for_update().filter(archive=archive))


@transaction.atomic
def accept(*, update: Update, archive: Archive, chosen: Mapping[Key, int | None], by) -> list[Figure]:
    """Makes drafts of these candidates, in `update`, entered by this person; returns them in the order of the text.

    `chosen` maps each to the id of its indicator; None: the first one offered. Each draft rests on a citation made of
    the candidate, checked at once, at the candidate's place. Relations of the candidates to one another, and to what
    was accepted before, are declared.
    """
    locked(archive)
    if closed := Update.objects.get(pk=update.pk).why_closed():
        raise ValidationError(closed)
    found = propose(archive, only=chosen)
    proposals = {proposal.key: proposal for proposal in found.open}
    if not is_newest(archive):
        raise ValidationError(
            gettext("There is a newer copy of “%(source)s”: read that one instead.") % {"source": archive.source}
        )
    wanted = {pk for pk in chosen.values() if pk}
    indicators = {i.pk: i for i in Indicator.objects.filter(pk__in=wanted).select_related("unit", "program")}
    problems, drafts = [], []
    seen: dict[tuple, Proposal] = {}
    for key, pk in sorted(chosen.items()):
        proposal = proposals.get(key)
        if proposal is None:
            problems.append(
                gettext("What stands at character %(key)s was accepted, cited or dismissed meanwhile.")
                % {"key": key[0]}
            )
            continue
        indicator = indicators.get(pk) if pk else proposal.offers[0].indicator if proposal.offers else None
        problem = problem_of(proposal, indicator, seen)
        figure = None if problem else figure_of(proposal, indicator, update, by)
        problem = problem or why_not(by, "add", figure)
        if problem:
            problems.append(f"“{proposal.words}”: {problem}")
        else:
            drafts.append((proposal, figure))
    if problems:
        raise ValidationError(problems)
    keep(drafts)
    version = found.reading.extraction_version
    Acceptance.objects.bulk_create(accepted(archive, version, proposal, figure, by) for proposal, figure in drafts)
    declare_relations(archive, [proposal for proposal, _ in drafts], by)
    return [figure for _, figure in drafts]


def explicit_for(proposals: Proposals, update: Update, by) -> list[Proposal]:
    """What this person can accept unseen: of what is explicit, whole sets that are theirs to enter."""
    if scope_of(by) is None:
        return proposals.explicit
    prefetch_related_objects([proposal.offers[0].indicator for proposal in proposals.explicit], "program")
    theirs = {
        proposal.key
        for proposal in proposals.explicit
        if not why_not(by, "add", figure_of(proposal, proposal.offers[0].indicator, update, by))
    }
    return [each for those in proposals.together if {each.key for each in those} <= theirs for each in those]


def problem_of(proposal: Proposal, indicator: Indicator | None, seen: dict[tuple, Proposal]) -> str:
    """Why it cannot become a draft unseen; empty where it can."""
    if lacks := proposal.lacking(has_indicator=indicator is not None):
        return gettext("it lacks %(words)s. Mend it in the form.") % {"words": ", ".join(lacks)}
    if proposal.kind and proposal.kind != indicator.unit.kind:
        counted = proposal.unit or proposal.unit_as_stated
        return gettext(
            "it counts %(counted)s, and “%(indicator)s” is measured in %(unit)s. Choose another indicator."
        ) % {"counted": counted, "indicator": indicator, "unit": indicator.unit}
    rival = next((o.rival for o in proposal.offers if o.indicator.pk == indicator.pk), None)
    if rival is not None:
        return gettext(
            "figure %(number)s states how much this was already: %(words)s. Mend it in the form, where "
            "both stand side by side."
        ) % {"number": rival.pk, "words": rival.words}
    same = seen.setdefault(identity_of(proposal, indicator), proposal)
    if same is not proposal:
        return gettext(
            "it would state the same as “%(words)s”: choose another indicator for one of them, or mend it."
        ) % {"words": same.words}
    return ""


# --- What was proposed, and what was entered -------------------------------------------------------------------------


def entered_of(figure: Figure) -> dict[str, str]:
    """The fields of a figure as plain text, as Acceptance keeps them."""
    return {
        "indicator": figure.indicator.slug,
        "role": figure.role,
        "value": "" if figure.value is None else f"{figure.value.normalize():f}",
        "qualifier": figure.qualifier,
        "unit": figure.unit.code,
        "place": figure.place_key,
        "category": figure.category.slug if figure.category else "",
        "period_start": figure.period_start.isoformat() if figure.period_start else "",
        "period_end": figure.period_end.isoformat() if figure.period_end else "",
        "section": figure.citation.section if figure.citation else "",
        "as_stated": figure.citation.as_stated if figure.citation else "",
    }


def accepted(archive: Archive, version: int, proposal: Proposal, figure: Figure, by) -> Acceptance:
    """What was proposed beside what was entered."""
    kept = Acceptance(
        archive=archive,
        start=proposal.start,
        end=proposal.end,
        figure=figure,
        extraction_version=version,
        proposed=proposal.proposed,
        entered=entered_of(figure),
        steps=dict(proposal.steps),
        accepted_by=by,
        accepted_at=timezone.now(),
    )
    kept.is_mended = bool(kept.mended)
    return kept


def keep_added(archive: Archive, key: Key, figure: Figure, reason: str, by) -> None:
    """Keeps that a number that was left out, for this reason, is a figure all the same."""
    Acceptance.objects.create(
        archive=archive,
        start=key[0],
        end=key[1],
        figure=figure,
        extraction_version=archive.candidates.extraction_version,
        proposed={},
        entered=entered_of(figure),
        steps={"left_out": reason},
        is_mended=True,
        accepted_by=by,
        accepted_at=timezone.now(),
    )


def follow(figure: Figure) -> None:
    """Notes what a draft that was accepted says now that somebody mended it."""
    kept = Acceptance.objects.filter(figure=figure).first()
    if kept is not None:
        kept.entered = entered_of(figure)
        kept.is_mended = bool(kept.mended)
        kept.save(update_fields=["entered", "is_mended"])


@transaction.atomic
def accept_mended(*, archive: Archive, key: Key, figure: Figure, by) -> None:
    """Notes that a figure was entered in the form from this candidate, or from a number left out, and settles the place
    of its words there.
    """
    locked(archive)
    settle_place(figure.citation, key[0])
    found = propose(archive, only=[key], even_tracked=True)
    if found.open:
        accepted(archive, found.reading.extraction_version, found.open[0], figure, by).save()
        declare_relations(archive, found.open, by)
        return
    left_out = next((row for row in found.reading.left_out if (row["start"], row["end"]) == key), None)
    if left_out is not None:
        keep_added(archive, key, figure, left_out["reason"], by)


# --- What is no figure -----------------------------------------------------------------------------------------------


@transaction.atomic
def dismiss(*, archive: Archive, keys: Collection[Key], by) -> int:
    """Dismisses candidates of the archive, so that they are not proposed again; returns how many."""
    locked(archive)
    open_ = propose(archive, only=keys).open
    missing = len(set(keys)) - len(open_)
    if missing:
        raise ValidationError(
            gettext("%(missing)s of these are not proposed any more. Nothing was dismissed: look again.")
            % {"missing": missing}
        )
    now = timezone.now()
    Dismissal.objects.bulk_create(
        Dismissal(archive=archive, start=p.start, end=p.end, dismissed_by=by, dismissed_at=now) for p in open_
    )
    return len(open_)


@transaction.atomic
def take_back(*, archive: Archive, key: Key) -> None:
    """Proposes a dismissed candidate again."""
    count, _ = Dismissal.objects.filter(archive=archive, start=key[0], end=key[1]).delete()
    if not count:
        raise ValidationError(gettext("It is not dismissed any more."))
