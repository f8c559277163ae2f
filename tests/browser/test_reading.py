"""Reading a source in Chromium: words found on a live page by a text fragment."""

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from metrics.archives.fragments import link_to_words

from ..archives.document import ARTICLE

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
