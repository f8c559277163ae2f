"""Hypothesis for these tests: no deadline, because a busy machine is no defect."""

from hypothesis import settings

settings.register_profile("statements", deadline=None)
settings.load_profile("statements")
