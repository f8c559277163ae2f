"""Reading a source in Chromium: 400 pages of it, its passages, and words found on a live page by a text fragment."""

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from metrics.archives.fragments import link_to_words

from .. import factories as make
from ..archives.document import ARTICLE
from ..archives.long import long_text
from .accessible import violations

pytestmark = pytest.mark.browser

LONG = 400
PARAGRAPHS = ARTICLE.split("\n\n")


class LivePage(BaseHTTPRequestHandler):
    """The article as somebody's web page: a window's height between its paragraphs."""

    def do_GET(self):
        body = "".join(f"<p>{html.escape(words)}</p>" for words in PARAGRAPHS)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>x</title><style>p{{margin:0 0 900px}}</style>{body}".encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def live_page():
    server = ThreadingHTTPServer(("127.0.0.1", 0), LivePage)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("words", "nth"),
    [
        ("three\nMRCs", 0),
        ("more than 1,000 asylum claims", 0),
        ("more than 1,000 asylum claims", 1),
        ("18,000 H‑2B visas", 0),
        ("22,308 women", 0),
        ("“Come\u00a0Home”", 0),
        ("(6,500 allotted for the first half and 11,500", 0),
    ],
)
def test_a_live_page_opens_at_the_words(page, live_page, words, nth):
    start = ARTICLE.index(words)
    for _ in range(nth):
        start = ARTICLE.index(words, start + 1)
    page.goto(link_to_words(live_page, ARTICLE, start, start + len(words)))
    assert page.evaluate("'fragmentDirective' in document")
    paragraph = page.locator("p").nth(ARTICLE.count("\n\n", 0, start))
    assert " ".join(words.split()) in " ".join(paragraph.inner_text().split())
    for _ in range(50):
        if page.evaluate("window.scrollY"):
            break
        page.wait_for_timeout(100)
    box = paragraph.bounding_box()
    assert page.evaluate("window.scrollY") > 0
    assert 0 <= box["y"] < 900


def long_source():
    """400 pages with a figure near their end, the last words of which a check did not confirm, and a withdrawn one."""
    source = make.source(slug="long", title="Crossings of the river, district by district")
    for value, held, status in ((10_001, 10_001, "published"), (13_501, 9, "published"), (13_601, 13_601, "withdrawn")):
        citation = make.citation(source=source, section="", as_stated=f"{value:,} travelers")
        make.figure(citation=citation, value=held, period=None, rank="normal", status=status)
    make.archive(source=source, text=long_text(LONG))
    return source


@pytest.mark.django_db(transaction=True)
def test_untracked_quantities_and_known_mistakes_are_shown_accessibly_without_scripts(live_server, browser, page):
    source = make.source(slug="update")
    figure = make.published(value=600, citation=make.citation(source=source, section="", as_stated="600 people"))
    make.archive(
        source=source, text="Offices\n\nThe agency trained 600 people at 12 offices, and paid $5 million for it."
    )
    make.erratum(source=source, as_stated="600 people at", figures=[figure])
    address = f"{live_server.url}/sources/update/"
    page.goto(f"{address}?untracked=1")
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == ""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    try:
        reader = context.new_page()
        reader.goto(address)
        assert "1 of 3 quantities tracked" in reader.inner_text("main")
        with reader.expect_navigation():
            reader.get_by_role("link", name="Show the 2 others").click()
        listed = reader.get_by_role("region", name="Quantities that no figure cites").get_by_role("link")
        assert listed.all_inner_texts() == ["12", "$5 million"]
        listed.last.click()
        assert "no figure" in reader.locator(".archived").inner_text()
        reader.get_by_role("link", name="known mistake").click()
        assert reader.url.endswith("#erratum-" + str(source.errata.get().pk))
    finally:
        context.close()


@pytest.mark.django_db(transaction=True)
def test_400_pages_are_accessible_and_open_at_a_passage_that_leads_back(live_server, page, console):
    source = long_source()
    (citation,) = source.citations.filter(as_stated="13,501 travelers")
    page.goto(f"{live_server.url}/figures/{citation.figures.get().pk}/")
    page.get_by_role("link", name="Read it in the archived text").click()
    page.wait_for_url(f"**/sources/long/#passage-{citation.pk}")
    passage = page.locator(f"#passage-{citation.pk}")
    # On the screen, though what stands above it is laid out only when it is looked at.
    assert 0 <= passage.bounding_box()["y"] < 900
    assert passage.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    states = [page.locator(f".{name}").first for name in ("cited--verified", "cited--open", "cited--ended")]
    edges = [state.evaluate("element => getComputedStyle(element).borderBottomStyle") for state in states]
    assert edges == ["solid", "dashed", "dotted"]
    outline = page.get_by_role("navigation", name="Outline of the archived text")
    assert outline.get_by_role("link").count() == LONG
    assert 0 <= outline.bounding_box()["y"] < 900
    assert violations(page) == ""
    outline.get_by_role("link").nth(LONG - 1).click()
    assert 0 <= page.locator(".archived h3").last.bounding_box()["y"] < 900
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.go_back()
    passage.get_by_role("link").click()
    page.wait_for_url("**/figures/*/")
    assert not console
