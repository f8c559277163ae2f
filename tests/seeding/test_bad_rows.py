"""Every kind of bad row stops the load with file, row and field, says what to do, and leaves nothing."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.models import Figure
from metrics.seeding import RowError, SeedError, seed
from programs.models import Country

from .conftest import Copy
from .files import rows

pytestmark = pytest.mark.django_db

PROTECTION = "cmms/figures/2-protection.yaml"
GRANTED = "row 3 (mex-asylum-granted-2021)"

CASES = {
    "unknown reference": (
        PROTECTION,
        "indicator: asylum-grants",
        "indicator: asylum-grant",
        f"{GRANTED}, field indicator: “asylum-grant” is not known. Did you mean “asylum-grants”?",
    ),
    "unknown country": (
        "cmms/figures/3-origin.yaml",
        "countries: [GTM]",
        "countries: [GUA]",
        "row 3 (gtm-trafficking-victims-served), field countries: “GUA” is not known.",
    ),
    "missing field": (
        "cmms/figures/3-origin.yaml",
        "  as_stated: over 250 victims\n",
        "",
        "row 3 (gtm-trafficking-victims-served), field as_stated: It is missing.",
    ),
    "misspelled field": (
        PROTECTION,
        'value: "37806"',
        'valeu: "37806"',
        f"{GRANTED}, field valeu: There is no such field. Did you mean “value”?",
    ),
    "bad qualifier": (
        "cmms/figures/3-origin.yaml",
        "qualifier: about",
        "qualifier: roughly",
        "row 1 (hnd-youth-supported), field qualifier: Value 'roughly' is not a valid choice. Choose one of:",
    ),
    "number without quotes": (
        PROTECTION,
        'value: "37806"',
        "value: 37806",
        f'{GRANTED}, field value: 37806 is not a number in quotes. Write it as "4300000".',
    ),
    "number with commas": (
        PROTECTION,
        'value: "37806"',
        'value: "37,806"',
        f"{GRANTED}, field value: '37,806' is not a plain number.",
    ),
    "value and reason for none": (
        PROTECTION,
        'value: "37806"',
        'value: "37806"\n  missing: unknown',
        f"{GRANTED}, field missing: There is a value, so it is not missing.",
    ),
    "share above 100": (
        PROTECTION,
        'value: "40"',
        'value: "140"',
        "row 8 (gtm-child-protection-offices-share), field value: A share lies between 0 and 100 percent.",
    ),
    "period reversed": (
        "cmms/figures/6-borders.yaml",
        "start: 2021-07-01",
        "start: 2022-07-01",
        "row 1 (gtm-border-personnel-trained-2021), field period.end: The period ends before it starts.",
    ),
    "date as text": (
        "cmms/figures/6-borders.yaml",
        "start: 2021-07-01",
        "start: July 2021",
        "row 1 (gtm-border-personnel-trained-2021), field period.start: 'July 2021' is not a date.",
    ),
    "joint figure of one country": (
        "cmms/figures/5-return.yaml",
        "countries: [BLZ, GTM, HND, MEX, SLV]",
        "countries: [BLZ]",
        "row 7 (five-countries-assisted-returns-2021), field countries: A joint figure has two countries",
    ),
    "more than eight words": (
        "cmms/figures/3-origin.yaml",
        "as_stated: over 250 victims",
        "as_stated: one two three four five six seven eight nine",
        "row 3 (gtm-trafficking-victims-served), field as_stated: 9 words.",
    ),
    "same key twice": (
        PROTECTION,
        "key: mex-asylum-granted-2021",
        "key: mex-asylum-applications-2021",
        "row 3 (mex-asylum-applications-2021), field key: Another row has this key.",
    ),
    "same field twice": (
        PROTECTION,
        "indicator: asylum-grants",
        "indicator: asylum-grants\n  indicator: asylum-applications",
        "row 3, field indicator: It stands twice in the row.",
    ),
    "two preferred of one identity": (
        "cmms/figures/context.yaml",
        "rank: normal",
        "rank: preferred",
        "row 8 (nca-private-investment-press), field rank: nca-private-investment is preferred already",
    ),
    "syntax error": (
        PROTECTION,
        'value: "37806"',
        'value: "37806',
        "row 3, field (the row as a whole): Not valid YAML at line",
    ),
    "bracket left open": (
        "cmms/figures/3-origin.yaml",
        "countries: [GTM]",
        "countries: [GTM",
        "row 3, field",
    ),
    "wrong indentation": (
        PROTECTION,
        "  indicator: asylum-grants",
        " indicator: asylum-grants",
        "row 3, field indicator: Not valid YAML at line",
    ),
    "same slug twice": (
        "cmms/organizations.yaml",
        "slug: cdc\n",
        "slug: doj\n",
        "row 11 (doj), field slug: It stands in fixtures/cmms/organizations.yaml, row 10 already.",
    ),
    "same code twice": (
        "reference/countries.yaml",
        'alpha2: "AF"',
        'alpha2: "AW"',
        "row 2 (AFG), field alpha2: “AW” is taken already, by fixtures/reference/countries.yaml, row 1.",
    ),
    "unknown role": (
        "cmms/programs.yaml",
        "{organization: padf, role: implementer}",
        "{organization: padf, role: implementor}",
        "row 7 (trafficking-victims), field participants[3].role: Value 'implementor' is not a valid choice."
        " Choose one of: funder,",
    ),
    "not a list": (
        "cmms/updates.yaml",
        "- slug: april-2022\n  title",
        "slug: april-2022\ntitle",
        "",
    ),
}


def load_and_refuse(folder: Path) -> str:
    """The message of the refusal; nothing may be left of the load."""
    with pytest.raises(SeedError) as refusal:
        seed(folder)
    assert not Country.objects.exists()
    assert not Figure.objects.exists()
    return str(refusal.value)


@pytest.mark.parametrize("case", CASES)
def test_it_names_file_row_and_field(case, copy):
    file, old, new, expected = CASES[case]
    copy.replace(file, old, new)
    assert load_and_refuse(copy.folder).startswith(f"fixtures/{file}, {expected}".removesuffix(", "))


def test_a_file_that_is_gone_is_named(copy):
    (copy.folder / "cmms" / "sources.yaml").unlink()
    assert load_and_refuse(copy.folder) == "fixtures/cmms/sources.yaml: there is no such file. Restore it."


FILES = [
    "reference/units.yaml",
    "cmms/organizations.yaml",
    "cmms/sources.yaml",
    "cmms/figures/7-messaging.yaml",
    "cmms/milestones.yaml",
    "cmms/relations.yaml",
    "cmms/errata.yaml",
]
# What spoils any row of any file, whatever its fields are.
SPOILERS = {
    "unknown field": lambda row, field: row.update({"surprise": "x"}) or "surprise",
    "mapping where text should be": lambda row, field: row.update({field: {"surprise": "x"}}) or field,
}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_row_is_spoiled_is_the_one_that_is_named(db, data):
    file = data.draw(st.sampled_from(FILES))
    number = data.draw(st.integers(1, len(rows(file))))
    spoil = SPOILERS[data.draw(st.sampled_from(sorted(SPOILERS)))]
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        named = []

        def change(found):
            row = found[number - 1]
            named.append(spoil(row, next(iter(row))))

        copy.change(file, change)
        with pytest.raises(RowError) as refusal:
            seed(copy.folder)
    error = refusal.value
    assert (error.file, error.number, error.field) == (f"fixtures/{file}", number, named[0])
    assert not Country.objects.exists()
