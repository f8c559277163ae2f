"""Chromium as the machine has it, never a download: `visit("Editor")` is a page logged in as an editor."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from .. import factories
from ..conftest import is_ci

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


@pytest.fixture(scope="session", autouse=True)
def chromium_is_there():
    if CHROMIUM.exists():
        return
    reason = f"needs Chromium at {CHROMIUM}: install it, or name another in CHROMIUM"
    if is_ci():
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium_is_there):
    # The browser's driver runs an event loop in the thread of the tests, which are the only ones to use it.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def console(page):
    """What the browser complains of: errors of scripts, of the Content-Security-Policy, of files that are missing."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.fixture
def visit(live_server, page, console, client):
    """Logs in: `visit(role)` or `visit(user=somebody)` is a page whose addresses start at the server's root."""

    def log_in(role=None, *, user=None):
        client.force_login(user or factories.user(role=role))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url, "httpOnly": True}]
        )
        return page

    return log_in
