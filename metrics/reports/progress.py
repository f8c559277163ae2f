"""How a figure stands against what it is measured by, with the qualifiers of both, no more precise than they are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from metrics.statements import Quantity, Undefined, UnitForms, change, ratio, render, render_change, share_of, total
from metrics.statements import agrees as quantities_agree

from .relations import Endpoint
from .rows import FigureRow, language

PERCENT = UnitForms("percent", "percent", "share")


@dataclass(frozen=True, slots=True)
class Progress:
    """`kind` is target, share, derived or change; `words` is the result ("under 28.9 percent").

    `quantity` is None where nothing can be said, and `words` then says why. `note` is the relation's own.
    """

    kind: str
    quantity: Quantity | None
    words: str
    of: FigureRow | Endpoint
    note: str = ""

    @property
    def percent(self) -> float | None:
        """For drawing a bar; None where there is none to draw."""
        return float(self.quantity.value) if self.quantity and self.kind in ("target", "share") else None


def why(problem: Undefined) -> str:
    """Why nothing can be computed, in the reader's language."""
    return _(problem.template).format(**problem.details)


def working_of(part: FigureRow | Endpoint, progress: Progress) -> str:
    """How a result came about, as one line: "37,806 ÷ more than 131,000 = under 28.9 percent"; empty without one."""
    of = progress.of
    if progress.quantity is None:
        return ""
    if progress.kind == "derived":
        return f"{part.words} × {of.words} = {progress.words}"
    if progress.kind in ("share", "target"):
        return f"{amount(part)} ÷ {amount(of)} = {progress.words}"
    return f"{amount(of)} → {amount(part)}: {progress.words}"


def amount(statement: FigureRow | Endpoint) -> str:
    """Value and qualifier without the unit, unless that is money: "more than 131,000", "$20 million"."""
    unit = statement.unit if statement.unit.kind == "money" else None
    return render(statement.quantity, unit, language())


@dataclass(frozen=True, slots=True)
class Parts:
    """Figures that are declared to add up to one, with the sum and whether it agrees with the figure stated.

    `sum` and `agrees` are None where nothing can be added, and `sum_words` then says why.
    """

    parts: list[Endpoint]
    sum_words: str
    stated_words: str
    agrees: bool | None
    sum: Quantity | None = None

    @property
    def working(self) -> str:
        """The sum as one line: "6,500 + 11,500 = 18,000 visas", "$55 million + $20 million = $75 million"."""
        terms = [amount(part) for part in self.parts if part.quantity]
        return f"{' + '.join(terms)} = {self.sum_words}"


def lies_within(inner: FigureRow, outer: FigureRow) -> bool:
    """Whether the dates of `inner` lie within the period of `outer`; what is open or not stated excludes nothing."""
    dates = [day for day in (inner.period_start, inner.period_end) if day]
    start, end = outer.period_start, outer.period_end
    return all((start is None or start <= day) and (end is None or day <= end) for day in dates)


def against_target(actual: FigureRow, target: FigureRow) -> Progress:
    if actual.unit != target.unit:
        return Progress(
            "target",
            None,
            _("The target is in %(target)s, the result in %(result)s.")
            % {"target": target.unit_plural, "result": actual.unit_plural},
            target,
        )
    if actual.quantity and target.quantity and not lies_within(actual, target):
        told = {"target": target.period, "result": actual.period}
        return Progress("target", None, _("The target is for %(target)s, the result for %(result)s.") % told, target)
    try:
        reached = ratio(actual.quantity, target.quantity)
    except Undefined as problem:
        return Progress("target", None, why(problem), target)
    return Progress("target", reached, render(reached, PERCENT, language()), target)


def since_baseline(baseline: FigureRow, actual: FigureRow) -> Progress:
    if actual.unit != baseline.unit:
        return Progress("change", None, _("The baseline is in %(unit)s.") % {"unit": baseline.unit_plural}, baseline)
    try:
        moved = change(baseline.quantity, actual.quantity)
    except Undefined as problem:
        return Progress("change", None, why(problem), baseline)
    return Progress("change", moved.quantity, render_change(moved, language()), baseline)


def share_of_base(part: FigureRow | Endpoint, base: Endpoint | FigureRow, note: str = "") -> Progress:
    """A count's share of its base ("under 28.9 percent") or, for a percentage, the count that it makes ("136")."""
    try:
        if part.unit.kind == "share":
            count = share_of(part.quantity, base.quantity)
            return Progress("derived", count, render(count, base.unit, language()), base, note)
        if part.unit.kind != base.unit.kind or part.unit.currency != base.unit.currency:
            return Progress("share", None, _("The two are in different units."), base, note)
        share = ratio(part.quantity, base.quantity)
    except Undefined as problem:
        return Progress("share", None, why(problem), base, note)
    return Progress("share", share, render(share, PERCENT, language()), base, note)


def divisions(whole: FigureRow | Endpoint, parts: list[Endpoint]) -> list[Parts]:
    """The declared parts of `whole`, added within each breakdown: by sex and by age are two sums, not one of both."""
    groups: dict[int | None, list[Endpoint]] = {}
    for part in parts:
        groups.setdefault(part.breakdown_id, []).append(part)
    return [adding_up(whole, group) for group in groups.values()]


def adding_up(whole: FigureRow | Endpoint, parts: list[Endpoint]) -> Parts:
    """Parts of one division of `whole`, added. Parts in other units, or missing ones, make no sum."""
    if any(part.unit != whole.unit for part in parts):
        return Parts(parts, _("The parts are in different units."), whole.words, None)
    try:
        added = total(part.quantity for part in parts)
        agree = quantities_agree(added, whole.quantity)
    except Undefined as problem:
        return Parts(parts, why(problem), whole.words, None)
    return Parts(parts, render(added, whole.unit, language()), whole.words, agree, added)
