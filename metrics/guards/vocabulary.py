"""What published figures are told by stays: units, groups, relations between them, and what people said of findings."""

from . import said
from .facts import ONCE_PUBLISHED, Write, columns, model_of
from .readable import READABLE_BESIDE_PUBLISHED


def statements(write: Write) -> list[str]:
    return [*of_units(write), *of_groups(write), *of_relations(write), *of_settlements(write)]


def of_units(write: Write) -> list[str]:
    in_use = f"EXISTS (SELECT 1 FROM metrics_figure f WHERE f.status IN {ONCE_PUBLISHED} AND f.unit_id "
    unit = {
        "INSERT": f"{in_use} IN (SELECT o.id FROM metrics_unit o WHERE o.id = NEW.id OR o.code = NEW.code))",
        "UPDATE": f"{in_use} = OLD.id AND {write.changed(['kind', 'currency'])})"
        f" OR {in_use} IN (SELECT o.id FROM metrics_unit o WHERE o.id <> OLD.id AND o.code = NEW.code))",
        "DELETE": f"{in_use} = OLD.id)",
    }
    found: list[str] = []
    for event, when in unit.items():
        found += write.refuse(f"unit_{event.lower()}", event, "metrics_unit", when, said.UNIT_STAYS)
    found += write.keep_id("unit", "metrics_unit")
    return found


def of_groups(write: Write) -> list[str]:
    return write.refuse(
        "group_update",
        "UPDATE",
        "programs_countrygroup",
        "OLD.slug <> NEW.slug AND EXISTS (SELECT 1 FROM metrics_figure f WHERE f.group_id = OLD.id)",
        said.GROUP_STAYS,
    )


def of_relations(write: Write) -> list[str]:
    relation = model_of("metrics.FigureRelation")._meta.db_table
    both_published = READABLE_BESIDE_PUBLISHED["metrics.FigureRelation"].format(row="OLD")
    facts = columns(model_of("metrics.FigureRelation"), ("ended_at", "ended_by"))
    found = write.refuse(
        "relation_update",
        "UPDATE",
        relation,
        f"{both_published} AND ({write.changed(facts)} OR OLD.ended_at IS NOT NULL)",
        said.RELATION_STAYS,
    )
    found += write.refuse("relation_delete", "DELETE", relation, both_published, said.RELATION_STAYS)
    found += write.keep_id("relation", relation)
    found += write.refuse_truncate("relation", relation, said.RELATION_STAYS)
    found += write.refuse(
        "relation_insert",
        "INSERT",
        relation,
        f"EXISTS (SELECT 1 FROM {relation} o WHERE o.id = NEW.id)",
        said.RELATION_STAYS,
    )
    same_relation = (
        f"NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM {relation} o WHERE o.ended_at IS NULL"
        " AND o.from_figure_id = NEW.from_figure_id AND o.kind = NEW.kind AND o.to_figure_id = NEW.to_figure_id"
    )
    found += write.refuse("relation_once_insert", "INSERT", relation, f"{same_relation})", said.DECLARED_ONCE)
    found += write.refuse(
        "relation_once_update", "UPDATE", relation, f"{same_relation} AND o.id <> OLD.id)", said.DECLARED_ONCE
    )
    return found


def of_settlements(write: Write) -> list[str]:
    settlement = model_of("metrics.Settlement")
    table, kept = settlement._meta.db_table, columns(settlement, settlement.END_FIELDS)
    found = write.refuse(
        "settlement_insert",
        "INSERT",
        table,
        f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id OR (o.key = NEW.key AND o.ended_at IS NULL))",
        said.SETTLEMENT_STAYS,
    )
    found += write.refuse(
        "settlement_update",
        "UPDATE",
        table,
        f"OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR {write.changed(kept)}",
        said.SETTLEMENT_STAYS,
    )
    found += write.refuse("settlement_delete", "DELETE", table, "OLD.id IS NOT NULL", said.SETTLEMENT_STAYS)
    found += write.refuse_truncate("settlement", table, said.SETTLEMENT_STAYS)
    return found
