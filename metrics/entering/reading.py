"""A row's cells into what they state: forms of figures that are sound, or what is wrong and what to do."""

import json
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from metrics import understanding
from metrics.archives.checking import Checker, Outcome, Result
from metrics.forms.row import RowForm
from metrics.models import Category, Citation, Figure, Source, Update
from metrics.rules import Finding
from programs.languages import WRITTEN

from .cells import Cells, Line, Problem, cell_of_missing, line_of, missing_of, silence
from .targets import Series, place_label, series_fields

Status = Figure.Status
# The cell at which an error of a field of the form stands.
CELL_OF = {
    **dict.fromkeys(("words", "as_stated", "value", "qualifier", "unit", "missing"), "words"),
    **dict.fromkeys(("period_start", "period_end", "period_as_stated", "period_note"), "period"),
    **dict.fromkeys(("countries", "group", "whole_world"), "place"),
    "section": "section",
    "source": "source",
    "supersede_reason": "reason",
    "indicator": "indicator",
    "category": "category",
    "rank": "rank",
}


# What the figure form knows of its own filling as it opens: the qualifier is its to fill.
NOTHING_FILLED = json.dumps({"key": "", "read": {}, "kept": {"qualifier": Figure.Qualifier.EXACT.value}})


@dataclass
class Reading:
    """One figure that a row states. It is sound where `problems` is empty; `equal` says the same already."""

    words: str
    form: RowForm | None = None
    problems: list[Problem] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    section_found: str = ""
    is_total: bool = False

    @property
    def figure(self) -> Figure | None:
        return self.form.instance if self.form else None

    @property
    def equal(self) -> Figure | None:
        return self.form.equal if self.form else None

    @property
    def corrected(self) -> Figure | None:
        return self.form.corrected if self.form else None

    @property
    def summary(self) -> str:
        """What was understood, in words; empty where there is neither value nor state."""
        figure = self.figure
        if figure is None or not figure.indicator_id or (figure.value is None and not figure.missing):
            return ""
        return understanding.said_by(figure)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the rules would find with it in force."""
        return self.form.findings() if self.form and not self.problems else []

    @cached_property
    def check(self) -> Result | None:
        """What the archived text says of it; None where its source is not archived."""
        if self.form is None or self.problems:
            return None
        return checked(self.form.instance, self.form.cleaned_data)


def source_of(cells: Cells) -> Source | None:
    return Source.objects.filter(pk=int(cells.source[:18])).first() if cells.source.isdecimal() else None


def checked(figure: Figure, cleaned: dict) -> Result | None:
    citation = Citation(source=cleaned["source"], section=cleaned["section"], as_stated=cleaned["as_stated"])
    held = figure.citation if figure.citation_id else None
    if held and all(getattr(held, name) == cleaned[name] for name in ("source", "section", "as_stated")):
        citation = held
    checker = Checker([citation])
    if citation.pk not in checker.texts:
        return None
    before, figure.citation = figure.citation, citation
    try:
        result = checker.check(citation, [figure])
    finally:
        figure.citation = before
    return None if result.outcome == Outcome.NOT_ARCHIVED else result


def cells_of(figure: Figure) -> Cells:
    """The cells of a draft: what would be typed to make it."""
    citation = figure.citation
    words = citation.as_stated if citation else ""
    return Cells(
        words=cell_of_missing(figure.missing, words) if figure.missing else words,
        period=period_cell(figure),
        place=place_label(figure.place_key, figure.group.name if figure.group else ""),
        section=citation.section if citation else "",
        source=str(citation.source_id) if citation else "",
        indicator=figure.indicator.name,
        role=figure.role,
        category=figure.category.name if figure.category else "",
        rank=figure.rank,
        reason=figure.supersede_reason,
    )


def problems_of(form: RowForm) -> list[Problem]:
    """What the form says, at the cells. Words that cannot be read are one problem, and not a missing value as well."""
    unread = form.understood.problem if form.instance.value is None and not form.instance.missing else ""
    found = (
        [Problem("words", gettext("%(unread)s Or open the row in the form.") % {"unread": unread})] if unread else []
    )
    for name, messages in form.errors.items():
        cell = CELL_OF.get(name or "", "")
        if not (unread and cell == "words"):
            found += [Problem(cell, message) for message in messages]
    return found


def without_period(filled: str, fields: dict) -> str:
    """What the form knows of its own filling, when the period that it held is taken out."""
    state = json.loads(filled)
    state["kept"] = {name: value for name, value in state["kept"].items() if name not in fields}
    state["read"] |= fields
    return json.dumps(state)


def period_cell(figure: Figure) -> str:
    if not (figure.period_start or figure.period_end or figure.period_as_stated):
        return ""
    # What stands in a box is read again, and means the same whatever the language of the desk.
    with translation.override(WRITTEN):
        return understanding.period_name(figure)


class Reader:
    """Reads rows of one update as `by` types them. `period` is that of rows whose words and cell state none; `reason`
    that of corrections that give none.
    """

    def __init__(self, update: Update, by, period: str = "", reason: str = ""):
        self.update, self.by, self.period, self.reason = update, by, period, reason

    def read(self, series: Series, draft: Figure | None, cells: Cells) -> list[Reading]:
        """The figures that a row states: one or, of parts typed in one line, several with their total first."""
        line = self.line(series, cells)
        if line is None:
            return [self.one(series, draft, cells)]
        pieces = [*([line.total] if line.total else []), *(part.words for part in line.parts)]
        cells = cells._replace(period=cells.period or self.period_of(pieces, cells))
        readings = []
        if line.total:
            total = self.one(series, draft, cells._replace(words=line.total))
            total.is_total = True
            readings.append(total)
        for part in line.parts:
            of_part = series.of_category(part.category.pk)
            readings.append(self.one(of_part, self.draft_of(of_part), cells._replace(words=part.words, category="")))
        return readings

    def period_of(self, pieces: list[str], cells: Cells) -> str:
        """The one period that pieces of a line state, which is that of all of them: "120 women and 80 men in 2021"."""
        source = source_of(cells)
        said = {period for piece in pieces if (period := understanding.period_in(piece, source))}
        return said.pop() if len(said) == 1 else ""

    def line(self, series: Series, cells: Cells) -> Line | None:
        if series.category or missing_of(cells.words)[0]:
            return None
        return line_of(cells.words, list(Category.objects.filter(breakdown__indicators=series.indicator).distinct()))

    def draft_of(self, series: Series) -> Figure | None:
        """The one draft of the series in this update; None where there are several to choose from."""
        found = list(
            Figure.objects.filter(update=self.update, series_key=series.key, status=Status.DRAFT).select_related(
                "citation__source", "indicator__unit", "group", "category", "supersedes"
            )[:2]
        )
        return found[0] if len(found) == 1 else None

    def one(self, series: Series, draft: Figure | None, cells: Cells) -> Reading:
        if not cells.words:
            what = (
                gettext("Its words are gone. Type them, or delete the draft.")
                if draft
                else gettext("Type the words as stated.")
            )
            return Reading("", problems=[Problem("words", what)])
        source = source_of(cells)
        if source is None:
            return Reading(cells.words, problems=[Problem("source", gettext("Say which source states it."))])
        reading = self.filled(series, draft, cells, source, draft.supersedes if draft else None)
        restated = reading.form.restated if reading.form else None
        if restated is None or reading.equal or reading.corrected:
            return reading
        if draft is not None:
            # A draft that came to state what is published: only a new one can be its correction.
            reading.problems.append(
                Problem(
                    "words",
                    gettext("Figure %(number)s is published for this period. Delete this draft and correct that.")
                    % {"number": restated.pk},
                )
            )
            return reading
        return self.correction(series, cells, source, restated)

    def correction(self, series: Series, cells: Cells, source: Source, restated: Figure) -> Reading:
        begun = (
            restated.successors.filter(Q(status=Status.DRAFT) | Q(status=Status.SUBMITTED))
            .select_related("update")
            .first()
        )
        if begun:
            return Reading(
                cells.words,
                problems=[
                    Problem(
                        "words",
                        gettext("A correction of figure %(number)s has been begun: figure %(number2)s, in %(update)s.")
                        % {"number": restated.pk, "number2": begun.pk, "update": begun.update},
                    )
                ],
            )
        cells = cells._replace(reason=cells.reason or self.reason)
        reading = self.filled(series, None, cells, source, restated)
        if not cells.reason:
            period = understanding.period_name(restated)
            reading.problems = [
                Problem(
                    "reason",
                    gettext(
                        "Published already: %(words)s (%(period)s). Say why it is corrected; or give the period if "
                        "it is another; or, of another source, the rank normal."
                    )
                    % {"words": restated.words, "period": period},
                )
            ]
        return reading

    def filled(
        self, series: Series, draft: Figure | None, cells: Cells, source: Source, corrected: Figure | None
    ) -> Reading:
        """The form as a browser would send it, with what the cells change."""
        form = RowForm(instance=draft, corrected=corrected)
        data = form.as_data()
        held = cells_of(draft) if draft else Cells()
        data |= {"update": self.update.pk, "source": source.pk, "section": cells.section, "rank": cells.rank}
        data["supersede_reason"] = cells.reason
        if draft is None:
            # A correction says anew what it says.
            data |= dict.fromkeys((*understanding.FILLED, "missing", "note"), "")
            data |= {"qualifier": Figure.Qualifier.EXACT.value, "filled": NOTHING_FILLED, **series_fields(series)}
        missing, words = missing_of(cells.words)
        advice: list[str] = []
        if draft is None or cells.words != held.words:
            data |= {"words": "" if missing else words, "missing": missing}
            data["as_stated"] = words or (silence(missing) if missing else "")
            if missing:
                data |= {"value": "", "qualifier": Figure.Qualifier.EXACT.value}
        problems = self.set_period(data, draft, cells, held, source, advice)
        found = self.section_of(data, source) if not cells.section else ""
        if found:
            data["section"] = found
        form = RowForm(data, instance=draft, corrected=corrected)
        form.user = self.by
        form.full_clean()
        problems += problems_of(form)
        if form.twin is not None:
            problems.append(
                Problem(
                    "words",
                    gettext("Figure %(number)s of this update states this: %(words)s. Change that row.")
                    % {"number": form.twin.pk, "words": form.twin.words},
                )
            )
        advice += [] if missing else form.understood.advice
        return Reading(cells.words, form, list(dict.fromkeys(problems)), list(dict.fromkeys(advice)), found)

    def set_period(
        self, data: dict, draft, cells: Cells, held: Cells, source: Source, advice: list[str]
    ) -> list[Problem]:
        """The period of the cell, else that of the words, else that of all rows that state none."""
        # What is missing has words as well, such as "growth is expected in FY 2022".
        said = understanding.period_in(data["as_stated"] if data["missing"] else data["words"], source)
        if draft is not None and cells.period == held.period:
            return []
        typed = cells.period or ("" if said else self.period)
        if not typed:
            if draft is not None:
                fields = understanding.read_period(said, source)[0]
                data |= {**fields, "filled": without_period(data["filled"], fields)}
            return []
        fields, look = understanding.read_period(typed, source)
        data |= fields
        if look:
            advice.append(look)
        if said and cells.period and said.casefold() != cells.period.casefold():
            in_words, _ = understanding.read_period(said, source)
            if (in_words["period_start"], in_words["period_end"]) != (fields["period_start"], fields["period_end"]):
                return [
                    Problem(
                        "period",
                        gettext("The words say “%(said)s”, and this is another period. Clear one of the two.")
                        % {"said": said},
                    )
                ]
        return []

    def section_of(self, data: dict, source: Source) -> str:
        """The headings above the words in the archived text, where they stand there once."""
        citation = Citation(source=source, section="", as_stated=data["as_stated"])
        if not citation.as_stated or citation.is_silent:
            return ""
        text = Checker([citation]).texts.get(None)
        spans = text.scope.find(citation.as_stated) if text else []
        return Citation.SEPARATOR.join(text.scope.section_at(spans[0].start)) if len(spans) == 1 else ""
