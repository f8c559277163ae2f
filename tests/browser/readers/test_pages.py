"""Readers' pages in Chromium, with the CMMS as it is seeded: accessible, quiet, light, and whole on a narrow screen."""

import gzip
from functools import cache
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from ..accessible import UNFOLD, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

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
    "/embed/map/",
    "/embed/lines/1/money/",
    "/embed/indicators/h2b-supplemental-visas/series/?as_of=2022-05-03",
    "/es/embed/compare/asylum-applications/?country=GTM&country=MEX",
    "/embed/figures/{share}/",
    "/es/embed/figures/{sum}/",
    "/embed/figures/{sum}/parts/",
    "/embed/figures/{missing}/",
    "/embed/figures/{corrected}/",
    "/embed/figures/999999/",
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
    "/figures/",
    "/figures/?standing=current&check=verified",
    "/?as_of=2020-01-01",
    "/sources/training/",
    "/findings/{finding}/",
    "/figures/{share}/",
    "/figures/{sum}/",
    "/figures/{missing}/",
    "/figures/{rival}/",
    "/figures/{corrected}/",
    "/figures/{passage}/",
)
# Those whose Spanish is looked at for its length alone.
IN_SPANISH = (
    "/es/countries/",
    "/es/countries/MEX/",
    "/es/countries/GTM/changes/",
    "/es/lines/",
    "/es/programs/child-protection/",
    "/es/organizations/",
    "/es/organizations/usaid/",
    "/es/sources/",
    "/es/sources/training/",
    "/es/updates/",
    "/es/updates/april-2022/",
    "/es/revisions/",
    "/es/findings/{finding}/",
    "/es/figures/",
    "/es/figures/{passage}/",
    "/es/search/?q=18,000",
)
# What a page may weigh with all that it loads, compressed.
MOST = 150_000
# A phone's width, which is also that of a desk's screen at 400 percent: WCAG 2.2, 1.4.10.
NARROW = {"width": 320, "height": 640}
# Elements of a page that is as wide as the window: what stands out of it, unless it scrolls within a region of its own,
# and what is cut off, unless on purpose.
CUT = """() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  const hidden = one => one.closest('.usa-sr-only, svg, [hidden]') || !one.checkVisibility();
  const scrolls = one => {
    for (let at = one; at; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  for (const one of document.querySelectorAll('body *')) {
    if (hidden(one)) continue;
    const box = one.getBoundingClientRect();
    // What is put aside for screen readers alone lies far to the left.
    if (box.right < -500) continue;
    if ((box.right > width + 1 || box.left < -1) && !scrolls(one))
      found.push('stands out: ' + one.outerHTML.slice(0, 120));
    const style = getComputedStyle(one);
    const clips = /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY);
    if (clips && !style.webkitLineClamp.match(/[0-9]/) && !one.matches('input, textarea')
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
      found.push('is cut: ' + one.outerHTML.slice(0, 120));
  }
  return found;
}"""
LOADED = "performance.getEntriesByType('resource').map(one => one.name)"


@cache
def weight_of(address: str) -> int:
    """Bytes of a file as it is served in production: compressed, unless it is so already."""
    with urlopen(address) as response:  # noqa: S310 The test's own server.
        content = response.read()
    return len(content) if urlsplit(address).path.endswith((".woff2", ".png", ".jpg")) else len(gzip.compress(content))


def opened(site, tab, address, expected=(200, 404, 400)):
    """Opens the page at its address and returns what the first load weighs."""
    path = address.format(finding=site.finding, **site.figures)
    response = tab.goto(site.url + path)
    assert response.status in expected, path
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.status != 200 or response.headers["content-encoding"] == "gzip"
    tab.evaluate("document.fonts.ready")
    files = {name.partition("#")[0] for name in tab.evaluate(LOADED)}
    return len(gzip.compress(response.body())) + sum(weight_of(name) for name in files)


def assert_whole(tab):
    """Nothing stands out of the narrowest window or is cut there, and the page does not scroll sideways."""
    tab.set_viewport_size(NARROW)
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert tab.evaluate(CUT) == []


def assert_quiet(said):
    # What the browser says of addresses that are meant to fail.
    assert not [text for text in said if "404 (Not Found)" not in text and "400 (Bad Request)" not in text]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_quiet_light_and_whole(site, tab, said, address):
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert opened(site, tab, address) < MOST
    tab.evaluate(UNFOLD)
    for width in (1280, 375):
        tab.set_viewport_size({"width": width, "height": 900})
        assert violations(tab) == "", width
    assert_whole(tab)
    assert_quiet(said)


@pytest.mark.parametrize("address", IN_SPANISH)
def test_a_page_is_whole_and_light_in_spanish(site, tab, said, address):
    tab.set_viewport_size(NARROW)
    assert opened(site, tab, address, expected=(200,)) < MOST
    tab.evaluate(UNFOLD)
    assert_whole(tab)
    assert_quiet(said)
