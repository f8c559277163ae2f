"""The defense pack: one figure on one page of PDF, with all that its page says, to hand to whoever doubts it."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metrics.models import Figure
from metrics.reports.errata import ErratumRow
from metrics.reports.evidence import Evidence, Person
from metrics.reports.findings import SEVERITY_WORDS, STATES, FindingLink
from metrics.reports.rows import FigureRow, date_words, language

from .cite import Reference, chicago
from .plain import one_line
from .typeset import mapped, pages_of, typeset

Item = dict[str, Any]


class Step(NamedTuple):
    """How much is set, and how large: the size in points, the items of a list, the characters of a text."""

    size: float
    items: int
    characters: int


# From a page that reads well to one that holds only the beginnings of what is very long.
STEPS = (
    Step(9.5, 12, 1200),
    Step(9, 12, 1200),
    Step(8.5, 12, 1200),
    Step(8, 10, 900),
    Step(7.5, 8, 600),
    Step(7.5, 6, 300),
    Step(7, 4, 150),
    Step(6.5, 3, 60),
    Step(6.5, 1, 20),
)
# Characters at 1 point that fill the page's two columns, if none were lost to the ends of lines.
ROOM = 800_000


def defense_pack(report: Evidence, reference: Reference) -> bytes:
    """The PDF, of one page. The same report and reference make the same bytes."""
    return fitted(content_of(report, reference), reference.day)[0]


def fitted(content: dict[str, Any], day: dt.date) -> tuple[bytes, Step]:
    """The file, and the first step at which everything is on one page; the last where it never is."""
    for step in STEPS:
        made = cut_to(content, step)
        if step is not STEPS[-1] and letters(made) * step.size**2 > ROOM:
            continue
        file = typeset("defense_pack.typ", made, day)
        if pages_of(file) == 1:
            break
    return file, step


def cut_to(content: dict[str, Any], step: Step) -> dict[str, Any]:
    """The content with its lists and texts cut to the step, and what is said of the items that were left out."""

    def shortened(text: str) -> str:
        return text if len(text) <= step.characters else f"{text[: step.characters].rstrip()} …"

    sections = []
    for section in content["sections"]:
        most = step.items if section["more"] else len(section["items"])
        items = [cut_item(item, shortened) for item in section["items"][:most]]
        if left := len(section["items"]) - len(items):
            items.append({"line": section["more"] % {"count": left}})
        sections.append({"heading": section["heading"], "items": items})
    texts = {name: shortened(content[name]) for name in ("name", "value", "marks", "alert")}
    return {**content, **texts, "size": step.size, "sections": sections}


def cut_item(item: Item, shortened: Callable[[str], str]) -> Item:
    """The texts of an item shortened; what a link leads to stays whole."""
    if "passage" in item:
        before, words, after = item["passage"]
        # What stands next to the words is kept: the end of what comes before them.
        return {"passage": [shortened(before[::-1])[::-1], shortened(words), shortened(after)]}
    link = {"link": item["link"]} if "link" in item else {}
    return {**mapped({key: value for key, value in item.items() if key != "link"}, shortened), **link}


def letters(data: Any) -> int:
    if isinstance(data, str):
        return len(data)
    return sum(map(letters, data.values() if isinstance(data, dict) else data)) if isinstance(data, dict | list) else 0


def content_of(report: Evidence, reference: Reference) -> dict[str, Any]:
    """What the page says, in the order in which it is read, as the template takes it."""
    row = report.row
    day = date_words(reference.day)
    more = _("and %(count)d more, on the figure's page")
    sections = [
        section(_("Who states it"), [*statement(report), *source(report)]),
        section(_("A known mistake of the source"), [erratum(row) for row in report.errata], more),
        section(_("What it says"), meaning(report)),
        section(_("What it is related to"), relations(report), more),
        section(_("Rival statements"), [rival(other) for other in report.rivals], more),
        section(_("Findings"), [finding(found) for found in report.findings], more),
        section(_("What is measured"), measured(report)),
        section(_("Who stands behind it"), people(report)),
        section(_("Revisions"), revisions(report), more),
        section(_("Cite this figure"), citation(reference)),
        section(_("How this page was made"), [{"line": made(day)}]),
    ]
    return {
        "title": _("%(name)s: %(value)s (figure %(number)s as of %(day)s)")
        % {"name": row.label[:200], "value": row.words, "number": row.figure_id, "day": day},
        "language": language(),
        "running": [_("Defense pack"), _("Figure %(number)s as of %(day)s") % {"number": row.figure_id, "day": day}],
        "footer": reference.link,
        "name": one_line(row.label) or _("Figure %(number)s") % {"number": row.figure_id},
        "value": row.words,
        "marks": " · ".join([row.role_words, row.place, row.period or _("no period stated")]),
        "alert": alert(report),
        "sections": [made for made in sections if made["items"]],
    }


def section(heading: str, items: list[Item], more: str = "") -> dict[str, Any]:
    """`more` is what is said of items that do not fit, with their count, where some may be left out."""
    return {"heading": heading, "items": items, "more": more}


def facts(*pairs: tuple[str, str] | tuple[str, str, str]) -> list[Item]:
    """(term, text) or (term, text, note) of each that has a text."""
    named = (dict(zip(("term", "text", "note"), pair, strict=False)) for pair in pairs)
    return [item for item in named if item["text"]]


def moment(at: dt.datetime | None) -> str:
    return date_words(at.date()) if at else ""


def by(person: Person | None) -> str:
    """ "Ana Ruiz, April 20, 2022"."""
    return ", ".join(filter(None, (person.name or _("not recorded"), moment(person.at)))) if person else ""


def alert(report: Evidence) -> str:
    """That the figure no longer stands, and why; empty where it does."""
    if report.ended is None:
        return ""
    said = _("This figure was corrected") if report.status == "superseded" else _("This figure was withdrawn")
    until = _("In force until %(date)s.") % {"date": moment(report.ended.at)}
    return f"{said}. {report.ended_reason} {until}"


# --- What the source says --------------------------------------------------------------------------------------------


def statement(report: Evidence) -> list[Item]:
    """The words with what stands around them, and what the check of them found."""
    row, passage = report.row, report.passage
    words = (passage.before, passage.marked, passage.after) if passage else ("", row.as_stated or "", "")
    if row.verification == "verified":
        found = _("found in archived copy %(version)s of the text, and read there as this figure has it") % {
            "version": report.archive_version
        }
        checked = f"{report.verification_label}: {found}"
    elif row.verification == "not_archived":
        checked = _("not checked by machine, as the source's text is not archived here")
    else:
        checked = f"{report.verification_label}: {report.found}"
    return [
        {"passage": list(words)},
        *facts(
            (_("Section"), row.section or ""),
            (_("The words in the source"), checked, moment(report.checked_at)),
            (
                _("Published all the same, because"),
                report.override_reason if report.overridden else "",
                by(report.overridden),
            ),
        ),
    ]


def source(report: Evidence) -> list[Item]:
    document = report.document
    whole = document.whole
    address = report.live_url or document.url
    return [
        {"term": _("Source"), "text": document.title, **({"link": address} if address else {})},
        *facts(
            (_("Kind"), document.kind_words),
            (_("Authors or speakers"), "; ".join(document.authors)),
            (_("Publisher"), document.publisher),
            (_("Spoken"), date_words(document.event_on)),
            (_("Place"), document.event_place),
            (pgettext("document", "Published"), date_words(document.published_on)),
            (_("Stands in"), whole.title if whole else "", date_words(whole.stated_on) if whole else ""),
            (_("Language"), document.language_name),
            (_("The document"), document.url),
            (_("Archived at"), document.archived_url),
            (_("Read on"), date_words(document.accessed_on)),
            (_("License"), document.license),
            (_("About the source"), document.note),
        ),
    ]


def erratum(row: ErratumRow) -> Item:
    told = ", ".join(filter(None, (row.reported_to, date_words(row.reported_on)))) or _("nobody yet")
    who = _("Who was told: %(who)s.") % {"who": told}
    return {"term": f"“{row.as_stated}”", "text": row.what_is_right, "note": f"{row.why} {who} {row.label}."}


# --- What the figure says --------------------------------------------------------------------------------------------


def meaning(report: Evidence) -> list[Item]:
    row = report.row
    members = [f"{', '.join(name for _code, name in group.countries)}. {group.note}" for group in report.groups]
    stated = f"“{row.period_as_stated}”" if row.period_as_stated and row.period_as_stated != row.period else ""
    firmness = row.words.capitalize() if row.value is None else report.qualifier_label
    return facts(
        (_("Indicator"), row.label),
        (_("Program"), row.program_name or _("none: the strategy's context")),
        (_("Place"), row.place, " ".join([report.coverage_meaning, *members])),
        (_("Period"), row.period or _("no period stated"), " ".join(filter(None, (stated, row.period_note)))),
        (_("How firmly it is stated"), firmness, report.qualifier_meaning),
        (_("Role"), row.role_words, report.role_meaning),
        (_("Rank"), report.rank_label, report.rank_meaning),
        (_("Note"), row.note),
    )


def relations(report: Evidence) -> list[Item]:
    """The arithmetic first: shares, then sums, then what else is declared."""
    items = [
        {"term": _("Computed"), "text": report.working(progress) or progress.words, "note": progress.note}
        for progress in report.progress
    ]
    for parts in report.parts:
        if parts.agrees is None:
            items.append({"term": _("Parts"), "text": parts.sum_words})
            continue
        said = _("✓ agrees with %(stated)s") if parts.agrees else _("✗ does not agree with %(stated)s")
        names = ", ".join(part.part_label for part in parts.parts)
        items.append(
            {"term": _("Parts"), "text": f"{parts.working} {said % {'stated': parts.stated_words}}", "note": names}
        )
    for related in report.related:
        other = related.other
        text = ", ".join(filter(None, (other.words, other.label, other.period)))
        note = " ".join(filter(None, (related.working, related.note)))
        items.append({"term": related.words, "text": text, "note": note})
    return items


def rival(row: FigureRow) -> Item:
    rank = str(Figure.Rank(row.rank).label).lower()
    return {"term": row.words, "text": f"“{row.as_stated}”", "note": f"{row.source_title}; {rank}"}


def finding(found: FindingLink) -> Item:
    return {
        "term": found.title,
        "text": found.message,
        "note": f"{SEVERITY_WORDS[found.severity]}, {str(STATES[found.state]).lower()}",
    }


def measured(report: Evidence) -> list[Item]:
    return facts(
        (_("Definition"), report.measured.definition or _("not given yet")),
        (_("How figures accumulate"), report.measured.accumulation),
        *((question.capitalize(), answer or _("not answered yet")) for question, answer in report.measured.quality),
    )


# --- Who stands behind it, and how to cite it ------------------------------------------------------------------------


def people(report: Evidence) -> list[Item]:
    return facts(
        (_("Status"), str(Figure.Status(report.status).label)),
        (_("Entered"), by(report.entered)),
        (_("Submitted"), by(report.submitted)),
        (_("Published"), by(report.published)),
        (_("Ended"), by(report.ended)),
        (_("Update"), report.row.update_title, report.update_note),
    )


def revisions(report: Evidence) -> list[Item]:
    """The newest first, since the oldest are what a short page can do without; none where there was but one."""
    if len(report.revisions) < 2:
        return []
    return [
        {
            "term": moment(revision.published_at),
            "text": f"{revision.words} ({revision.status.lower()})",
            "note": revision.reason,
        }
        for revision in reversed(report.revisions)
    ]


def citation(reference: Reference) -> list[Item]:
    return [
        {"line": chicago(reference)},
        {"term": _("Permanent link"), "text": reference.link, "link": reference.link},
    ]


def made(day: str) -> str:
    return _(
        "Made by Throughline from the same record as the figure's page, as of %(day)s. The figure stands as its source"
        " states it; nothing is computed but the lines that show their arithmetic. What was published stays published:"
        " the permanent link shows the same again."
    ) % {"day": day}
