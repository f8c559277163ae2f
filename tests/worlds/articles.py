"""The invented article with its sources, and figures that cite them."""

import datetime as dt
from types import SimpleNamespace

import pytest

from metrics.models import Citation
from tests import factories as make
from tests.archives.document import ARTICLE

UNITS = {
    "people": {"also_called": "women, men, migrants, Ruritanians, officials"},
    "applications": {"also_called": "claims"},
    "centers": {"also_called": "MRCs"},
    "visas": {},
    "municipalities": {},
    "mobile units": {"singular": "mobile unit", "plural": "mobile units"},
    "people-per-day": {
        "singular": "person per day",
        "plural": "people per day",
        "kind": "rate",
        "also_called": "migrants",
    },
}


@pytest.fixture
def article(db):
    for code, fields in UNITS.items():
        make.unit(code=code.replace(" ", "-"), **fields)
    day = {"event_on": dt.date(2031, 6, 2)}
    whole = make.source(slug="article", title="Ministers meet", published_on=dt.date(2031, 6, 3))
    update = make.source(
        slug="update", title="Update on the River Strategy", part_of=whole, published_on=dt.date(2031, 6, 2)
    )
    remarks = make.source(
        slug="remarks",
        title="River Conference Session on Open Crossings",
        authors="Elphberg, Flavia\nKinbote, Charles",
        part_of=whole,
        **day,
    )
    statement = make.source(
        slug="statement", title="Statement on crossings", authors="Rassendyll, Rudolf", part_of=whole
    )
    return SimpleNamespace(whole=whole, update=update, remarks=remarks, statement=statement, text=ARTICLE)


OFFICES = "Open the Crossings › Asylum Offices"
RETURNS = "Open the Crossings › Returns"


def cited(article, words, value=None, *, unit="people", section=OFFICES, source="update", status="published", **fields):
    """A figure that rests on these words."""
    citation = Citation.objects.create(source=getattr(article, source), section=section, as_stated=words)
    indicator = make.indicator(unit=make.unit(code=unit))
    missing = {} if value is not None else {"missing": "unknown"}
    return make.figure(citation=citation, indicator=indicator, value=value, status=status, **missing, **fields)
