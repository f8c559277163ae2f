from datetime import timedelta

import pytest
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config import health
from metrics import guards
from metrics.models import Job, Worker
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_site_that_can_serve_says_ok(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_jobs_that_wait_for_nobody_are_named_and_the_site_serves(client):
    long_ago = timezone.now() - timedelta(hours=1)
    job = Job(kind="check_rows", update=make.update(), by=make.author(), created_at=long_ago, queued_at=long_ago)
    job.save()
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "notices": ["jobs: 1 wait and no worker runs; start manage.py db_worker"],
    }
    (warning,) = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    assert warning.id == "metrics.W002"
    assert "db_worker" in warning.hint
    Worker.objects.create(name="w", started_at=long_ago, seen_at=timezone.now())
    assert client.get("/healthz").json() == {"status": "ok"}
    assert not checks.run_checks(tags=[checks.Tags.database], databases=["default"])


def test_it_answers_head_and_refuses_to_be_posted_to(client):
    response = client.head("/healthz")
    assert response.status_code == 200
    assert response.content == b""
    assert client.post("/healthz").status_code == 405


def test_no_cache_keeps_it_and_no_session_comes_with_it(client):
    response = client.get("/healthz")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_it_is_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    assert client.get("/healthz").status_code == 200


def test_a_guard_that_is_missing_is_named(client):
    name = "throughline_figure_delete"
    with connection.cursor() as cursor:
        cursor.execute(guards.dialect_of(connection).drop(name, "metrics_figure"))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert name in response.json()["problems"][0]


def test_a_migration_that_was_not_applied_is_named(client):
    newest = max(name for app, name in health.migrations_of_this_code() if app == "metrics")
    MigrationRecorder(connection).record_unapplied("metrics", newest)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert f"metrics.{newest}" in response.json()["problems"][0]


def test_a_database_that_does_not_answer_is_named_without_its_address(client, monkeypatch, caplog):
    def broken(*args):
        raise DatabaseError("connection to host db.example.org, user throughline, password hunter2 failed")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", broken)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "failing",
        "problems": ["database: it does not answer; the log says why"],
    }
    assert "The database does not answer." in caplog.text
