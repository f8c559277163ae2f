"""One server with the CMMS as it is seeded, and one page of the browser, for all tests of readers' pages.

They are marked `django_db` without transactions, which would take the data away after the first of them.
"""

from types import SimpleNamespace

import pytest
from django.test import TransactionTestCase
from pytest_django.live_server_helper import LiveServer

from metrics.models import Figure, FindingRecord, Indicator, Source
from metrics.seeding import seed

from ... import factories


def figures_of_the_world() -> dict[str, int]:
    """Numbers of a joint sum, a share, a missing, a rival and a corrected figure, and one whose passage is archived."""
    shown = Figure.objects.as_of(None)
    corrected = shown.get(value=1_250)
    factories.correction(
        of=corrected, value=1_251, reason="The source was corrected.", at=factories.instant("2022-05-10")
    )
    source = factories.source(slug="training", title="Training of officials")
    passage = factories.published(
        indicator=Indicator.objects.get(slug="asylum-applications"),
        countries=("GTM",),
        period=2022,
        value=1_800,
        qualifier="more_than",
        citation=factories.citation(source=source, section="", as_stated="more than 1,800 applications"),
        at=factories.instant("2023-02-01"),
    )
    factories.archive(
        source=source, text="Offices\n\nIn 2022 Guatemala received more than 1,800 applications from 12 countries."
    )
    return {
        "share": shown.get(value=37_806).pk,
        "sum": shown.get(value=120_000).pk,
        "missing": shown.filter(value=None).first().pk,
        "rival": shown.filter(rank="normal").first().pk,
        "corrected": corrected.pk,
        "passage": passage.pk,
    }


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker):
    """`url` of the server, `figures` by what they are, and the `finding` that two figures look alike.

    The data is written for all to see and taken away at the end, so that a server on another connection has it too.
    """
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        try:
            seed()
            assert Source.objects.exists()
            figures = figures_of_the_world()
            finding = FindingRecord.objects.get(rule="look-alike", until=None).key
            yield SimpleNamespace(url=server.url, figures=figures, finding=finding)
        finally:
            server.stop()
            TransactionTestCase("__init__")._fixture_teardown()


@pytest.fixture(scope="package")
def tab(browser):
    """A page that all share, so that style sheets and fonts are fetched once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def said(tab):
    """What the browser complains of during a test."""
    complaints: list[str] = []

    def hear(message):
        if message.type == "error":
            complaints.append(message.text)

    def catch(error):
        complaints.append(str(error))

    tab.on("console", hear)
    tab.on("pageerror", catch)
    yield complaints
    tab.remove_listener("console", hear)
    tab.remove_listener("pageerror", catch)
