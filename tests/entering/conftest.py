"""The world of the grid."""

import pytest


@pytest.fixture
def world(grid_world):
    return grid_world
