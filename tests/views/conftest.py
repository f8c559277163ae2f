"""The CMMS as it is seeded, once for a module of tests: loading it takes longer than reading it."""

import pytest
from django.db import transaction

from metrics.seeding import seed


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(loaded, db):
    """The CMMS, as it was loaded: what a test changes is undone."""
