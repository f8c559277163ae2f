"""A card in pages of two other sites: one that the setting names, and one that it does not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def site(code: str) -> Iterator[str]:
    """The origin of a site of one page, which holds this code."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            content = f"<!doctype html><title>Elsewhere</title><p>Their words.</p>{code}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_named_site_shows_the_card_and_another_does_not(live_server, page, console, settings):
    figure = factories.published(value=1_234, qualifier="more_than")
    settings.EMBED_ANCESTORS = ["https://www.example.org"]
    page.goto(f"{live_server.url}/figures/{figure.pk}/")
    page.get_by_text("Show this figure on your site").click()
    code = page.get_by_role("group", name="Code to copy").inner_text()
    assert code.startswith(f'<iframe src="{live_server.url}/embed/figures/{figure.pk}/"')

    with site(code) as theirs, site(code) as strangers:
        settings.EMBED_ANCESTORS = [theirs]
        page.goto(theirs)
        card = page.frame_locator("iframe")
        card.get_by_text("1,234").wait_for()
        assert "more than 1,234 people" in card.locator("main").inner_text()
        # A link leads out of the frame, since no other page may stand in one.
        with page.expect_popup() as opened:
            card.get_by_role("link", name="more than 1,234 people").click()
        opened.value.wait_for_url(f"{live_server.url}/figures/{figure.pk}/")
        assert not console

        page.goto(strangers)
        page.wait_for_load_state("networkidle")
        assert page.get_by_text("Their words.").is_visible()
        (frame,) = page.main_frame.child_frames
        assert frame.url.startswith("chrome-error:")
        assert "1,234" not in frame.content()
        assert any("frame-ancestors" in text for text in console)


def test_no_other_page_is_shown_by_a_named_site(live_server, page, console, settings):
    factories.published(value=1_234)
    with site(f'<iframe src="{live_server.url}/countries/GTM/"></iframe>') as theirs:
        settings.EMBED_ANCESTORS = [theirs]
        page.goto(theirs)
        page.wait_for_load_state("networkidle")
        (frame,) = page.main_frame.child_frames
        assert frame.url.startswith("chrome-error:")
        assert "1,234" not in frame.content()
