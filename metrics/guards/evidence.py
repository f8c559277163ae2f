"""Evidence stays: archived texts, what checks of citations found, errata."""

from . import said
from .facts import Write, columns, model_of, only_added, rested_on


def statements(write: Write) -> list[str]:
    return [*of_archives(write), *of_checks(write), *of_errata(write)]


def of_archives(write: Write) -> list[str]:
    found: list[str] = []
    # An INSERT that names a held row's key would be SQLite's REPLACE of it.
    for path, key in (
        ("metrics.Archive", ("source_id", "version")),
        ("metrics.ArchivedPart", ("archive_id", "source_id")),
        ("metrics.ArchivedQuantities", ("archive_id",)),
    ):
        model = model_of(path)
        table, name = model._meta.db_table, model._meta.model_name
        held = " AND ".join(f"o.{column} = NEW.{column}" for column in key)
        found += write.refuse(
            f"{name}_insert",
            "INSERT",
            table,
            f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id OR ({held}))",
            said.ARCHIVE_STAYS,
        )
        found += write.refuse(f"{name}_update", "UPDATE", table, write.changed(columns(model)), said.ARCHIVE_STAYS)
        found += write.refuse(f"{name}_delete", "DELETE", table, "OLD.id IS NOT NULL", said.ARCHIVE_STAYS)
        found += write.refuse_truncate(name, table, said.ARCHIVE_STAYS)
    return found


def of_checks(write: Write) -> list[str]:
    check = model_of("metrics.CitationCheck")
    table = check._meta.db_table
    same_id = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
    found = write.refuse("citationcheck_insert", "INSERT", table, same_id, said.CHECK_STAYS)
    found += write.refuse("citationcheck_update", "UPDATE", table, write.changed(columns(check)), said.CHECK_STAYS)
    # With the citation of a draft its checks may go.
    found += write.refuse("citationcheck_delete", "DELETE", table, rested_on("OLD.citation_id"), said.CHECK_STAYS)
    found += write.refuse_truncate("citationcheck", table, said.CHECK_STAYS)
    return found


def of_errata(write: Write) -> list[str]:
    """An erratum is complete once it is recorded; then it can only end, once. Its checks are only added to."""
    erratum, check = model_of("metrics.Erratum"), model_of("metrics.ErratumCheck")
    table, through = erratum._meta.db_table, erratum.figures.through._meta.db_table
    facts = columns(erratum, erratum.END_FIELDS)
    held = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
    found = write.refuse("erratum_insert", "INSERT", table, held, said.ERRATUM_STAYS)
    changes = f"OLD.recorded_at IS NOT NULL AND (OLD.ended_at IS NOT NULL OR {write.changed(facts)})"
    found += write.refuse("erratum_update", "UPDATE", table, changes, said.ERRATUM_STAYS)
    found += write.refuse("erratum_delete", "DELETE", table, "OLD.recorded_at IS NOT NULL", said.ERRATUM_STAYS)
    found += write.keep_id("erratum", table)
    found += write.refuse_truncate("erratum", table, said.ERRATUM_STAYS)

    recorded = f"EXISTS (SELECT 1 FROM {table} e WHERE e.recorded_at IS NOT NULL AND e.id IN "
    draft = "EXISTS (SELECT 1 FROM metrics_figure f WHERE f.id = NEW.figure_id AND f.status IN ('draft', 'submitted'))"
    rows = {
        "INSERT": f"{recorded}(NEW.erratum_id, (SELECT o.erratum_id FROM {through} o WHERE o.id = NEW.id))) OR {draft}",
        "UPDATE": f"{recorded}(OLD.erratum_id, NEW.erratum_id)) OR {draft}",
        "DELETE": f"{recorded}(OLD.erratum_id))",
    }
    for event, when in rows.items():
        found += write.refuse(f"erratum_figures_{event.lower()}", event, through, when, said.ERRATUM_STAYS)
    found += write.keep_id("erratum_figures", through)
    found += write.refuse_truncate("erratum_figures", through, said.ERRATUM_STAYS)

    return found + only_added(write, check, said.CHECK_STAYS)
