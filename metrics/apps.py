from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class MetricsConfig(AppConfig):
    """What was measured, and who says so."""

    name = "metrics"

    def ready(self):
        from . import checks, guards, roles  # noqa: F401

        pre_migrate.connect(guards.lift_before_migrating, sender=self)
        post_migrate.connect(guards.install_after_migrating, sender=self)
        post_migrate.connect(roles.install_after_migrating, sender=self)
