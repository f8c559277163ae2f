"""A desk to test at: an update that is open, an indicator, a source, and a form filled in as a browser would."""

import datetime as dt
from types import SimpleNamespace

import pytest

from .. import factories
from .pages import ADD


@pytest.fixture
def editor(db):
    return factories.user(role="Editor")


@pytest.fixture
def desk(client, editor):
    """What an editor has at hand. `form()` is what the browser sends; `desk.client` is logged in as `desk.editor`."""
    client.force_login(editor)
    factories.country("GTM")
    factories.country("HND")
    factories.country("SLV")
    dollars = factories.unit(code="USD", singular="U.S. dollar", plural="U.S. dollars")
    found = SimpleNamespace(
        client=client,
        editor=editor,
        update=factories.update(opened_by=editor),
        people=factories.indicator(name="Asylum claims"),
        dollars=factories.indicator(name="Assistance", unit=dollars),
        share=factories.indicator(name="Coverage", unit=factories.unit(code="percent")),
        source=factories.source(title="The Update", slug="the-update", published_on=dt.date(2022, 4, 20)),
    )

    def form(words="more than 1,000 people in 2021", **fields):
        return {
            "words": words,
            "indicator": found.people.pk,
            "countries": ["GTM"],
            "source": found.source.pk,
            "section": "Update › Guatemala",
            "update": found.update.pk,
            "role": "actual",
            "rank": "preferred",
            "qualifier": "exact",
            "filled": '{"key": "", "read": {}, "kept": {"qualifier": "exact"}}',
            **fields,
        }

    found.form = form
    found.enter = lambda words="more than 1,000 people in 2021", **fields: client.post(ADD, form(words, **fields))
    return found
