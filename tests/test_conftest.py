"""The ground that the other tests stand on."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection

from metrics import guards
from metrics.models import DataVersion, Figure

from . import factories as make


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_a_test_with_real_transactions_starts_from_an_empty_guarded_database(run):
    assert not Figure.objects.exists()
    assert Group.objects.count() == 4
    assert DataVersion.current() >= 1
    assert guards.missing(connection) == set()
    make.published()


def test_run_time_data_of_tests_stands_in_a_temporary_folder():
    assert not settings.VAR_DIR.is_relative_to(settings.BASE_DIR)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Viewer", "Editor", "Reviewer", "Administrator", "superuser"])
def test_a_client_can_be_anyone(client_of, role):
    client = client_of(role)
    assert client.get("/admin/").status_code == 200


@pytest.mark.postgresql
@pytest.mark.django_db
def test_marked_tests_run_on_postgresql_only():
    assert connection.vendor == "postgresql"
