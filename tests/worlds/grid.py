"""An update to work in, after one that is published: indicators with figures before, a breakdown, two sources."""

import datetime as dt
from types import SimpleNamespace

import pytest

from metrics import entering
from metrics.entering import saving
from tests import factories as make


@pytest.fixture
def grid_world(db):
    claims = make.unit(code="claims", singular="asylum claim", plural="asylum claims")
    people = make.unit(code="people", singular="person", plural="people")
    sexes = make.breakdown(slug="sex", name="sex")
    names = {name: make.category(breakdown=sexes, slug=name, name=name.title()) for name in ("women", "men", "girls")}
    line = make.line(number=2, name="Protection")
    program = make.program(slug="asylum", name="Asylum support", line=line)
    w = SimpleNamespace(
        editor=make.user(role="Editor", username="ed"),
        other=make.user(role="Editor", username="ola"),
        claims=make.indicator(slug="claims", name="Claims lodged", unit=claims, program=program),
        returned=make.indicator(
            slug="returned", name="People returned", unit=people, program=program, breakdowns=[sexes]
        ),
        source=make.source(slug="sheet", title="November sheet", published_on=dt.date(2031, 11, 15)),
        remarks=make.source(slug="remarks", title="Remarks", published_on=dt.date(2031, 11, 16)),
        last=make.update(slug="april", title="April update"),
        update=make.update(
            slug="november", title="November update", period_start=dt.date(2031, 5, 1), period_end=dt.date(2031, 11, 15)
        ),
        **names,
    )
    for code in ("GTM", "HND", "SLV", "MEX"):
        make.country(code)
    w.update.sources.set([w.source])
    old = make.citation(
        source=make.source(slug="april-sheet", published_on=dt.date(2031, 4, 20)), as_stated="900 claims"
    )
    common = {"update": w.last, "citation": old, "at": make.instant("2022-04-21")}
    w.before = make.published(indicator=w.claims, value=900, period=2030, **common)
    w.total = make.published(indicator=w.returned, value=500, countries=("GTM", "HND"), period=2030, **common)
    w.series = f"s:{w.before.series_key}"
    w.of_total = f"s:{w.total.series_key}"

    def sent(words="", *, key=None, token="", over="", all_period="", all_reason="", source=w.source, **cells):
        typed = {"words": words, "source": str(source.pk) if source else "", **cells}
        return entering.Sent(key or w.series, token, entering.Cells.of(typed), over, all_period, all_reason)

    w.sent = sent
    w.save = lambda *args, by=None, **kwargs: entering.save(w.update, sent(*args, **kwargs), by or w.editor)
    w.row = lambda key: saving.current(w.update, key, saving.held_of(w.update, key), entering.Cells())
    w.look = lambda *args, **kwargs: entering.look(w.update, sent(*args, **kwargs), w.editor)
    return w
