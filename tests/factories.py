"""Rows for tests. Every function takes keywords only, fills in what a test does not care about, and saves.

    figure(value=131_000, qualifier="more_than", countries=("MEX",), period=2021)   a draft
    published(value=500, countries=("GTM", "HND"), at=instant)                      joint, published by a second person
    correction(of=that, value=510, reason="A misprint.", at=later)                  supersedes it

Keywords that a function does not name are fields of its model. Rows that people may change are recorded as having been
there before all days; `recorded_at=instant` lets one begin then.
"""

import datetime as dt
from functools import wraps
from itertools import count

from babel.core import get_global
from django.contrib.auth.models import Group, User
from django.utils import timezone

from metrics import actions, errata
from metrics.archives import attaching
from metrics.findings import keeping
from metrics.models import (
    Assignment,
    Breakdown,
    Category,
    Citation,
    Erratum,
    Figure,
    FigureRelation,
    FindingRecord,
    Indicator,
    Milestone,
    Settlement,
    Source,
    Unit,
    Update,
)
from metrics.permissions import may
from metrics.recording import BEGINNING, recorded
from programs.models import Country, CountryGroup, LineOfAction, Organization, Participation, Program, Strategy
from programs.territories import ALPHA2

PASSWORD = "correct horse battery staple"
NORTHERN = ("GTM", "HND", "SLV")

_numbers = count(1)
# CLDR keeps ISO 3166-1 numeric codes, too, as aliases of its territories.
_NUMERIC = {targets[0]: alias for alias, targets in get_global("territory_aliases").items() if alias.isdigit()}


def number() -> int:
    """A number that no other row of this run has, for names that have to differ."""
    return next(_numbers)


def instant(day: str | dt.date, hour: int = 12) -> dt.datetime:
    """That hour of `day` in UTC: instant("2022-04-20")."""
    if isinstance(day, str):
        day = dt.date.fromisoformat(day)
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def year(number: int) -> tuple[dt.date, dt.date]:
    return dt.date(number, 1, 1), dt.date(number, 12, 31)


def long_there(make):
    """Lets the rows that `make` makes be recorded as there before all days, or from `recorded_at` on."""

    @wraps(make)
    def recorded_make(*args, recorded_at=BEGINNING, **kwargs):
        with recorded(at=recorded_at):
            return make(*args, **kwargs)

    return recorded_make


def any_of(model, make):
    """A row of the model, made where there is none yet. For what a test does not care about."""
    return model.objects.order_by("pk").first() or make()


# --- People ----------------------------------------------------------------------------------------------------------


def user(*, role=None, superuser=False, username=None, **fields):
    """Somebody who can log in with PASSWORD; `role` is the name of a group, such as "Editor"."""
    made = User(
        username=username or f"{(role or 'user').lower()}-{number()}",
        is_superuser=superuser,
        is_staff=superuser or role is not None,
        **fields,
    )
    made.set_password(PASSWORD)
    made.save()
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def person(username, role=None):
    """The one user of that name."""
    found, made = User.objects.get_or_create(username=username)
    if made and role:
        found.groups.add(Group.objects.get(name=role))
    return found


def author():
    """Who entered a statement, where a test does not say."""
    return person("author", "Editor")


def publisher():
    """Who published a statement, where a test does not say."""
    return person("publisher", "Reviewer")


@long_there
def assignment(*, user, country=None, **fields):
    """Confines the user: to a country by its code, to a `group`, or `everywhere`; to a `line` of action, if given."""
    return Assignment.objects.create(user=user, country=country and globals()["country"](country), **fields)


# --- Programs --------------------------------------------------------------------------------------------------------


@long_there
def country(code="GTM"):
    """The country with this alpha-3 code; made where it is not there yet."""
    alpha2 = ALPHA2[code]
    return Country.objects.get_or_create(code=code, defaults={"alpha2": alpha2, "numeric": _NUMERIC[alpha2]})[0]


@long_there
def group(*, members=NORTHERN, **fields):
    slug = fields.setdefault("slug", f"group-{number()}")
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    made = CountryGroup.objects.create(**fields)
    made.members.set([country(code) for code in members])
    return made


@long_there
def organization(**fields):
    slug = fields.setdefault("slug", f"organization-{number()}")
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    fields.setdefault("kind", Organization.Kind.US_AGENCY)
    return Organization.objects.create(**fields)


@long_there
def strategy(**fields):
    slug = fields.setdefault("slug", f"strategy-{number()}")
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    return Strategy.objects.create(**fields)


@long_there
def line(**fields):
    if "strategy" not in fields:
        fields["strategy"] = any_of(Strategy, strategy)
    fields.setdefault("number", 1 + LineOfAction.objects.filter(strategy=fields["strategy"]).count())
    fields.setdefault("name", f"Line of action {fields['number']}")
    return LineOfAction.objects.create(**fields)


@long_there
def program(*, countries=(), **fields):
    if "line" not in fields:
        fields["line"] = any_of(LineOfAction, line)
    slug = fields.setdefault("slug", f"program-{number()}")
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    made = Program.objects.create(**fields)
    made.countries.set([country(code) for code in countries])
    return made


@long_there
def participation(**fields):
    if "program" not in fields:
        fields["program"] = any_of(Program, program)
    if "organization" not in fields:
        fields["organization"] = organization()
    fields.setdefault("role", Participation.Role.IMPLEMENTER)
    return Participation.objects.create(**fields)


# --- What is measured, and who says so -------------------------------------------------------------------------------


@long_there
def unit(*, code="people", **fields):
    """The unit of this code; made where it is not there yet. "USD" is money, "percent" a share."""
    kinds = {"USD": {"kind": "money", "currency": "USD"}, "percent": {"kind": "share"}}
    defaults = {"singular": code, "plural": code, "kind": "count", **kinds.get(code, {}), **fields}
    return Unit.objects.get_or_create(code=code, defaults=defaults)[0]


@long_there
def breakdown(**fields):
    slug = fields.setdefault("slug", f"breakdown-{number()}")
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    return Breakdown.objects.create(**fields)


@long_there
def category(**fields):
    if "breakdown" not in fields:
        fields["breakdown"] = any_of(Breakdown, breakdown)
    slug = fields.setdefault("slug", f"category-{number()}")
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    return Category.objects.create(**fields)


@long_there
def indicator(*, breakdowns=(), **fields):
    if not fields.keys() & {"program", "strategy"}:
        fields["program"] = any_of(Program, program)
    if "unit" not in fields:
        fields["unit"] = unit()
    slug = fields.setdefault("slug", f"indicator-{number()}")
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    made = Indicator.objects.create(**fields)
    made.breakdowns.set(breakdowns)
    return made


@long_there
def source(**fields):
    slug = fields.setdefault("slug", f"source-{number()}")
    fields.setdefault("title", slug.replace("-", " ").capitalize())
    fields.setdefault("kind", Source.Kind.UPDATE)
    fields.setdefault("published_on", dt.date(2022, 4, 20))
    return Source.objects.create(**fields)


def citation(**fields):
    if "source" not in fields:
        fields["source"] = any_of(Source, source)
    fields.setdefault("section", "Update › Guatemala")
    fields.setdefault("as_stated", "100 people")
    return Citation.objects.create(**fields)


def erratum(*, figures=(), at=None, **fields):
    """A recorded erratum."""
    if "source" not in fields:
        fields["source"] = any_of(Source, source)
    fields.setdefault("as_stated", "100 people")
    fields.setdefault("what_is_right", "It was 110 people.")
    fields.setdefault("why", "The annex adds up to 110.")
    if "recorded_by" not in fields:
        fields["recorded_by"] = author()
    return errata.record(erratum=Erratum(**fields), figures=figures, at=at)


def archive(*, source, text="More than 100 people came.", **kwargs):
    """The archived text of a source; citations of it are checked."""
    return attaching.attach(source, text.encode(), **kwargs).archive


@long_there
def update(**fields):
    """A reporting round."""
    slug = fields.setdefault("slug", f"update-{number()}")
    fields.setdefault("title", slug.replace("-", " ").capitalize())
    if "opened_by" not in fields:
        fields["opened_by"] = author()
    fields.setdefault("opened_at", timezone.now())
    return Update.objects.create(**fields)


# --- Statements ------------------------------------------------------------------------------------------------------


def entered(fields):
    """`fields` with what figures and milestones share filled in."""
    if "update" not in fields:
        fields["update"] = any_of(Update, update)
    if "citation" not in fields:
        fields["citation"] = citation()
    if "entered_by" not in fields:
        fields["entered_by"] = author()
    fields.setdefault("entered_at", timezone.now())
    return fields


def brought_to(status, statement, *, by=None, at=None):
    """The statement after the actions that bring a draft to `status`, read anew."""
    at = at or timezone.now()
    if status != "draft":
        # Whoever entered it in a test about something else may have no role.
        by_author = may(statement.entered_by, "submit", statement)
        actions.submit(statements=[statement], by=statement.entered_by if by_author else author(), at=at)
    if status in ("published", "withdrawn"):
        actions.publish(statements=[statement], by=by or publisher(), at=at)
    if status == "withdrawn":
        actions.withdraw(statement=statement, by=by or publisher(), reason="It was never measured.", at=at)
    return type(statement).objects.get(pk=statement.pk)


def figure(*, countries=("GTM",), group=None, period=2021, status="draft", by=None, at=None, **fields):
    """A figure: a draft, or `status` "submitted", "published" or "withdrawn".

    One country is single, several are joint, none is global; a `group` is its members. `period` is a year, or
    (start, end), either of which may be None. `by` publishes, `at` an instant.
    """
    if at:
        fields.setdefault("entered_at", at)
    entered(fields)
    if "indicator" not in fields:
        fields["indicator"] = indicator()
    if not fields.get("missing"):
        fields.setdefault("value", 100)
    start, end = year(period) if isinstance(period, int) else period or (None, None)
    coverage = "group" if group else ("global", "single", "joint")[min(len(countries), 2)]
    places = list(group.members.all()) if group else [country(code) for code in countries]
    derived = {
        "period_start": start,
        "period_end": end,
        "coverage": coverage,
        "group": group,
        "place_key": Figure.place_key_of(coverage, countries, group and group.slug),
    }
    made = Figure(**{**derived, **fields})
    made.save()
    made.countries.set(places)
    return brought_to(status, made, by=by, at=at)


def published(**fields):
    """A figure that a second person has published."""
    return figure(status="published", **fields)


def correction(*, of, reason="The source was misread.", status="published", by=None, at=None, **fields):
    """A figure of the same identity that supersedes `of`."""
    kept = {
        name: getattr(of, name)
        for name in (
            "update",
            "indicator",
            "role",
            "unit",
            "value",
            "qualifier",
            "missing",
            "period_start",
            "period_end",
            "coverage",
            "group",
            "place_key",
            "category",
            "rank",
        )
    }
    entered_at = {"entered_at": at} if at else {}
    made = Figure(**entered({**kept, **entered_at, **fields, "supersedes": of, "supersede_reason": reason}))
    made.save()
    made.countries.set(of.countries.all())
    return brought_to(status, made, by=by, at=at)


def milestone(*, countries=("GTM",), status="draft", by=None, at=None, **fields):
    """A milestone; `status`, `by` and `at` as of a figure."""
    if at:
        fields.setdefault("entered_at", at)
    entered(fields)
    if "strategy" not in fields:
        fields["strategy"] = any_of(Strategy, strategy)
    slug = fields.setdefault("slug", f"milestone-{number()}")
    fields.setdefault("title", slug.replace("-", " ").capitalize())
    fields.setdefault("starts_on", dt.date(2021, 7, 29))
    made = Milestone.objects.create(**fields)
    made.countries.set([country(code) for code in countries])
    return brought_to(status, made, by=by, at=at)


def relation(*, from_figure, to_figure, kind="component_of", **fields):
    if "declared_by" not in fields:
        fields["declared_by"] = publisher()
    fields.setdefault("declared_at", timezone.now())
    return FigureRelation.objects.create(from_figure=from_figure, kind=kind, to_figure=to_figure, **fields)


# --- Findings --------------------------------------------------------------------------------------------------------


def finding(**fields):
    """What is recorded of a figure of zero whose words say no zero; the keywords are the figure's."""
    made = published(**{"value": 0, "at": instant("2022-04-20"), **fields})
    # Where a test has lifted the triggers, nothing else notes that there is something to look at.
    keeping.refresh_all()
    return FindingRecord.objects.as_of(None).get(figures=made, rule="zero")


def settlement(*, of=None, **fields):
    """What a person said of a finding."""
    of = of or finding()
    for name in ("rule", "key", "fingerprint", "message", "facts"):
        fields.setdefault(name, getattr(of, name))
    fields.setdefault("verdict", "explained")
    fields.setdefault("note", "The source says none in another place.")
    fields.setdefault("settled_by", publisher())
    fields.setdefault("settled_at", timezone.now())
    return Settlement.objects.create(**fields)
