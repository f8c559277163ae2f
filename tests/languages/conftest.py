"""The CMMS as it is seeded, once for a module of tests."""

from tests.views.conftest import loaded, seeded

__all__ = ["loaded", "seeded"]
