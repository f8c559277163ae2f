from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in, how, and what was seen of it. Knows nothing of programs and metrics."""

    name = "accounts"

    def ready(self):
        from . import checks, events  # noqa: F401
