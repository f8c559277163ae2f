"""Database triggers: published facts cannot be changed or deleted, and every readable change raises the data version.

They hold for `save()`, `update()`, `bulk_update()`, `delete()`, cascades and plain SQL alike. Published rows (figures,
milestones, their countries and organizations, the citations they rest on) refuse every change but their end; the end
of a row that has ended is final. Figures and milestones are born as drafts, and no guarded row takes another's id: so
no REPLACE of SQLite, which deletes without firing delete triggers, can put a row in a published one's place.

The triggers are derived from the models and installed after every `migrate`: SQLite rebuilds a table, and loses its
triggers, whenever a migration alters it. They are lifted while migrations run.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from . import marking, recording, search_marks
from .triggers import PREFIX, PostgreSQL, SQLite, dialect_of

ONCE_PUBLISHED = "('published', 'superseded', 'withdrawn')"
HANDED_OVER = "('submitted', 'published', 'superseded', 'withdrawn')"

PUBLISHED_STAYS = "Published facts do not change: supersede them with a correction or withdraw them, with a reason."
BORN_AS_DRAFT = "Figures and milestones are born as drafts and then published."
SUBMITTED_STAYS = "What is submitted for review does not change: return it to its author first."
UPDATE_FROZEN = "This update is handed over for review: nothing is added to it before it is published or taken back."
UPDATE_STAYS = "This update is handed over for review: take it back to change it."
NOTHING_LEFT_BEHIND = "An update is handed over whole: submit all of its drafts."
CITATION_STAYS = (
    "Statements that are published or under review rest on this citation: it does not change. Correct the statement, or"
    " return it to its author."
)
PLACE_STAYS = (
    "The {field} of a statement that is published or under review do not change: supersede or withdraw it, or return it"
    " to its author."
)
RELATION_STAYS = "A declared relation between published figures does not change: end it, and declare another."
UNIT_STAYS = "Published figures are in this unit: it stays, and its kind and currency do not change."
GROUP_STAYS = "Figures name this group by its short name: it stays. Change the name that readers see instead."
SHARE_RANGE = "A share lies between 0 and 100 percent."
IDENTITY_STAYS = "A correction keeps indicator, role, period, place and category."
ONE_PREFERRED = "A preferred figure of this identity is published already."
ARCHIVE_STAYS = "An archived text does not change and does not go: attach a newer copy as a new version."
ERRATUM_STAYS = "A recorded erratum does not change and does not go: end it with a reason, and enter another."
CHECK_STAYS = "What a check of a citation found does not change and does not go: later checks are added."
ONE_PER_SLUG = "A milestone of this short name is published already."
DECLARED_ONCE = "This relation is declared already."
STEP_STAYS = "What was done and said in an update stays in its log, as it was written."
SETTLEMENT_STAYS = "What a person said of a finding does not change and does not go: reopen the finding, with a reason."


def rested_on(citation: str) -> str:
    """A condition that holds where a statement that is or was published rests on the citation of this id."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} s WHERE s.citation_id = {citation} AND s.status IN {ONCE_PUBLISHED})"
        for table in ("metrics_figure", "metrics_milestone")
    )


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
# Of these only what is or was published can be seen.
READABLE_ONCE_PUBLISHED = ["metrics.Figure", "metrics.Milestone"]
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


def model_of(path: str) -> type[Model]:
    """The model at "app.Model", or the through model at "app.Model.field"."""
    app, model, *field = path.split(".")
    found = apps.get_model(app, model)
    return getattr(found, field[0]).through if field else found


def columns(model: type[Model], leave_out: tuple[str, ...] = ()) -> list[str]:
    return [
        field.column
        for field in model._meta.local_concrete_fields
        if field.name not in leave_out and not field.generated
    ]


def statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The SQL that installs every trigger, in order."""
    write = dialect_of(connection)
    found: list[str] = []

    citation = model_of("metrics.Citation")
    cited = columns(citation, ("id", *citation.DERIVED))
    for path in READABLE_ONCE_PUBLISHED:
        model = model_of(path)
        table, name = model._meta.db_table, model._meta.model_name
        facts = columns(model, model.END_FIELDS)
        fk = f"{name}_id"
        published = f"SELECT 1 FROM {table} f WHERE f.status IN {ONCE_PUBLISHED}"
        handed_over = f"SELECT 1 FROM {table} f WHERE f.status IN {HANDED_OVER}"

        found += write.refuse(
            f"{name}_insert",
            "INSERT",
            table,
            f"NEW.status NOT IN ('draft', 'submitted') OR EXISTS ({published} AND f.id = NEW.id)",
            BORN_AS_DRAFT,
        )
        found += write.refuse(
            f"{name}_update",
            "UPDATE",
            table,
            f"OLD.status IN {ONCE_PUBLISHED} AND {write.changed(columns(model))}"
            f" AND NOT (OLD.status = 'published' AND NEW.status IN ('superseded', 'withdrawn')"
            f" AND NOT {write.changed(facts)})",
            PUBLISHED_STAYS,
        )
        found += write.refuse(f"{name}_delete", "DELETE", table, f"OLD.status IN {ONCE_PUBLISHED}", PUBLISHED_STAYS)
        found += statements_of_review(write, model)
        found += write.keep_id(name, table)
        found += write.refuse_truncate(name, table, PUBLISHED_STAYS)

        for field in model._meta.local_many_to_many:
            through, stays = field.remote_field.through._meta.db_table, PLACE_STAYS.format(field=field.name)
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

        for event, row in {"INSERT": "NEW", "UPDATE": "OLD", "DELETE": "OLD"}.items():
            found += write.refuse(
                f"{name}_citation_{event.lower()}",
                event,
                "metrics_citation",
                f"EXISTS ({handed_over} AND f.citation_id = {row}.id)"
                + (f" AND {write.changed(cited)}" if event == "UPDATE" else ""),
                CITATION_STAYS,
            )
        found += write.raise_version(name, table, f"{{row}}.status IN {ONCE_PUBLISHED}")
    found += write.keep_id("citation", "metrics_citation")
    found += statements_of_updates(write)
    for path in ("metrics.Step", "metrics.Mention"):
        found += only_added(write, model_of(path), STEP_STAYS)

    share = "NEW.value IS NOT NULL AND NOT (NEW.value >= 0 AND NEW.value <= 100)"
    is_share = "EXISTS (SELECT 1 FROM metrics_unit u WHERE u.id = NEW.unit_id AND u.kind = 'share')"
    for event in ("INSERT", "UPDATE"):
        found += write.refuse(
            f"figure_share_{event.lower()}", event, "metrics_figure", f"{share} AND {is_share}", SHARE_RANGE
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
        IDENTITY_STAYS,
    )
    # Unique constraints say the next ones too, but SQLite's OR REPLACE would delete the other row to satisfy them.
    found += write.refuse(
        "figure_preferred",
        "UPDATE",
        "metrics_figure",
        "NEW.status = 'published' AND OLD.status <> 'published' AND NEW.rank = 'preferred' AND EXISTS"
        f" (SELECT 1 FROM metrics_figure o WHERE o.id <> NEW.id AND o.status = 'published' AND o.rank = 'preferred'"
        f" AND {same_identity})",
        ONE_PREFERRED,
    )
    found += write.refuse(
        "milestone_slug",
        "UPDATE",
        "metrics_milestone",
        "NEW.status = 'published' AND OLD.status <> 'published' AND EXISTS"
        " (SELECT 1 FROM metrics_milestone o WHERE o.id <> NEW.id AND o.status = 'published' AND o.slug = NEW.slug)",
        ONE_PER_SLUG,
    )

    in_use = f"EXISTS (SELECT 1 FROM metrics_figure f WHERE f.status IN {ONCE_PUBLISHED} AND f.unit_id "
    unit = {
        "INSERT": f"{in_use} IN (SELECT o.id FROM metrics_unit o WHERE o.id = NEW.id OR o.code = NEW.code))",
        "UPDATE": f"{in_use} = OLD.id AND {write.changed(['kind', 'currency'])})"
        f" OR {in_use} IN (SELECT o.id FROM metrics_unit o WHERE o.id <> OLD.id AND o.code = NEW.code))",
        "DELETE": f"{in_use} = OLD.id)",
    }
    for event, when in unit.items():
        found += write.refuse(f"unit_{event.lower()}", event, "metrics_unit", when, UNIT_STAYS)
    found += write.keep_id("unit", "metrics_unit")

    relation = model_of("metrics.FigureRelation")._meta.db_table
    both_published = READABLE_BESIDE_PUBLISHED["metrics.FigureRelation"].format(row="OLD")
    facts = columns(model_of("metrics.FigureRelation"), ("ended_at", "ended_by"))
    found += write.refuse(
        "relation_update",
        "UPDATE",
        relation,
        f"{both_published} AND ({write.changed(facts)} OR OLD.ended_at IS NOT NULL)",
        RELATION_STAYS,
    )
    found += write.refuse("relation_delete", "DELETE", relation, both_published, RELATION_STAYS)
    found += write.keep_id("relation", relation)
    found += write.refuse_truncate("relation", relation, RELATION_STAYS)
    found += write.refuse(
        "relation_insert",
        "INSERT",
        relation,
        f"EXISTS (SELECT 1 FROM {relation} o WHERE o.id = NEW.id)",
        RELATION_STAYS,
    )
    same_relation = (
        f"NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM {relation} o WHERE o.ended_at IS NULL"
        " AND o.from_figure_id = NEW.from_figure_id AND o.kind = NEW.kind AND o.to_figure_id = NEW.to_figure_id"
    )
    found += write.refuse("relation_once_insert", "INSERT", relation, f"{same_relation})", DECLARED_ONCE)
    found += write.refuse(
        "relation_once_update", "UPDATE", relation, f"{same_relation} AND o.id <> OLD.id)", DECLARED_ONCE
    )

    settlement = model_of("metrics.Settlement")
    table, kept = settlement._meta.db_table, columns(settlement, settlement.END_FIELDS)
    found += write.refuse(
        "settlement_insert",
        "INSERT",
        table,
        f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id OR (o.key = NEW.key AND o.ended_at IS NULL))",
        SETTLEMENT_STAYS,
    )
    found += write.refuse(
        "settlement_update",
        "UPDATE",
        table,
        f"OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR {write.changed(kept)}",
        SETTLEMENT_STAYS,
    )
    found += write.refuse("settlement_delete", "DELETE", table, "OLD.id IS NOT NULL", SETTLEMENT_STAYS)
    found += write.refuse_truncate("settlement", table, SETTLEMENT_STAYS)

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
            ARCHIVE_STAYS,
        )
        found += write.refuse(f"{name}_update", "UPDATE", table, write.changed(columns(model)), ARCHIVE_STAYS)
        found += write.refuse(f"{name}_delete", "DELETE", table, "OLD.id IS NOT NULL", ARCHIVE_STAYS)
        found += write.refuse_truncate(name, table, ARCHIVE_STAYS)

    check = model_of("metrics.CitationCheck")
    table = check._meta.db_table
    same_id = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
    found += write.refuse("citationcheck_insert", "INSERT", table, same_id, CHECK_STAYS)
    found += write.refuse("citationcheck_update", "UPDATE", table, write.changed(columns(check)), CHECK_STAYS)
    # With the citation of a draft its checks may go.
    found += write.refuse("citationcheck_delete", "DELETE", table, rested_on("OLD.citation_id"), CHECK_STAYS)
    found += write.refuse_truncate("citationcheck", table, CHECK_STAYS)

    found += statements_of_errata(write)

    for path in READABLE:
        model = model_of(path)
        found += write.raise_version(model._meta.model_name, model._meta.db_table, None)
    for path, condition in READABLE_BESIDE_PUBLISHED.items():
        model = model_of(path)
        found += write.raise_version(model._meta.model_name, model._meta.db_table, condition)
    found += write.refuse(
        "group_update",
        "UPDATE",
        "programs_countrygroup",
        "OLD.slug <> NEW.slug AND EXISTS (SELECT 1 FROM metrics_figure f WHERE f.group_id = OLD.id)",
        GROUP_STAYS,
    )
    found += recording.statements(write, connection.vendor)
    found += marking.statements(connection.vendor, PREFIX)
    found += search_marks.statements(write)
    # Evidence names people; that somebody logs in changes no page.
    found += write.raise_version_with("user", "auth_user", ["username", "first_name", "last_name"])
    return found


def only_added(write: SQLite | PostgreSQL, model: type[Model], message: str) -> list[str]:
    """Rows of the model are written once: none changes, none goes, and none takes another's place."""
    table, name = model._meta.db_table, model._meta.model_name
    held = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
    return [
        *write.refuse(f"{name}_insert", "INSERT", table, held, message),
        *write.refuse(f"{name}_update", "UPDATE", table, write.changed(columns(model)), message),
        *write.refuse(f"{name}_delete", "DELETE", table, "OLD.id IS NOT NULL", message),
        *write.refuse_truncate(name, table, message),
    ]


def statements_of_review(write: SQLite | PostgreSQL, model: type[Model]) -> list[str]:
    """What is under review stays as it was submitted, and nothing comes into an update that is handed over."""
    table, name = model._meta.db_table, model._meta.model_name
    facts = columns(model, model.LIFE_FIELDS)
    frozen = write.is_set("metrics_update", "handed_over_at", "NEW.update_id")
    return [
        *write.refuse(f"{name}_frozen_insert", "INSERT", table, frozen, UPDATE_FROZEN),
        *write.refuse(
            f"{name}_frozen_update", "UPDATE", table, f"NEW.update_id <> OLD.update_id AND {frozen}", UPDATE_FROZEN
        ),
        *write.refuse(
            f"{name}_submitted_update",
            "UPDATE",
            table,
            f"OLD.status = 'submitted' AND {write.changed(facts)}",
            SUBMITTED_STAYS,
        ),
        *write.refuse(f"{name}_submitted_delete", "DELETE", table, "OLD.status = 'submitted'", SUBMITTED_STAYS),
    ]


def statements_of_updates(write: SQLite | PostgreSQL) -> list[str]:
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
            NOTHING_LEFT_BEHIND,
        ),
        *write.refuse(
            "update_frozen",
            "UPDATE",
            table,
            f"OLD.handed_over_at IS NOT NULL AND NEW.handed_over_at IS NOT NULL AND {write.changed(facts)}",
            UPDATE_STAYS,
        ),
    ]


def statements_of_errata(write: SQLite | PostgreSQL) -> list[str]:
    """An erratum is complete once it is recorded; then it can only end, once. Its checks are only added to."""
    erratum, check = model_of("metrics.Erratum"), model_of("metrics.ErratumCheck")
    table, through = erratum._meta.db_table, erratum.figures.through._meta.db_table
    facts = columns(erratum, erratum.END_FIELDS)
    held = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id)"
    found = write.refuse("erratum_insert", "INSERT", table, held, ERRATUM_STAYS)
    changes = f"OLD.recorded_at IS NOT NULL AND (OLD.ended_at IS NOT NULL OR {write.changed(facts)})"
    found += write.refuse("erratum_update", "UPDATE", table, changes, ERRATUM_STAYS)
    found += write.refuse("erratum_delete", "DELETE", table, "OLD.recorded_at IS NOT NULL", ERRATUM_STAYS)
    found += write.keep_id("erratum", table)
    found += write.refuse_truncate("erratum", table, ERRATUM_STAYS)

    recorded = f"EXISTS (SELECT 1 FROM {table} e WHERE e.recorded_at IS NOT NULL AND e.id IN "
    draft = "EXISTS (SELECT 1 FROM metrics_figure f WHERE f.id = NEW.figure_id AND f.status IN ('draft', 'submitted'))"
    rows = {
        "INSERT": f"{recorded}(NEW.erratum_id, (SELECT o.erratum_id FROM {through} o WHERE o.id = NEW.id))) OR {draft}",
        "UPDATE": f"{recorded}(OLD.erratum_id, NEW.erratum_id)) OR {draft}",
        "DELETE": f"{recorded}(OLD.erratum_id))",
    }
    for event, when in rows.items():
        found += write.refuse(f"erratum_figures_{event.lower()}", event, through, when, ERRATUM_STAYS)
    found += write.keep_id("erratum_figures", through)
    found += write.refuse_truncate("erratum_figures", through, ERRATUM_STAYS)

    return found + only_added(write, check, CHECK_STAYS)


def install(connection: BaseDatabaseWrapper) -> None:
    """Installs every trigger anew, and the one row of the data version. Idempotent."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        lift(connection)
        cursor.execute("INSERT INTO metrics_dataversion (id, number) VALUES (1, 1) ON CONFLICT (id) DO NOTHING")
        for statement in statements(connection):
            # No parameters: a percent sign in the SQL is itself.
            cursor.execute(statement, None)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Removes every trigger."""
    write = dialect_of(connection)
    with connection.cursor() as cursor:
        for name, table in write.installed(cursor):
            cursor.execute(write.drop(name, table))


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of triggers that should be installed and are not."""
    wanted = {s.split()[2] for s in statements(connection) if s.startswith("CREATE TRIGGER")}
    with connection.cursor() as cursor:
        return wanted - {name for name, _ in dialect_of(connection).installed(cursor)}


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers inside the block: for emptying a test database and for loading synthetic data."""
    lift(connection)
    try:
        yield
    finally:
        install(connection)


def lift_before_migrating(sender, using, plan, **kwargs):
    from django.db import connections

    if plan:
        lift(connections[using])


def install_after_migrating(sender, using, plan=(), apps=None, **kwargs):
    from django.db import connections

    if "metrics_dataversion" in connections[using].introspection.table_names():
        install(connections[using])
