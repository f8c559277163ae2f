"""Every change that readers can see raises the data version."""

from .facts import ONCE_PUBLISHED, STATEMENTS, Write, model_of, rested_on

# What readers can see; a change of any of these rows raises the data version.
READABLE = [
    "programs.Country",
    "programs.CountryGroup",
    "programs.CountryGroup.members",
    "programs.Organization",
    "programs.Strategy",
    "programs.LineOfAction",
    "programs.Program",
    "programs.Program.countries",
    "programs.Participation",
    "metrics.Unit",
    "metrics.Breakdown",
    "metrics.Category",
    "metrics.Indicator",
    "metrics.Indicator.breakdowns",
    "metrics.Source",
    "metrics.Archive",
    "metrics.ArchivedPart",
    "metrics.ArchivedQuantities",
    "metrics.Erratum",
    "metrics.Erratum.figures",
    "metrics.ErratumCheck",
    "metrics.CurrentFigure",
    "metrics.FindingRecord",
    "metrics.Settlement",
    "metrics.SearchDocument",
]
# Of these only what belongs to published statements; the condition tells which `{row}`.
READABLE_BESIDE_PUBLISHED = {
    "metrics.Citation": f"({rested_on('{row}.id')})",
    "metrics.CitationCheck": f"({rested_on('{row}.citation_id')})",
    "metrics.Update": "{row}.published_at IS NOT NULL",
    "metrics.Update.sources": (
        "EXISTS (SELECT 1 FROM metrics_update u WHERE u.id = {row}.update_id AND u.published_at IS NOT NULL)"
    ),
    "metrics.FigureRelation": (
        "NOT EXISTS (SELECT 1 FROM metrics_figure f WHERE f.id IN ({row}.from_figure_id, {row}.to_figure_id)"
        " AND f.status IN ('draft', 'submitted'))"
    ),
}


def statements(write: Write) -> list[str]:
    found: list[str] = []
    for path in STATEMENTS:
        meta = model_of(path)._meta
        found += write.raise_version(meta.model_name, meta.db_table, f"{{row}}.status IN {ONCE_PUBLISHED}")
    for path in READABLE:
        model = model_of(path)
        found += write.raise_version(model._meta.model_name, model._meta.db_table, None)
    for path, condition in READABLE_BESIDE_PUBLISHED.items():
        model = model_of(path)
        found += write.raise_version(model._meta.model_name, model._meta.db_table, condition)
    # Evidence names people; that somebody logs in changes no page.
    return found + write.raise_version_with("user", "auth_user", ["username", "first_name", "last_name"])
