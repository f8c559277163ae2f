from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class MetricsConfig(AppConfig):
    """What was measured, and who says so."""

    name = "metrics"

    def ready(self):
        from . import checks, guards, recording, roles, searching  # noqa: F401

        connection_created.connect(recording.introduce)
        pre_migrate.connect(guards.lift_before_migrating, sender=self)
        post_migrate.connect(guards.install_after_migrating, sender=self)
        post_migrate.connect(searching.install_after_migrating, sender=self)
        pre_migrate.connect(roles.remember_before_migrating, sender=self)
        post_migrate.connect(roles.install_after_migrating, sender=self)
