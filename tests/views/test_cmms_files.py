"""The files of the CMMS as it is seeded."""

import io
import json

import openpyxl
import pytest

from metrics.models import Figure

from .rows import rows_of

COLUMNS = [
    "figure_id",
    "update",
    "line_of_action",
    "program",
    "indicator",
    "role",
    "value",
    "missing",
    "qualifier",
    "as_stated",
    "unit",
    "countries",
    "group",
    "coverage",
    "period_start",
    "period_end",
    "period_as_stated",
    "category",
    "rank",
    "status",
    "source",
    "section",
    "verified",
    "published_at",
]


def test_a_country_file_has_the_figures_of_its_page(seeded, client):
    response = client.get("/countries/MEX.csv")
    rows = rows_of(response)
    assert list(rows[0]) == COLUMNS
    (granted,) = [row for row in rows if row["value"] == "37806"]
    assert granted | {"figure_id": ""} == {
        "figure_id": "",
        "update": "april-2022",
        "line_of_action": "2",
        "program": "national-asylum-systems",
        "indicator": "asylum-grants",
        "role": "actual",
        "value": "37806",
        "missing": "",
        "qualifier": "exact",
        "as_stated": "granted asylum to 37,806 individuals in 2021",
        "unit": "people",
        "countries": "MEX",
        "group": "",
        "coverage": "single",
        "period_start": "2021-01-01",
        "period_end": "2021-12-31",
        "period_as_stated": "in 2021",
        "category": "",
        "rank": "preferred",
        "status": "published",
        "source": "cmms-update-april-2022",
        "section": "Expand Access to International Protection › Build and Improve National Asylum Systems",
        "verified": "not_archived",
        "published_at": "2022-04-20T12:00:00Z",
    }
    assert {row["value"] for row in rows} >= {"131000", "1250", "272000000"}
    assert response["Content-Type"].startswith("text/csv")
    assert "attachment" in response["Content-Disposition"]


def test_all_formats_hold_the_same_rows(seeded, client):
    by_csv = [row["figure_id"] for row in rows_of(client.get("/lines/8.csv"))]
    by_json = [str(row["figure_id"]) for row in json.loads(client.get("/lines/8.json").getvalue())["figures"]]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/lines/8.xlsx").getvalue())).worksheets[0]
    by_xlsx = [str(row[0].value) for row in sheet.iter_rows(min_row=2)]
    assert by_csv == by_json == by_xlsx
    assert len(by_csv) > 8


def test_the_file_of_everything_holds_each_published_figure_once(seeded, client):
    ids = [int(row["figure_id"]) for row in rows_of(client.get("/figures.csv"))]
    assert sorted(ids) == sorted(Figure.objects.as_of(None).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "address",
    [
        "/programs/national-asylum-systems.csv",
        "/indicators/asylum-grants.csv",
        "/sources/cmms-update-april-2022.csv",
        "/updates/april-2022.csv",
    ],
)
def test_every_report_page_has_its_file_and_links_to_it(seeded, client, address):
    assert any(row["value"] == "37806" for row in rows_of(client.get(address)))
    page = client.get(address.removesuffix(".csv") + "/?as_of=2022-05-03").content.decode()
    assert f'href="{address}?as_of=2022-05-03"' in page
