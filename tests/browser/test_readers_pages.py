"""Readers' pages in Chromium, with the CMMS as it is seeded: accessible, quiet, and within a narrow phone's width."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from metrics.models import Figure, FindingRecord
from metrics.seeding import seed

from .. import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/countries/",
    "/countries/GTM/",
    "/countries/GTM/?role=target",
    "/countries/GTM/?q=nothing-of-that-name",
    "/countries/MEX/",
    "/countries/PAN/",
    "/countries/FRA/",
    "/countries/GTM/?as_of=2022-05-03",
    "/countries/GTM/?as_of=2021-05-03",
    "/countries/XXX/",
    "/countries/GTM/?as_of=yesterday",
    "/compare/",
    "/compare/?country=GTM",
    "/compare/?country=GTM&country=HND&country=SLV&country=MEX",
    "/compare/?country=GTM&country=XXX&country=gtm&country=PAN&as_of=2022-05-03",
    "/compare/?country=FRA&country=DEU",
    "/es/compare/?country=GTM&country=MEX",
    "/lines/",
    "/lines/1/",
    "/lines/2/",
    "/programs/child-protection/",
    "/programs/information-sharing/",
    "/indicators/asylum-applications/",
    "/indicators/h2b-supplemental-visas/",
    "/indicators/returnees-received/",
    "/indicators/darien-daily-crossings/",
    "/sources/",
    "/sources/cmms-update-april-2022/",
    "/sources/panama-visit-article/",
    "/updates/",
    "/updates/april-2022/",
    "/findings/",
    "/organizations/",
    "/organizations/usaid/",
    "/organizations/comar/",
    "/search/",
    "/search/?q=18,000",
    "/search/?q=asylm+mexico",
    "/search/?q=northern+central+america",
    "/search/?q=xyzzy&as_of=2022-05-03",
    "/es/search/?q=asilo",
    "/search/?q=honduras&kind=program",
    "/revisions/",
    "/countries/GTM/changes/?from=2022-04-01&to=2022-06-01",
    "/es/",
    "/es/countries/GTM/",
    "/es/countries/XXX/",
    "/es/lines/4/",
    "/es/indicators/h2b-supplemental-visas/",
    "/es/findings/",
    "/es/sources/panama-visit-article/",
)
# The round through all pages is long, and workers can share it.
ROUNDS = 4
# The standard that the pages promise, with what axe knows of good practice.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.fixture
def addresses():
    """Every page, with those of a joint sum, a share, a corrected, a missing and a rival figure."""
    seed()
    shown = Figure.objects.as_of(None)
    corrected = shown.get(value=1_250)
    at = factories.instant("2022-05-10")
    factories.correction(of=corrected, value=1_251, reason="The source was corrected.", at=at)
    figures = [
        shown.get(value=37_806),
        shown.get(value=120_000),
        shown.filter(value=None).first(),
        shown.filter(rank="normal").first(),
        corrected,
    ]
    (finding,) = FindingRecord.objects.filter(rule="look-alike", until=None)
    return [*PAGES, f"/findings/{finding.key}/", *(f"/figures/{figure.pk}/" for figure in figures)]


def complaints(results) -> str:
    return "\n".join(
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    )


UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"


@pytest.mark.parametrize("first", range(ROUNDS))
def test_every_page_is_accessible_quiet_and_fits_a_narrow_phone(live_server, page, console, addresses, first):
    found, wide = {}, {}
    for address in addresses[first::ROUNDS]:
        response = page.goto(live_server.url + address)
        assert response.status < 500, address
        assert "default-src 'self'" in response.headers["content-security-policy"], address
        # What a page folds away is read too.
        page.evaluate(UNFOLD)
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 900})
            results = Axe().run(page, options=AXE)
            if results.violations_count:
                found[f"{address} at {width}"] = complaints(results)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[address] = width
    assert not found, "\n\n".join(f"{address}\n{text}" for address, text in found.items())
    assert not wide
    # What the browser says of the two addresses that are meant to fail.
    expected = ("404 (Not Found)", "400 (Bad Request)")
    assert not [text for text in console if not any(status in text for status in expected)]


def test_a_figure_leads_to_its_evidence_by_keyboard_and_filters_need_no_scripts(live_server, page, browser, addresses):
    page.goto(live_server.url + "/countries/MEX/")
    page.get_by_role("link", name="37,806 people").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/*/")
    assert "granted asylum to 37,806 individuals in 2021" in page.inner_text("main")
    assert "under 28.9 percent" in page.inner_text("main")
    assert "initial load" in page.inner_text("main")

    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    try:
        page = context.new_page()
        page.goto(live_server.url + "/countries/GTM/")
        page.get_by_text("Filter these figures").click()
        page.get_by_label("Role").select_option("target")
        page.get_by_role("search", name="Filter figures").get_by_role("button", name="Show").click()
        page.wait_for_url("**role=target**")
        assert "$588 million" in page.inner_text("main")
        assert "$310 million" not in page.inner_text("main")
        page.get_by_role("link", name="$588 million").first.click()
        page.wait_for_url("**/figures/*/")
    finally:
        context.close()
