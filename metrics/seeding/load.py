"""Loads the fixtures in one transaction. A second run changes nothing."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from metrics.actions import publish, submit
from metrics.findings.keeping import refresh as refresh_findings
from metrics.models import Erratum, Figure, FigureRelation, Milestone, Update
from metrics.recording import BEGINNING, recorded
from metrics.roles import INITIAL_AUTHOR, INITIAL_PUBLISHER
from metrics.searching import refresh as refresh_search

from .catalog import Catalog, spanish
from .errata import load_errata
from .publications import Entry
from .rows import Row, SeedError, read, read_folder
from .tables import Table

FIXTURES = settings.BASE_DIR / "fixtures"

# Two accounts, because what is published needs an author and another who publishes. Neither is a person.
AUTHOR, PUBLISHER = INITIAL_AUTHOR, INITIAL_PUBLISHER
NAME = "initial load"


@dataclass(frozen=True)
class Report:
    """What a run found and did: the name of each kind of row, how many are new, and how many were there."""

    counts: list[tuple[str, int, int]]
    # Rows that people have changed since, which stay as people have them.
    kept: list[str]

    @property
    def new(self) -> int:
        return sum(new for _, new, _ in self.counts)


@transaction.atomic
def seed(fixtures: Path = FIXTURES) -> Report:
    """Loads every fixture, or nothing: SeedError says what to mend, with file, row and field."""
    author, publisher = service_account(AUTHOR), service_account(PUBLISHER)
    updates = Table(Update, lambda row: row.slug, many=["sources"])
    # What is loaded first was so before anything was recorded. Whatever later versions of the files add is recorded as
    # made when it is loaded.
    with recorded(by=author.pk, at=None if updates else BEGINNING):
        return load(fixtures, updates, author, publisher)


def load(fixtures: Path, updates: Table, author: AbstractBaseUser, publisher: AbstractBaseUser) -> Report:
    catalog = Catalog(fixtures)
    catalog.load()
    folder, root = fixtures / "cmms", fixtures.parent

    first, *others = read(folder / "updates.yaml", root, "slug")
    for row in others:
        raise row.error("slug", "The figures here belong to one update. Take the others out.")
    update, at = open_update(first, updates, catalog, author)

    entry = Entry(catalog, update, author, at)
    for row in read_folder(folder / "figures", root, "key"):
        entry.figure(row)
    for row in read(folder / "milestones.yaml", root, "slug"):
        entry.milestone(row)
    for row in read(folder / "relations.yaml", root, "from"):
        entry.relation(row)
    entry.finish()
    if entry.drafts:
        try:
            submit(statements=entry.drafts, by=author, at=at)
            publish(statements=entry.drafts, by=publisher, at=at)
        except ValidationError as error:
            raise SeedError(" ".join(error.messages)) from error
    # Relations and reference data may be all that is new.
    refresh_findings()

    errata = load_errata(read(folder / "errata.yaml", root, "as_stated"), catalog, entry.figures, author, at)

    refresh_search()
    tables = [*catalog.tables, updates]
    counts = [(table.label, table.new, len(table.rows) - table.new) for table in tables]
    for model, held in (
        (Figure, entry.figures),
        (Milestone, entry.milestones),
        (FigureRelation, entry.relations),
    ):
        counts.append((str(model._meta.verbose_name_plural), entry.new[model], len(held) - entry.new[model]))
    counts.append((str(Erratum._meta.verbose_name_plural), *errata))
    return Report(counts, [kept for table in tables for kept in table.kept])


def service_account(username: str) -> AbstractBaseUser:
    """The account that stands for the initial load where a person would be named."""
    user, created = get_user_model().objects.get_or_create(
        username=username, defaults={"first_name": NAME, "is_active": False}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def open_update(row: Row, updates: Table, catalog: Catalog, author: AbstractBaseUser) -> tuple[Update, dt.datetime]:
    """The update, and when what is new in it counts as published.

    The first load counts as published on the date that the file gives. What later versions of the files add
    is published when it is loaded: pages of days before must stay as they were.
    """
    slug, published_on = row.text("slug"), row.date("published_on")
    if published_on is None:
        raise row.error("published_on", "It is missing. Give the date on which the update counts as published.")
    first = dt.datetime.combine(published_on, dt.time(12), tzinfo=dt.UTC)
    at = timezone.now() if slug in updates else first
    values = {
        "slug": slug,
        "title": row.text("title"),
        "period_start": row.date("period_start"),
        "period_end": row.date("period_end"),
        "note": row.text("note", ""),
        **spanish(row, "title", "note"),
        "opened_by": author,
        "opened_at": first,
    }
    sources = row.references("sources", catalog.sources)
    row.finish()
    return updates.put(slug, row, "slug", values, sources=sources), at
