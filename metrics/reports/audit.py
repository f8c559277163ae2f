"""The whole record of an update, or of one statement: who did what, when, from what to what, and why.

Put together from what each keeps: who entered a row stands on it, changes of drafts and of the update are recorded by
triggers (metrics/recording.py), and the log holds the steps of the review (metrics/models/step.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from metrics.models import Citation, Figure, Milestone, Step, Update
from metrics.models.publication import Publication
from programs.history import Change, changes, label_of, name_of, records_of

# The status that a step leads to.
TELLING = {
    Step.Kind.SUBMITTED: Publication.Status.SUBMITTED,
    Step.Kind.RETURNED: Publication.Status.DRAFT,
    Step.Kind.TAKEN_BACK: Publication.Status.DRAFT,
    Step.Kind.PUBLISHED: Publication.Status.PUBLISHED,
}
WORDS = {
    "opened": gettext_lazy("opened"),
    "entered": gettext_lazy("entered"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
}
# A step is written in the transaction of its change; a large one takes its time.
SAME_TIME = dt.timedelta(minutes=2)
# What each step tells already, with its reason.
TOLD = ("submitted_by", "submitted_at", "accepted_by", "accepted_at", "published_by", "published_at")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. `at` is None for what was there before anything was recorded.

    `noun` is "update", "figure", "milestone" or "citation", `number` its key, `about` its words; `field`, `old` and
    `new` are empty where no field changed, `why` where no reason was given.
    """

    at: dt.datetime | None
    by: str
    what: str
    noun: str
    number: int
    about: str
    field: str = ""
    old: str = ""
    new: str = ""
    why: str = ""


def untold(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Without the changes of status that a step tells: what is left of those went past the desk."""
    entries = list(entries)
    telling = {kind.label.lower(): status.label for kind, status in TELLING.items()}
    of_status = label_of(Figure._meta.get_field("status"))
    steps = defaultdict(list)
    for entry in entries:
        if entry.what in telling:
            steps[entry.noun, entry.number, telling[entry.what]].append(entry.at)
    for entry in entries:
        told = steps[entry.noun, entry.number, entry.new] if entry.field == of_status else []
        if not any(entry.at is not None and abs(entry.at - at) < SAME_TIME for at in told):
            yield entry


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Oldest first; of one instant in the order in which they were put together."""
    return sorted(untold(entries), key=lambda entry: (entry.at is not None, entry.at))


def record_of_update(update: Update) -> list[Entry]:
    """Everything of the update and of what it holds or held, oldest first. A fixed number of queries."""
    found = [
        Entry(update.opened_at, name_of(update.opened_by), str(WORDS["opened"]), "update", update.pk, str(update)),
        *of_update(update),
        *(of_step(step) for step in Step.objects.filter(update=update).select_related("by", "update")),
    ]
    for model in (Figure, Milestone):
        # Also those that were deleted, or that went to another update.
        keys = set(model.objects.filter(update=update).values_list("pk", flat=True))
        keys |= set(records_of(model).objects.filter(update=update).values_list("id", flat=True))
        found += of_statements(model, keys)
    return in_order(found)


def of_update(update: Update) -> list[Entry]:
    recorded = [change for change in reversed(changes(Update, [update.pk])) if change.kind != "created"]
    return [line for change in recorded for line in lines(change, "update", str(update))]


def record_of(statement: Publication) -> list[Entry]:
    """Everything of one statement, oldest first."""
    steps = Step.objects.filter(**{statement._meta.model_name: statement.pk}).select_related("by", "update")
    return in_order([*of_statements(type(statement), [statement.pk]), *map(of_step, steps)])


def of_statements(model: type[Publication], keys: Iterable[int]) -> list[Entry]:
    """Who entered each, and what was changed of it and of its citation while it was a draft."""
    noun, keys = model._meta.model_name, list(keys)
    named = ("indicator", "unit") if model is Figure else ()
    rows = {
        row.pk: row
        for row in model.objects.filter(pk__in=keys).select_related("entered_by", "citation__source", *named)
    }
    recorded = changes(model, keys)
    found, entered = [], {change.key for change in recorded if change.kind == "created"}
    for row in rows.values():
        if row.pk not in entered:
            found.append(Entry(row.entered_at, name_of(row.entered_by), str(WORDS["entered"]), noun, row.pk, str(row)))
    for change in reversed(recorded):
        about = (
            str(rows[change.key])
            if change.key in rows
            else gettext("%(noun)s %(number)s, deleted")
            % {
                "noun": model._meta.verbose_name,
                "number": change.key,
            }
        )
        found += lines(change, noun, about)
    citations = {row.citation_id: row for row in rows.values() if row.citation_id}
    for change in reversed(changes(Citation, citations.keys())):
        if change.kind != "created":
            found += lines(change, "citation", str(citations[change.key].citation))
    return found


def lines(change: Change, noun: str, about: str) -> list[Entry]:
    """A line for each field that changed; one for what was entered or deleted."""
    what = str(WORDS[{"created": "entered"}.get(change.kind, change.kind)])
    told = {label_of(Figure._meta.get_field(name)) for name in TOLD}
    if not change.fields:
        return [Entry(change.at, change.by, what, noun, change.key, about)] if change.kind != "changed" else []
    return [
        Entry(change.at, change.by, what, noun, change.key, about, field.label, field.old, field.new)
        for field in change.fields
        if field.label not in told
    ]


def of_step(step: Step) -> Entry:
    noun, number = ("figure", step.figure_id) if step.figure_id else ("milestone", step.milestone_id)
    if number is None:
        noun, number = "update", step.update_id
    said = step.details
    return Entry(
        step.at,
        name_of(step.by),
        step.get_kind_display().lower(),
        noun,
        number,
        step.about or str(step.update),
        "",
        str(said.get("old", "")),
        str(said.get("new", "")),
        step.text,
    )
