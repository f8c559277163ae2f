"""Published facts stay: figures, milestones, their places, and the citations that they rest on."""

from django.db.models import Model

from metrics.triggers import SQLite

from . import said
from .facts import HANDED_OVER, ONCE_PUBLISHED, STATEMENTS, Write, columns, model_of
from .review import under_review


def statements(write: Write) -> list[str]:
    found: list[str] = []
    for path in STATEMENTS:
        model = model_of(path)
        found += [*of_statement(write, model), *of_places(write, model), *of_citations(write, model)]
    return [*found, *write.keep_id("citation", "metrics_citation"), *of_publishing(write)]


def of_statement(write: Write, model: type[Model]) -> list[str]:
    """A statement is born as a draft; once published only its end is written, once."""
    table, name = model._meta.db_table, model._meta.model_name
    facts = columns(model, model.END_FIELDS)
    published = f"SELECT 1 FROM {table} f WHERE f.status IN {ONCE_PUBLISHED}"

    found = write.refuse(
        f"{name}_insert",
        "INSERT",
        table,
        f"NEW.status NOT IN ('draft', 'submitted') OR EXISTS ({published} AND f.id = NEW.id)",
        said.BORN_AS_DRAFT,
    )
    found += write.refuse(
        f"{name}_update",
        "UPDATE",
        table,
        f"OLD.status IN {ONCE_PUBLISHED} AND {write.changed(columns(model))}"
        f" AND NOT (OLD.status = 'published' AND NEW.status IN ('superseded', 'withdrawn')"
        f" AND NOT {write.changed(facts)})",
        said.PUBLISHED_STAYS,
    )
    found += write.refuse(f"{name}_delete", "DELETE", table, f"OLD.status IN {ONCE_PUBLISHED}", said.PUBLISHED_STAYS)
    found += under_review(write, model)
    found += write.keep_id(name, table)
    found += write.refuse_truncate(name, table, said.PUBLISHED_STAYS)
    return found


def of_places(write: Write, model: type[Model]) -> list[str]:
    """The countries and organizations of what is handed over stay."""
    table, name = model._meta.db_table, model._meta.model_name
    fk, found = f"{name}_id", []
    handed_over = f"SELECT 1 FROM {table} f WHERE f.status IN {HANDED_OVER}"
    for field in model._meta.local_many_to_many:
        through, stays = field.remote_field.through._meta.db_table, said.PLACE_STAYS.format(field=field.name)
        statement = {
            "INSERT": f"(NEW.{fk}, (SELECT o.{fk} FROM {through} o WHERE o.id = NEW.id))",
            "UPDATE": f"(OLD.{fk}, NEW.{fk})",
            "DELETE": f"(OLD.{fk})",
        }
        for event, ids in statement.items():
            found += write.refuse(
                f"{name}_{field.name}_{event.lower()}",
                event,
                through,
                f"EXISTS ({handed_over} AND f.id IN {ids})",
                stays,
            )
        found += write.keep_id(f"{name}_{field.name}", through)
        found += write.refuse_truncate(f"{name}_{field.name}", through, stays)
    return found


def of_citations(write: Write, model: type[Model]) -> list[str]:
    """A citation that something handed over rests on says what it said."""
    table, name = model._meta.db_table, model._meta.model_name
    handed_over = f"SELECT 1 FROM {table} f WHERE f.status IN {HANDED_OVER}"
    citation = model_of("metrics.Citation")
    cited, found = columns(citation, ("id", *citation.DERIVED)), []
    for event, row in {"INSERT": "NEW", "UPDATE": "OLD", "DELETE": "OLD"}.items():
        found += write.refuse(
            f"{name}_citation_{event.lower()}",
            event,
            "metrics_citation",
            f"EXISTS ({handed_over} AND f.citation_id = {row}.id)"
            + (f" AND {write.changed(cited)}" if event == "UPDATE" else ""),
            said.CITATION_STAYS,
        )
    return found


def of_publishing(write: Write) -> list[str]:
    """What has to hold between rows as one is published; a constraint sees a single row."""
    share = "NEW.value IS NOT NULL AND NOT (NEW.value >= 0 AND NEW.value <= 100)"
    is_share = "EXISTS (SELECT 1 FROM metrics_unit u WHERE u.id = NEW.unit_id AND u.kind = 'share')"
    found: list[str] = []
    for event in ("INSERT", "UPDATE"):
        found += write.refuse(
            f"figure_share_{event.lower()}", event, "metrics_figure", f"{share} AND {is_share}", said.SHARE_RANGE
        )
    identity = ("indicator_id", "role", "period_start", "period_end", "place_key", "category_id")
    same = "IS" if isinstance(write, SQLite) else "IS NOT DISTINCT FROM"
    same_identity = " AND ".join(f"o.{column} {same} NEW.{column}" for column in identity)
    found += write.refuse(
        "figure_identity",
        "UPDATE",
        "metrics_figure",
        "NEW.status = 'published' AND NEW.supersedes_id IS NOT NULL AND NOT EXISTS"
        f" (SELECT 1 FROM metrics_figure o WHERE o.id = NEW.supersedes_id AND {same_identity})",
        said.IDENTITY_STAYS,
    )
    # Unique constraints say the next ones too, but SQLite's OR REPLACE would delete the other row to satisfy them.
    found += write.refuse(
        "figure_preferred",
        "UPDATE",
        "metrics_figure",
        "NEW.status = 'published' AND OLD.status <> 'published' AND NEW.rank = 'preferred' AND EXISTS"
        f" (SELECT 1 FROM metrics_figure o WHERE o.id <> NEW.id AND o.status = 'published' AND o.rank = 'preferred'"
        f" AND {same_identity})",
        said.ONE_PREFERRED,
    )
    found += write.refuse(
        "milestone_slug",
        "UPDATE",
        "metrics_milestone",
        "NEW.status = 'published' AND OLD.status <> 'published' AND EXISTS"
        " (SELECT 1 FROM metrics_milestone o WHERE o.id <> NEW.id AND o.status = 'published' AND o.slug = NEW.slug)",
        said.ONE_PER_SLUG,
    )
    return found
