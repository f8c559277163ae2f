"""What a country brief says, in the order in which it is read, as its template takes it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from metrics.charts import change_chart, money_chart, progress_bar
from metrics.charts.svg import Drawing
from metrics.models import Figure
from metrics.reports.documents import Document
from metrics.reports.entries import Entry, LineSection
from metrics.reports.money import Money
from metrics.reports.progress import Parts, Progress
from metrics.reports.rows import FigureRow, date_words, language
from metrics.reports.wording import missing_meaning

from .shown import Notes, Shown, cited_in

Link = Callable[..., str]
Data = dict[str, Any]
# In pixels: the width of drawings, which have half a page of paper, and the height that charts of money may take.
# A pixel is 0.67 points there on A4, 0.7 on Letter, so that the smallest letters have 8 points.
CHART = 366
BAR = 200
MONEY = 620
AMOUNTS = 8


def content_of(shown: Shown, documents: dict[str, Document], day: dt.date, link: Link, *, quotes: bool = True) -> Data:
    """The data of country_brief.typ, except for paper, size and tightness. `quotes`: notes give the words, too."""
    return Brief(shown, documents, day, link, quotes=quotes).content()


class Brief:
    """One brief while it is written, whose parts share its notes and links."""

    def __init__(self, shown: Shown, documents: dict[str, Document], day: dt.date, link: Link, *, quotes: bool = True):
        self.shown, self.report, self.documents, self.link = shown, shown.report, documents, link
        self.day = date_words(day)
        self.quotes = quotes
        self.notes = Notes(cited_in(shown))
        self.page = link("country", self.report.code)

    def content(self) -> Data:
        name = {"country": self.report.name}
        apart = _("They cover several countries and are shown as stated, never split or added to figures of one alone.")
        reading = _(
            "Full color is what was provided, pale what was promised, gray what was asked for. Hatched amounts are for"
            " several countries together. Bars are never added to each other: one may hold what another names."
        )
        halves = [
            (_("Progress by line of action"), "", self.standing()),
            (_("Money"), reading, self.money()),
        ]
        sections = [
            (_("Figures of %(country)s alone") % name, "", self.table("own", self.shown.own)),
            (_("Joint and group figures"), apart, [*self.table("shared", self.shown.shared), *self.groups()]),
            (_("Milestones"), _("Events without a number, newest first"), self.milestones()),
            (_("What is missing"), "", self.missing()),
            (_("Sources"), "", self.sources()),
        ]
        return {
            "title": _("%(country)s: country brief as of %(day)s") % {**name, "day": self.day},
            "language": language(),
            "running": [_("Country brief"), _("%(country)s as of %(day)s") % {**name, "day": self.day}],
            "footer": self.page,
            "name": self.report.name,
            # On one line of a narrow column.
            "unstated": pgettext("in a table", "no period stated"),
            "about": self.about(),
            "tiles": [self.tile(entry) for entry in self.report.headlines],
            "halves": [section(*half) for half in halves if half[-1]],
            "sections": [section(*each) for each in sections if each[-1]],
            "made": _(
                "Made by Throughline from the same record as the country's page, as of %(day)s. Figures stand as their"
                " sources state them. What was published stays published: the permanent link shows the same again."
            )
            % {"day": self.day},
            "permanent": {"text": _("Permanent link"), "link": self.page},
        }

    # --- The head ----------------------------------------------------------------------------------------------------

    def about(self) -> list[str]:
        report = self.report
        facts = [_("As of %(day)s") % {"day": self.day}]
        if report.total:
            facts.append(ngettext("%(num)s figure", "%(num)s figures", report.total) % {"num": report.total})
        if report.newest_update:
            published = date_words(report.newest_update.published_at.date())
            facts.append(
                _("Newest update: %(title)s, published %(day)s")
                % {"title": report.newest_update.title, "day": published}
            )
        said = [" · ".join(facts)]
        if not report.lines:
            said.append(_("No figure for %(country)s had been published by that day.") % {"country": report.name})
            said.append(_("That says what the sources report, and not that nothing was done."))
        elif not report.headlines:
            said.append(
                _("No result with a number is stated for %(country)s alone. What is stated for it and other countries"
                  " together follows.")
                % {"country": report.name}
            )  # fmt: skip
        return said

    def tile(self, entry: Entry) -> Data:
        row = entry.figure
        notes = [row.period or _("no period stated"), *(measured(p, row) for p in entry.progress if p.quantity)]
        return {"label": row.label, **self.value(row), "parts": list(row.stated), "notes": notes}

    def value(self, row) -> Data:
        """A figure's or a part's words, the link to its page and the numbers of its notes."""
        number = self.notes.number(row)
        return {
            "words": row.words,
            "link": self.link("figure", row.figure_id),
            "cites": [] if number is None else [number],
        }

    # --- How it stands -----------------------------------------------------------------------------------------------

    def standing(self) -> list[Data]:
        """Each figure that is measured by another, by line of action, with its chart; and the lines that have none."""
        lines: dict[int | None, list[Data]] = {}
        names: dict[int | None, str] = {}
        for line in (*self.shown.own, *self.shown.shared):
            items = lines.setdefault(line.number, [])
            items += [item for entry in line.entries for item in self.measures(entry)]
            names[line.number] = heading_of(line)
        order = sorted(lines, key=lambda number: (number is None, number))
        blocks = [
            {"kind": "standing", "heading": names[number], "items": lines[number]} for number in order if lines[number]
        ]
        if none := [_("context") if number is None else str(number) for number in order if not lines[number]]:
            blocks.append(text(_("Lines without a target, base or parts to measure by: %(lines)s.")
                               % {"lines": ", ".join(none)}))  # fmt: skip
        return blocks

    def measures(self, entry: Entry) -> list[Data]:
        row = entry.figure
        items = []
        for progress in entry.progress:
            if progress.quantity is None:
                continue
            drawn = (
                {
                    "svg": change_chart(row, progress, f"change-{row.figure_id}", CHART).svg(CHART, xmlns=True),
                    "wide": True,
                }
                if progress.kind == "change"
                else {"svg": bar_of(progress, row), "wide": False}
            )
            items.append(self.measure(entry, measured(progress, row), progress.note) | drawn)
        return items + [self.measure(entry, adding_up(parts), parts_of(parts)) for parts in entry.parts]

    def measure(self, entry: Entry, words: str, note: str) -> Data:
        row = entry.figure
        return {"label": row.label, "badge": badge(row), "place": place(row), "words": words, "note": note,
                "value": self.value(row)}  # fmt: skip

    def money(self) -> list[Data]:
        """Charts of the first amounts, as many as the height allows."""
        amounts = self.report.money.amounts
        for count in range(min(AMOUNTS, len(amounts)), 0, -1):
            drawings = money_chart(Money(amounts[:count], False), CHART).drawings
            if sum(drawing.height for drawing in drawings) <= MONEY or count == 1:
                return [*map(self.chart, drawings), *left_out(len(amounts) - count)]
        return []

    def chart(self, drawing: Drawing) -> Data:
        """A drawing with its data as its alternative text."""
        data = "; ".join(": ".join(filter(None, (cell.text for cell in row[:3]))) for row in drawing.table.rows)
        return {
            "kind": "chart",
            "svg": drawing.svg(CHART, xmlns=True),
            "alt": f"{drawing.title}. {drawing.description} {data}.",
        }

    # --- The figures -------------------------------------------------------------------------------------------------

    def table(self, name: str, lines: list[LineSection]) -> list[Data]:
        if not lines:
            return []
        columns = [_("Indicator"), _("Latest figure, as stated"), _("Period"), _("How it stands"), _("Note")]
        groups = [{"heading": heading_of(line), "rows": [self.row(entry) for entry in line.entries]} for line in lines]
        return [
            {"kind": "table", "columns": columns, "groups": groups, "shared": name == "shared"},
            *self.left_out(name),
        ]

    def row(self, entry: Entry) -> Data:
        row = entry.figure
        stands = [measured(progress, row) for progress in entry.progress] + [adding_up(parts) for parts in entry.parts]
        return {
            "label": row.label,
            "badge": badge(row),
            "place": place(row),
            "role": "" if row.role == "actual" else row.role_words,
            "quoted": f"“{row.as_stated}”" if row.value is None and row.as_stated else "",
            "period": row.period,
            "stands": stands or [entry.no_progress],
            "others": [
                {"role": other.role_words, "period": other.period, **self.value(other)} for other in entry.beside
            ],
            **self.value(row),
        }

    def groups(self) -> list[Data]:
        items = [
            {"term": group.name, "text": f"{', '.join(name for _code, name in group.countries)}. {group.note}".strip()}
            for group in self.shown.groups
        ]
        return [{"kind": "terms", "items": items}, *self.left_out("groups")] if items else []

    def milestones(self) -> list[Data]:
        items = [
            {
                "term": row.date or _("date not stated"),
                "text": row.title,
                "cites": [number] if (number := self.notes.number(row)) else [],
            }
            for row in self.shown.milestones
        ]
        return [{"kind": "dated", "items": items}, *self.left_out("milestones")] if items else []

    # --- What is not there, and where all of it comes from -----------------------------------------------------------

    def missing(self) -> list[Data]:
        """Each way to be missing with the figures that are, also where there are none; and true zeros apart."""
        rows = self.shown.rows
        items = []
        for code, label in Figure.Missing.choices:
            names = [named(row) for row in rows if row.missing == code]
            items.append({"term": label, "text": "; ".join(names) or _("none"), "note": missing_meaning(code)})
        zeros = [named(row) for row in rows if row.value == 0]
        items.append({"term": _("A true zero"), "text": "; ".join(zeros) or _("none"), "note": _("Counted, and none.")})
        blocks = [{"kind": "pairs", "items": items}] if rows else []
        if programs := self.shown.without_figures:
            listed = "; ".join(
                _("%(program)s (line %(number)s)") % {"program": program.name, "number": program.line_number}
                for program in programs
            )
            note = _("The sources name them and state no number for %(country)s.") % {"country": self.report.name}
            term = _("Programs here without figures")
            blocks.append({"kind": "terms", "items": [{"term": term, "text": listed, "note": note}]})
        if count := self.report.open_findings:
            words = (
                _("more than 100 open findings")
                if count > 100
                else ngettext("%(num)s open finding", "%(num)s open findings", count) % {"num": count}
            )
            found = {"term": words, "text": _("where figures do not fit together; listed on the country's page")}
            blocks.append({"kind": "terms", "items": [found]})
        return [*blocks, *self.left_out("without_figures"), *self.beyond()]

    def beyond(self) -> list[Data]:
        """That the country has more figures than one page of its dashboard holds."""
        if self.report.pages == 1:
            return []
        return [
            text(
                _("This brief is made from the first %(page)s of %(total)s figures, by line of action. All are on the"
                  " country's page and in its files.")
                % {"page": len({row.figure_id for row in self.all_rows()}), "total": self.report.total}
            )
        ]  # fmt: skip

    def all_rows(self) -> list[FigureRow]:
        entries = [entry for line in self.report.lines for entry in line.entries]
        return [row for entry in entries for row in (entry.figure, *entry.others)]

    def sources(self) -> list[Data]:
        found = []
        for slug, notes in self.notes.by_source().items():
            document = self.documents[slug]
            facts = [document.publisher, date_words(document.stated_on), document.url]
            found.append(
                {
                    "title": document.title,
                    "facts": " · ".join(filter(None, facts)),
                    "link": self.link("source", slug),
                    "notes": [
                        {
                            "number": note.number,
                            "section": note.section,
                            "words": "; ".join(f"“{words}”" for words in note.words) if self.quotes else "",
                        }
                        for note in notes
                    ],
                }
            )
        return [{"kind": "sources", "items": found}] if found else []

    def left_out(self, name: str) -> list[Data]:
        return left_out(self.shown.left_out[name])


def left_out(count: int) -> list[Data]:
    return [text(_("and %(count)d more, on the country's page") % {"count": count})] if count else []


def section(heading: str, note: str, blocks: list[Data]) -> Data:
    return {"heading": heading, "note": note, "blocks": blocks}


def text(words: str) -> Data:
    return {"kind": "text", "text": words}


def heading_of(line: LineSection) -> str:
    return _("Context") if line.number is None else f"{line.number}  {line.name}"


def named(row: FigureRow) -> str:
    return row.label if row.role == "actual" else f"{row.label} ({row.role_words.lower()})"


def badge(row: FigureRow) -> str:
    return {"single": "", "joint": _("Joint"), "group": _("Group"), "global": _("Worldwide")}[row.coverage]


def place(row: FigureRow) -> str:
    return row.place if row.coverage in ("joint", "group") else ""


def bar_of(progress: Progress, row: FigureRow) -> str:
    """A share is drawn as such; a count that a percentage makes, as the percentage."""
    if progress.kind == "derived":
        return progress_bar(float(row.value), row.qualifier, xmlns=True, width=BAR)
    return progress_bar(progress.percent, progress.quantity.qualifier, xmlns=True, width=BAR)


def measured(progress: Progress, row: FigureRow) -> str:
    """One line of how a figure stands; where nothing can be said, why."""
    said = {"words": progress.words, "share": row.words, "base": progress.of.words, "period": progress.of.period}
    if progress.quantity is None:
        return progress.words
    if progress.kind == "target":
        return _("%(words)s of the target, %(base)s") % said
    if progress.kind == "share":
        return _("%(words)s of %(base)s") % said
    if progress.kind == "derived":
        return _("%(words)s: %(share)s of %(base)s (derived)") % said
    if progress.of.period:
        return _("%(words)s since %(base)s, %(period)s") % said
    return _("%(words)s since the baseline, %(base)s") % said


def parts_of(parts: Parts) -> str:
    """ "women: 22,308 people; men: 75,271 people"."""
    return "; ".join(f"{part.part_label}: {part.words}" for part in parts.parts)


def adding_up(parts: Parts) -> str:
    if parts.agrees is None:
        return parts.sum_words
    said = _("✓ agrees with %(stated)s") if parts.agrees else _("✗ does not agree with %(stated)s")
    return f"{parts.working} {said % {'stated': parts.stated_words}}"
