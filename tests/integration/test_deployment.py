"""Production settings under gunicorn: static files gathered, pages behind a proxy that speaks HTTPS."""

import http.client
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from .conftest import CHECKOUT

# One worker: the others would install the packages and gather the files once more.
pytestmark = pytest.mark.integration
HOST = "throughline.example.org"
PASSWORD = "a long walk by the river"


@pytest.fixture(scope="module")
def server(tmp_path_factory, start, free_port, bare_environment):
    var = tmp_path_factory.mktemp("deployment")
    port = free_port()
    env = {
        **bare_environment,
        "ENVIRONMENT": "production",
        "SECRET_KEY": "q3Tn8wPzL1vXk6Rb0YhJ5mCf2sDg9uEaN7oViHxW4tZyKjBpMrQl",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": f"sqlite:///{var}/db.sqlite3",
        "VAR_DIR": str(var),
        "TRUSTED_PROXY": "true",
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
    }
    first = ["createsuperuser", "--noinput", "--username", "root", "--email", "root@example.org"]
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["seed"], first):
        variables = {**env, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
        arguments = [sys.executable, "manage.py", *command]
        subprocess.run(arguments, cwd=CHECKOUT, env=variables, check=True, capture_output=True)
    server = start([str(Path(sys.executable).with_name("gunicorn")), "config.wsgi"], cwd=CHECKOUT, env=env)
    server.port = port

    def answers():
        try:
            return ask(server, "/healthz").status == 200
        except OSError:
            return False

    server.wait_until(answers, seconds=60)
    return server


def ask(server, path, **headers):
    """What the server answers; the body is read into `text`."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", path, headers={"Host": HOST, **headers})
    response = connection.getresponse()
    response.text = response.read().decode(errors="replace")
    connection.close()
    return response


def over_https(server, path):
    return ask(server, path, **{"X-Forwarded-Proto": "https"})


def test_a_health_check_may_come_in_plain_http(server):
    response = ask(server, "/healthz")
    assert response.status == 200
    assert json.loads(response.text) == {"status": "ok"}


def test_everything_else_is_sent_to_https(server):
    response = ask(server, "/countries/GTM/")
    assert response.status == 301
    assert response.headers["Location"] == f"https://{HOST}/countries/GTM/"


@pytest.mark.parametrize("path", ["/", "/countries/GTM/", "/accounts/login/"])
def test_pages_name_hashed_files_that_are_there(server, path):
    page = over_https(server, path)
    assert page.status == 200
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    styles = re.findall(r'href="(/static/[^"]+\.css)"', page.text)
    assert styles
    for style in styles:
        assert re.search(r"\.[0-9a-f]{12}\.css$", style)
        file = over_https(server, style)
        assert file.status == 200
        assert "immutable" in file.headers["Cache-Control"]


def test_errors_have_their_page(server):
    response = over_https(server, "/countries/XYZ/")
    assert response.status == 404
    assert "<h1>" in response.text
    assert response.headers["X-Request-Id"] in response.text


def test_a_foreign_host_is_refused(server):
    response = ask(server, "/", **{"X-Forwarded-Proto": "https", "Host": "evil.example.org"})
    assert response.status == 400
    assert "evil.example.org" not in response.text


def test_every_request_is_logged_with_its_id(server):
    response = over_https(server, "/lines/")
    server.wait_until(lambda: f"[{response.headers['X-Request-Id']}]" in server.said, seconds=10)


def cookies_of(response) -> dict[str, str]:
    return dict(re.findall(r"^([a-z]+)=([^;]+)", cookie)[0] for cookie in response.headers.get_all("Set-Cookie", []))


def log_in(server, username, password, address="198.51.100.7"):
    """The answer to the form, from a browser at that address."""
    form = over_https(server, "/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)[1]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    headers = {
        "Host": HOST,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": address,
        "Origin": f"https://{HOST}",
        "Cookie": f"csrftoken={cookies_of(form)['csrftoken']}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"csrfmiddlewaretoken": token, "login": username, "password": password})
    connection.request("POST", "/accounts/login/", body, headers)
    response = connection.getresponse()
    response.text = response.read().decode()
    connection.close()
    return response


def test_a_password_alone_leads_to_setting_up_a_second_factor(server):
    response = log_in(server, "root", PASSWORD)
    assert response.headers["Location"] == "/admin/"
    assert all("Secure" in cookie for cookie in response.headers.get_all("Set-Cookie"))
    session = {"X-Forwarded-Proto": "https", "Cookie": f"sessionid={cookies_of(response)['sessionid']}"}
    desk = ask(server, "/admin/", **session)
    assert desk.headers["Location"] == "/accounts/2fa/?next=%2Fadmin%2F"
    assert "Set up a second factor" in ask(server, "/accounts/2fa/", **session).text


def test_all_workers_count_failed_attempts_together(server):
    for number in range(5):
        assert "is not right" in log_in(server, "nobody", "wrong", f"198.51.100.{10 + number}").text
    for number in range(4):
        assert "Too many failed attempts" in log_in(server, "nobody", "wrong", f"198.51.100.{20 + number}").text
