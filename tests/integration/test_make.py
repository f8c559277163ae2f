"""The command of the README, in a fresh clone of what is committed, with nothing set."""

import re
import socket
import sqlite3
import subprocess
import urllib.error
import urllib.request

import pytest

from .conftest import CHECKOUT

# One worker: the others would install the packages and gather the files once more.
pytestmark = pytest.mark.integration
PASSWORD = r"^  (\w+) +([a-z0-9]{5}(?:-[a-z0-9]{5}){3}) "


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def answers(port: int) -> bool:
    try:
        return get(port, "/healthz")[0] == 200
    except OSError:
        return False


def accounts(clone) -> list[tuple]:
    with sqlite3.connect(clone / "var" / "db.sqlite3") as database:
        return database.execute("SELECT id, username, password FROM auth_user ORDER BY id").fetchall()


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone") / "throughline"
    # Whoever owns the checkout, it is the one under test.
    subprocess.run(
        ["git", "-c", "safe.directory=*", "clone", "--quiet", "--no-local", str(CHECKOUT), str(clone)], check=True
    )
    return clone


@pytest.fixture(scope="module")
def run(clone, start, free_port, bare_environment):
    """`make run` until it serves."""

    def run():
        port = free_port()
        server = start(["make", "run"], cwd=clone, env={**bare_environment, "PORT": str(port)})
        # The first run installs packages.
        server.wait_until(lambda: answers(port) and "Open http" in server.said, seconds=300)
        return server, port

    return run


@pytest.fixture(scope="module")
def first(run, clone):
    """What the first run printed, what stood at some addresses, and the accounts it left."""
    server, port = run()
    pages = {path: get(port, path) for path in ("/healthz", "/admin/login/", "/no/such/page/", "/static/site/site.css")}
    pages["/countries/GTM/"] = get(port, "/countries/GTM/")
    server.stop()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    return server.said, port, pages, accounts(clone)


def test_it_says_which_address_to_open(first):
    said, port, _, _ = first
    assert f"Open http://127.0.0.1:{port}/" in said


def test_it_prints_three_accounts_with_generated_passwords(first):
    said, _, _, _ = first
    assert list(dict(re.findall(PASSWORD, said, re.MULTILINE))) == ["administrator", "editor", "reviewer"]


def test_it_serves_pages_their_styles_and_friendly_errors(first):
    _, _, pages, _ = first
    assert {path: status for path, (status, _) in pages.items()} == {
        "/healthz": 200,
        "/admin/login/": 200,
        "/no/such/page/": 404,
        "/static/site/site.css": 200,
        "/countries/GTM/": 200,
    }
    assert "There is no such page" in pages["/no/such/page/"][1]


def test_the_data_is_on_the_page_of_a_country(first):
    page = first[2]["/countries/GTM/"][1]
    assert "Guatemala" in page
    assert "136" in page


def test_it_ends_without_complaint(first):
    assert "Traceback" not in first[0]
    assert "Error" not in first[0]


def test_a_second_run_keeps_accounts_and_prints_no_password(first, run, clone):
    server, port = run()
    page = get(port, "/countries/GTM/")
    server.stop()
    assert page[0] == 200
    assert not re.findall(PASSWORD, server.said, re.MULTILINE)
    assert "Accounts kept: administrator, editor, reviewer." in server.said
    assert "Installing" not in server.said
    assert "nothing changed" in server.said
    assert accounts(clone) == first[3]


def test_a_taken_port_is_named(first, clone, bare_environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            ["make", "run", f"PORT={port}"], cwd=clone, env=bare_environment, capture_output=True, text=True, timeout=60
        )
    assert done.returncode != 0
    assert f"Cannot serve on 127.0.0.1:{port}" in done.stderr
    assert "PORT=8123 make run" in done.stderr


def test_it_leaves_nothing_that_git_would_take(first, clone):
    done = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    assert done.stdout == ""
