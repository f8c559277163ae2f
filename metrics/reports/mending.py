"""What people made of what was proposed: how often each field is mended, and how; so that the rules can be bettered."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from metrics.models import Acceptance, Archive, Dismissal

from .text import one_line

# The newest of each are read: enough to tell which rule errs, and a bound.
MOST = 5000
LISTED = 200
# The step that decides a field of the figure, by the extraction's name for it.
DECIDED_AS = {"place": "countries", "category": "unit", "period_start": "period", "period_end": "period"}
NAMES = {
    "indicator": gettext_lazy("Indicator"),
    "role": gettext_lazy("Role"),
    "value": gettext_lazy("Value"),
    "qualifier": gettext_lazy("Qualifier"),
    "unit": gettext_lazy("Unit"),
    "place": gettext_lazy("Place"),
    "category": gettext_lazy("Category"),
    "period_start": gettext_lazy("Period, from"),
    "period_end": gettext_lazy("Period, to"),
    "section": gettext_lazy("Section"),
    "as_stated": gettext_lazy("Words"),
}


@dataclass(frozen=True, slots=True)
class FieldMended:
    """`of` is how many figures were accepted of a candidate, `mended` in how many of them the field was changed."""

    name: str
    mended: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.mended / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Mended:
    """One field of one figure: what was proposed, by which step, and what was entered."""

    field: str
    proposed: str
    entered: str
    step: str
    words: str
    figure_id: int | None
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an archived text that were added though left out, or dismissed though proposed, and why or by whom."""

    words: str
    source: str
    why: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class MendingReport:
    """`version` is the extraction's; `versions` are all of which something was accepted, the newest first."""

    version: int | None
    versions: list[int]
    accepted: int
    as_proposed: int
    fields: list[FieldMended]
    mended: list[Mended]
    added: list[Passage]
    dismissed: list[Passage]

    @property
    def percent_as_proposed(self) -> float:
        return 100 * self.as_proposed / self.accepted if self.accepted else 0.0


def mending_report(version: int | None = None) -> MendingReport:
    """Of the newest acceptances, or those of one version of the extraction. Four queries."""
    rows = Acceptance.objects.select_related("accepted_by")
    versions = sorted(set(rows.order_by().values_list("extraction_version", flat=True).distinct()), reverse=True)
    if version is not None:
        rows = rows.filter(extraction_version=version)
    kept = list(rows.order_by("-pk")[:MOST])
    accepted = [row for row in kept if row.proposed]
    counts = Counter(name for row in accepted for name in row.mended)
    added = [row for row in kept if not row.proposed][:LISTED]
    dismissed = list(Dismissal.objects.select_related("dismissed_by").order_by("-pk")[:LISTED])
    texts = Texts({row.archive_id for row in (*added, *dismissed)})
    return MendingReport(
        version=version,
        versions=versions,
        accepted=len(accepted),
        as_proposed=sum(not row.mended for row in accepted),
        fields=[FieldMended(NAMES[name], counts[name], len(accepted)) for name in Acceptance.FIELDS],
        mended=[each for row in accepted for each in mended_of(row)][:LISTED],
        added=[
            texts.passage(row, row.steps.get("left_out", ""), str(row.accepted_by), row.accepted_at) for row in added
        ],
        dismissed=[texts.passage(row, "", str(row.dismissed_by), row.dismissed_at) for row in dismissed],
    )


def mended_of(row: Acceptance) -> Sequence[Mended]:
    return [
        Mended(
            NAMES[name],
            row.proposed.get(name, ""),
            row.entered.get(name, ""),
            row.steps.get(DECIDED_AS.get(name, name), ""),
            row.proposed.get("as_stated", ""),
            row.figure_id,
            str(row.accepted_by),
            row.accepted_at,
        )
        for name in row.mended
    ]


class Texts:
    """The texts that passages stand in."""

    def __init__(self, archives: set[int]):
        rows = Archive.objects.filter(pk__in=archives).values_list("pk", "text", "source__title")
        self.texts = {pk: (text, title) for pk, text, title in rows}

    def passage(self, row: Acceptance | Dismissal, why: str, by: str, at: dt.datetime) -> Passage:
        text, title = self.texts[row.archive_id]
        return Passage(one_line(text[row.start : row.end]), title, why, by, at)
