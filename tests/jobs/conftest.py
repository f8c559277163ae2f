"""Nothing is left over from one test to the next."""

import pytest

from metrics.archives import holding
from metrics.jobs import progress
from tests.importing.conftest import world  # noqa: F401 — a fixture


@pytest.fixture(autouse=True)
def nobody_is_ending_and_nothing_is_held():
    for path in holding.files():
        path.unlink()
    yield
    progress.ending.clear()
