"""Errata of the files: recorded once, never changed by a later run."""

import pytest

from metrics.errata import end
from metrics.models import Erratum, Figure
from metrics.seeding import SeedError, seed
from tests import factories as make

from .test_seed import PUBLISHED_AT, contents

pytestmark = pytest.mark.django_db
FILE = "cmms/errata.yaml"


def test_the_remarks_on_h_2b_are_recorded_with_the_law_and_the_figure():
    seed()
    erratum = Erratum.objects.get()
    assert "1101(a)(15)(H)(ii)" in erratum.why
    assert erratum.source.slug == "remarks-stabilization-session"
    assert [figure.value for figure in erratum.figures.all()] == [20_000]
    assert erratum.recorded_at == PUBLISHED_AT
    assert not erratum.recorded_by.is_active
    assert erratum.checks.get().outcome == "not_archived"


def test_loading_again_changes_nothing_even_where_people_ended_it():
    seed()
    end(erratum=Erratum.objects.get(), by=make.user(), reason="Wrong after all.")
    before = contents()
    assert seed().new == 0
    assert Erratum.objects.count() == 1
    assert contents() == before


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("section: [SECRETARY BLINKEN]", "section: []", "section"),
        ("outside agriculture;", "off farms;", "what_is_right"),
        ("other temporary labor", "some other labor", "why"),
        ("  figures: [h2b-additional-announced]", "  figures: [h2b-reserved-fy2022]", "figures"),
        ("  figures:", "  reported_to: the press office\n  figures:", "reported_to"),
    ],
)
def test_a_changed_row_is_refused(copy, old, new, field):
    seed()
    before = contents()
    copy.replace(FILE, old, new)
    with pytest.raises(SeedError, match=f"errata.yaml, row 1 .*, field {field}: .*recorded and does not change"):
        seed(copy.folder)
    assert contents() == before


def test_a_row_that_is_taken_out_is_refused_until_people_end_the_erratum(copy):
    seed()
    copy.change(FILE, lambda rows: rows.append({**rows.pop(), "as_stated": "20,000 additional H2B"}))
    with pytest.raises(SeedError, match="stands in no row any more"):
        seed(copy.folder)
    end(erratum=Erratum.objects.get(), by=make.user(), reason="Too many words.")
    seed(copy.folder)
    assert Erratum.objects.count() == 2


def test_words_that_the_archived_text_lacks_are_refused(copy):
    seed()
    make.archive(source=Erratum.objects.get().source, text="Farmers asked for H2B temporary agricultural worker visas.")
    copy.change(FILE, lambda rows: rows.append({**rows[0], "as_stated": "words of nobody"}))
    with pytest.raises(SeedError, match=r"row 2 .*field as_stated: .*does not stand in archived copy 1"):
        seed(copy.folder)
    assert Figure.objects.count() == 71


def test_the_same_words_twice_are_refused(copy):
    copy.change(FILE, lambda rows: rows.append(dict(rows[0])))
    with pytest.raises(SeedError, match=r"row 2 .*says this of the same words"):
        seed(copy.folder)
