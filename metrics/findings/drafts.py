"""Before figures are submitted or published: what the rules would find with them in force."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from metrics.models import Citation, Figure, FigureRelation
from metrics.reports.rows import FIGURE_FIELDS, FigureRow
from metrics.rules import BY_ID, Case, Finding, Relation, examine

from .cases import BESIDE, DATES, NOW, RELATED, case_of, cases_of, contradicted_by_newest, members_of_groups, today

# The key of a figure that is not saved yet.
UNSAVED = 0


def findings_with(drafts: Iterable[Figure]) -> list[Finding]:
    """What the rules find of saved drafts and submitted figures, together with what is published, gravest first."""
    ids = [draft.pk for draft in drafts]
    found = Figure.objects.filter(pk__in=ids).exclude(status__in=Figure.ONCE_PUBLISHED)
    return examined_with(list(cases_of(found)), found.values_list("pk", "supersedes_id"))


def findings_of_entry(figure: Figure, citation: Citation) -> list[Finding]:
    """What the rules find of a figure as it stands in the form, saved or not, with the citation that it would have."""
    case = case_of_entry(figure, citation)
    # Such a period has no name by which the other rules could speak of it.
    inverted = list(examine([case], [], rules=[BY_ID["period-inverted"]]))
    return inverted or examined_with([case], [(case.id, figure.supersedes_id)])


def examined_with(drafts: Collection[Case], corrections: Iterable[tuple[int, int | None]]) -> list[Finding]:
    """Findings that one of the drafts is part of; each takes the place, and the relations, of what it corrects."""
    if not drafts:
        return []
    successor = {old: new for new, old in corrections if old}
    ids = {case.id for case in drafts}
    related = FigureRelation.objects.as_of(None).filter(
        Q(from_figure__in=ids | successor.keys()) | Q(to_figure__in=ids | successor.keys())
    )
    ends = {end for pair in related.values_list("from_figure", "to_figure") for end in pair}
    # A total is judged with all of its parts.
    parts = FigureRelation.objects.as_of(None).filter(to_figure__in=ends, kind__in=RELATED).values("from_figure")
    published = Figure.objects.filter(NOW.figures()).exclude(pk__in=ids | successor.keys())
    indicators = {case.row.indicator_id for case in drafts}
    published = published.filter(Q(indicator__in=indicators) | Q(pk__in=ends) | Q(pk__in=parts))
    cases = sorted([*drafts, *cases_of(published)], key=lambda case: (case.row.indicator_id, case.id))
    present = {case.id for case in cases} | successor.keys()
    relations = [
        Relation(kind, successor.get(start, start), successor.get(end, end))
        for kind, start, end in FigureRelation.objects.as_of(None)
        .filter(from_figure__in=present, to_figure__in=present)
        .order_by("pk")
        .values_list("kind", "from_figure_id", "to_figure_id")
    ]
    found = [
        finding
        for finding in examine(cases, relations, today())
        if any(row.figure_id in ids for row in finding.figures)
    ]
    return sorted(found, key=lambda finding: finding.rule.rank)


def case_of_entry(figure: Figure, citation: Citation) -> Case:
    paths = {**FIGURE_FIELDS, **{path: path for path in (*BESIDE, *DATES)}}
    values = {name: value_at(figure, citation, path) for name, path in paths.items()}
    row = FigureRow(**{name: values[name] for name in FIGURE_FIELDS})._replace(
        figure_id=figure.pk or UNSAVED, missing=figure.missing or "", note=figure.note or ""
    )
    newer = contradicted_by_newest() if citation.pk else {}
    old = None
    if figure.supersedes_id:
        (case,) = cases_of(Figure.objects.filter(pk=figure.supersedes_id))
        old = (row.figure_id, case.row, case.stated_on)
    values["reference_date"] = values["reference_date"] or today()
    beside = tuple(values[path] for path in (*BESIDE, *DATES))
    return case_of(row, beside, members_of_groups(), newer, figure.supersedes_id, old)


def value_at(figure: Figure, citation: Citation, path: str):
    """The value at a path such as "indicator__program__line__number"; None where a step leads nowhere."""
    if path.startswith("citation"):
        return citation.pk if path == "citation_id" else follow(citation, path.split("__")[1:])
    return follow(figure, path.split("__"))


def follow(row, steps: list[str]):
    for step in steps:
        if row is None:
            return None
        row = getattr(row, step, None)
    return row
