"""The world that spreadsheets are imported into."""

import pytest


@pytest.fixture
def world(sheet_world):
    return sheet_world
