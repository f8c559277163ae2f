"""Nothing is left over from one test to the next."""

import pytest

from metrics.archives import holding
from metrics.jobs import progress


@pytest.fixture(autouse=True)
def nobody_is_ending_and_nothing_is_held():
    for path in holding.files():
        path.unlink()
    yield
    progress.ending.clear()


@pytest.fixture
def world(sheet_world):
    return sheet_world
