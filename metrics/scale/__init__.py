"""A large synthetic set of figures, believable in shape, for measuring what pages and files cost.

Thirty countries, 200 programs and 2,000 indicators, each with one to three places and the same rounds of reports, as
many as it takes: so 10,000 and 1,000,000 figures make the same series, and a page shows as many rows of either. With
fewer than 10,000 figures there are fewer indicators. All names begin with "synthetic", so that nobody takes them for
facts. The same number and seed make the same set.
"""

import random

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from metrics import guards, searching
from metrics.models import Breakdown, Category, Citation, CurrentFigure, Figure, Source, Update
from metrics.models.bulk import restart_ids

from .measured import countries, indicators, programs, series_of
from .reports import Writer, planned, rounds_of, up_to

PROGRAMS, INDICATORS = 200, 2000
FIGURES_OF_ALL_INDICATORS = 10_000
FIGURES_PER_SOURCE, MOST_SOURCES = 200, 5000


class RefusedError(Exception):
    """The set cannot be loaded here; the message says why and what to do."""


def account(username: str) -> int:
    user, created = get_user_model().objects.get_or_create(
        username=username, defaults={"first_name": "synthetic data", "is_active": False}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user.pk


def note(figures: int, seed: int) -> str:
    return f"Synthetic data for measuring, no facts: {figures} figures, seed {seed}."


def held() -> str | None:
    """The note of the synthetic set that is loaded; None where there is none."""
    found = Update.objects.filter(slug__startswith="synthetic-").order_by("pk").first()
    return found and found.note


def load(figures: int, seed: int = 1, *, beside_others: bool = False) -> int:
    """Loads a set of exactly so many figures in one transaction; returns the number of pointers.

    Loading the same set again changes nothing. Refused: another set beside it, figures that are not synthetic (unless
    `beside_others`), and production.
    """
    if settings.PRODUCTION:
        raise RefusedError("This is production. Synthetic figures belong on a machine for measuring.")
    loaded = held()
    if loaded == note(figures, seed):
        return CurrentFigure.objects.count()
    if loaded:
        raise RefusedError(f"There is another set here already: {loaded} Take an empty database.")
    if not beside_others and Figure.objects.exists():
        raise RefusedError(
            "This database holds figures that are not synthetic, and what is published cannot be taken out again."
            " Take an empty database (DATABASE_URL, or VAR_DIR), or say --yes to mix them."
        )
    with transaction.atomic(), guards.lifted(connection):
        write_set(figures, seed)
        pointers = CurrentFigure.objects.rebuild()
        searching.rebuild()
    with connection.cursor() as cursor:
        # Without it PostgreSQL plans as if the tables were empty.
        cursor.execute("ANALYZE")
    return pointers


def write_set(figures: int, seed: int) -> None:
    of = random.Random(seed)
    share = min(1, figures / FIGURES_OF_ALL_INDICATORS)
    countries()
    breakdown, _ = Breakdown.objects.get_or_create(slug="synthetic-halves", defaults={"name": "Synthetic halves"})
    categories = [
        Category.objects.get_or_create(
            slug=f"synthetic-half-{n}", defaults={"breakdown": breakdown, "position": n, "name": f"Half {n}"}
        )[0]
        for n in (1, 2)
    ]
    measured = indicators(of, programs(of, max(1, int(PROGRAMS * share))), max(1, int(INDICATORS * share)), breakdown)
    series = series_of(of, measured, categories)
    rounds, left = rounds_of(series, figures, seed)
    author, publisher = account("synthetic-author"), account("synthetic-publisher")
    updates = Update.objects.bulk_create(
        Update(
            slug=f"synthetic-{round.end.isoformat()}",
            title=f"Synthetic update of {round.end.isoformat()}",
            period_start=round.start,
            period_end=round.end,
            note=note(figures, seed),
            opened_by_id=author,
            opened_at=round.published_at,
            published_at=round.published_at,
        )
        for round in rounds
    )
    sources = Source.objects.bulk_create(
        Source(
            slug=f"synthetic-source-{n + 1:04}",
            title=f"Synthetic report {n + 1}",
            kind="report",
            publisher="Synthetic data",
            published_on=rounds[n * len(rounds) // count].end,
        )
        for count in [min(MOST_SOURCES, max(1, figures // FIGURES_PER_SOURCE))]
        for n in range(count)
    )
    writer = Writer(author, publisher, [source.pk for source in sources], figures)
    for round, update in zip(rounds, updates, strict=True):
        plan = planned(series, round.number, seed)
        if round is rounds[0]:
            plan = up_to(plan, left)
        writer.write_round(random.Random(f"{seed} {round.number} values"), (item for item, _ in plan), round, update.pk)
    writer.insert()
    restart_ids(Figure, Citation)
