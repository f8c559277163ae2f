from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """What is being done, where and by whom. Never imports metrics."""

    name = "programs"
