"""One world for every address: somebody of each role, and for each pattern of the resolver an address that exists."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.messages import get_messages
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from metrics import reviewing
from metrics.models import Job
from tests import factories as make

# In the order of the table's letters.
ROLES = (
    "anonymous",
    "Viewer",
    "Editor",
    "Editor of GTM",
    "Reviewer",
    "Reviewer of HND",
    "Administrator",
    "superuser",
)


def person(role: str):
    if role == "anonymous":
        return AnonymousUser()
    if role == "superuser":
        return make.user(superuser=True)
    name, _, country = role.partition(" of ")
    made = make.user(role=name)
    if country:
        make.assignment(user=made, country=country)
    return made


def client_of(user) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
    return client


def patterns(found=None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every pattern; one without a name goes by its route."""
    for pattern in get_resolver().url_patterns if found is None else found:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else route, route
        else:
            inner = f"{namespace}{pattern.namespace}:" if getattr(pattern, "namespace", None) else namespace
            yield from patterns(pattern.url_patterns, route, inner)


def made_world():
    """Statements of Guatemala: theirs who are assigned to it, and not theirs who are assigned to Honduras."""
    w = SimpleNamespace()
    for code in ("GTM", "HND"):
        make.country(code)
    w.people = {role: person(role) for role in ROLES}
    w.clients = {role: client_of(user) for role, user in w.people.items()}
    w.strategy = make.strategy(slug="cmms")
    w.line = make.line(strategy=w.strategy, number=1)
    w.program = make.program(slug="program", line=w.line)
    w.source = make.source(slug="source")
    w.archived = make.source(slug="archived")
    w.archive = make.archive(source=w.archived, text="Nobody came. Nobody else came.")
    w.update = make.update(slug="update")
    w.under_review = make.update(slug="under-review")
    w.indicator = make.indicator(slug="indicator", program=w.program)
    common = {"indicator": w.indicator, "countries": ("GTM",)}
    w.figure = {
        status: make.figure(update=w.update, status=status, period=2000 + n, **common)
        for n, status in enumerate(("draft", "submitted", "published"))
    }
    w.milestone = {
        status: make.milestone(update=w.update, status=status) for status in ("draft", "submitted", "published")
    }
    w.finding = make.finding(countries=("GTM",), indicator=w.indicator, period=2010)
    w.settlement = make.settlement(of=make.finding(countries=("GTM",), indicator=w.indicator, period=2011))
    w.relation = make.relation(from_figure=w.figure["published"], to_figure=make.published(period=2009, **common))
    w.citation = make.citation(source=w.archived, section="", as_stated="Nobody")
    make.figure(citation=w.citation, period=2012, **common)
    w.erratum = make.erratum(source=make.source())
    w.assignment = make.assignment(user=make.author(), country="GTM")
    w.log = LogEntry.objects.log_actions(w.people["Editor"].pk, [w.update], CHANGE, "Changed.")
    w.job = make_job(w)
    w.reviewed = make.figure(update=w.under_review, period=2013, **common)
    reviewing.hand_over(update=w.under_review, by=make.author())
    w.rows = {
        "programs.country": make.country("GTM"),
        "programs.countrygroup": make.group(),
        "programs.organization": make.organization(slug="agency"),
        "programs.strategy": w.strategy,
        "programs.lineofaction": w.line,
        "programs.program": w.program,
        "programs.participation": make.participation(program=w.program),
        "metrics.assignment": w.assignment,
        "metrics.citation": w.citation,
        "metrics.erratum": w.erratum,
        "metrics.figure": w.figure["draft"],
        "metrics.unit": make.unit(),
        "metrics.breakdown": make.breakdown(),
        "metrics.category": make.category(),
        "metrics.indicator": w.indicator,
        "metrics.milestone": w.milestone["draft"],
        "metrics.figurerelation": w.relation,
        "metrics.settlement": w.settlement,
        "metrics.source": w.archived,
        "metrics.update": w.update,
        "auth.group": Group.objects.get(name="Viewer"),
        "auth.user": make.author(),
    }
    return w


def make_job(w):
    now = timezone.now()
    return Job.objects.create(
        kind=Job.Kind.CHECK_ROWS, update=w.update, by=w.people["Editor"], created_at=now, queued_at=now
    )


# What an address names, where it is not the row of its model.
STATUS = {"publish": "submitted", "return": "submitted", "override": "submitted", "withdraw": "published"}


def value_of(w, route: str, name: str) -> object:
    """What stands in the place of `name` in the address of a route."""
    app_model = ".".join(route.split("/")[1:3])
    step = route.rstrip("/").rpartition("/")[2]
    if app_model == "metrics.job":
        return w.job.pk
    if name in ("pk", "object_id", "id"):
        if route.startswith("accounts/"):
            return 1
        if route.startswith(("figures/", "^figures/", "embed/figures/")):
            return w.figure["published"].pk
        if app_model in ("metrics.figure", "metrics.milestone"):
            return getattr(w, app_model.partition(".")[2])[STATUS.get(step, "draft")].pk
        if step == "take-back" or "/review/" in route:
            return w.under_review.pk
        row = w.rows.get(app_model)
        return row.pk if row else 1
    values = {
        "archive": w.archive.pk,
        "job": w.job.pk,
        "noun": "figure",
        "statement": w.reviewed.pk,
        "name": "countries",
        "token": "none",
        "ending": "csv",
        "format": "bib" if "bib" in route else "csv",
        "code": "GTM",
        "number": 1,
        "key": w.finding.key,
        "provider_id": "sso",
        "app_label": "metrics",
        "url": "nothing/here/",
        "content_type_id": 1,
        "path": "countries/GTM.csv",
    }
    if name == "slug":
        return {
            "programs": "program",
            "indicators": "indicator",
            "sources": "source",
            "updates": "update",
            "organizations": "agency",
            "compare": "indicator",
        }[route.removeprefix("embed/").partition("/")[0]]
    return values[name]


GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|<(?:\w+:)?(\w+)>")


def address_of(w, route: str) -> str:
    """An address of the route: each of its groups filled, and the marks of regular expressions taken out."""
    filled = GROUP.sub(lambda group: str(value_of(w, route, group[1] or group[2])), route)
    return "/" + re.sub(r"[\^$]|\\(?=\.)", "", filled)


def ask(w, role: str, method: str, address: str, sent: dict):
    """The response, and the world as it was before: nothing stays written, and nobody is logged out."""
    client = w.clients[role]
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(address, sent)
        # A file that is sent is open until then. The connection, and with it the world, has to outlive the request.
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def outcome_of(response) -> str:
    """A letter for what came of a request; the table's legend says which."""
    if response.status_code == 302:
        if response["Location"].startswith(("/accounts/login/", "/admin/login/")):
            return "L"
        queued = get_messages(response.wsgi_request)
        return "!" if any(message.level_tag == "error" for message in queued) else ">"
    return {200: ".", 301: ">", 400: "!", 401: "1", 403: "x", 404: "0", 405: "m", 409: "!"}.get(
        response.status_code, f"[{response.status_code}]"
    )
