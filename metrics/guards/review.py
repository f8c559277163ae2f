"""What is under review stays as it was submitted; the log of an update is only added to."""

from django.db.models import Model

from . import said
from .facts import Write, columns, model_of, only_added


def statements(write: Write) -> list[str]:
    found = of_updates(write)
    for path in ("metrics.Step", "metrics.Mention"):
        found += only_added(write, model_of(path), said.STEP_STAYS)
    return found


def under_review(write: Write, model: type[Model]) -> list[str]:
    """What is under review stays as it was submitted, and nothing comes into an update that is handed over."""
    table, name = model._meta.db_table, model._meta.model_name
    facts = columns(model, model.LIFE_FIELDS)
    frozen = write.is_set("metrics_update", "handed_over_at", "NEW.update_id")
    return [
        *write.refuse(f"{name}_frozen_insert", "INSERT", table, frozen, said.UPDATE_FROZEN),
        *write.refuse(
            f"{name}_frozen_update", "UPDATE", table, f"NEW.update_id <> OLD.update_id AND {frozen}", said.UPDATE_FROZEN
        ),
        *write.refuse(
            f"{name}_submitted_update",
            "UPDATE",
            table,
            f"OLD.status = 'submitted' AND {write.changed(facts)}",
            said.SUBMITTED_STAYS,
        ),
        *write.refuse(f"{name}_submitted_delete", "DELETE", table, "OLD.status = 'submitted'", said.SUBMITTED_STAYS),
    ]


def of_updates(write: Write) -> list[str]:
    """An update is handed over with all of its drafts, and stays as it is until it is published or taken back."""
    update = model_of("metrics.Update")
    drafts = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} s WHERE s.update_id = NEW.id AND s.status = 'draft')"
        for table in ("metrics_figure", "metrics_milestone")
    )
    table, facts = update._meta.db_table, columns(update, update.LIFE_FIELDS)
    return [
        *write.refuse(
            "update_handed_over",
            "UPDATE",
            table,
            f"OLD.handed_over_at IS NULL AND NEW.handed_over_at IS NOT NULL AND ({drafts})",
            said.NOTHING_LEFT_BEHIND,
        ),
        *write.refuse(
            "update_frozen",
            "UPDATE",
            table,
            f"OLD.handed_over_at IS NOT NULL AND NEW.handed_over_at IS NOT NULL AND {write.changed(facts)}",
            said.UPDATE_STAYS,
        ),
    ]
