"""Whether known mistakes of sources still stand in the newest archived text of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from metrics.intake.search import Span
from metrics.models import Erratum, ErratumCheck

from .texts import Text, newest_parts, read

Outcome = ErratumCheck.Outcome


@dataclass(frozen=True)
class CheckedErratum:
    """An erratum with what its check found: `span` where its words stand."""

    erratum: Erratum
    outcome: str
    text: Text | None
    span: Span | None = None

    @property
    def is_mended(self) -> bool:
        """Whether the expectation failed: the source does not say it any more, so the erratum has to be ended."""
        return self.outcome == Outcome.MENDED

    @property
    def found(self) -> str:
        """One sentence, and what to do where something is to be done."""
        words = f"“{self.erratum.as_stated}”"
        if self.text is None:
            return f"{words}: the text of the source is not archived."
        if self.is_mended:
            return (
                f"{words} does not stand in {self.text.name} any more: the source was mended."
                " End the erratum, with a reason."
            )
        return f"{words} still stands in {self.text.name}."


def text_of(source: int) -> Text | None:
    """The newest archived text of a source."""
    return next(iter(read(newest_parts([source])).values()), None)


def span_of(erratum: Erratum, text: Text) -> Span | None:
    """The first place of the words under their headings, or else anywhere in the source."""
    spans = text.scope.find_in(erratum.as_stated, erratum.section_path) or text.scope.find(erratum.as_stated)
    return spans[0] if spans else None


def check_errata(errata: QuerySet[Erratum]) -> list[CheckedErratum]:
    """Checks those of the errata that are in force, and keeps what differs from the last check."""
    rows = list(errata.as_of(None).with_state(None).select_related("source").order_by("source__slug", "pk"))
    if not rows:
        return []
    texts = read(newest_parts({row.source_id for row in rows}))
    checked = [check(row, texts.get(row.source_id)) for row in rows]
    keep(checked)
    return checked


def check(erratum: Erratum, text: Text | None) -> CheckedErratum:
    if text is None:
        return CheckedErratum(erratum, Outcome.NOT_ARCHIVED, None)
    span = span_of(erratum, text)
    return CheckedErratum(erratum, Outcome.STANDS if span else Outcome.MENDED, text, span)


def keep(checked: Iterable[CheckedErratum]) -> None:
    now, new = timezone.now(), []
    for item in checked:
        row, span = item.erratum, item.span
        found = {
            "outcome": str(item.outcome),
            "archive_id": item.text.archive.pk if item.text else None,
            "start": span.start if span else None,
            "end": span.end if span else None,
        }
        if (row.outcome, row.archive, row.start, row.end) != tuple(found.values()):
            new.append(ErratumCheck(erratum=row, checked_at=now, **found))
    ErratumCheck.objects.bulk_create(new)
