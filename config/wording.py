"""The names of models and fields, in the language of whoever looks at them.

Models are worded in English, in plain strings. Once all are there, each string that people see is made lazy in one
place, and `make messages` reads the same list: so no name can be forgotten, and no migration tells of a translation.
"""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy

#: What packages say that their own catalogs lack.
MISSING_ELSEWHERE = (
    "Search",
    "staff status",
    "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able to "
    "authenticate using other backends, such as Single Sign-On or LDAP.",
)
#: Apps whose names our catalog has: ours, and those that ship no Spanish.
WORDED = ("programs", "metrics", "accounts", "django_tasks_database")


def models() -> Iterator[type[Model]]:
    """Those that people can meet: not the records of history, nor the tables of links."""
    for label in WORDED:
        for model in apps.get_app_config(label).get_models():
            if not hasattr(model, "history_object") and not model._meta.model_name.startswith("historical"):
                yield model


def applications() -> Iterator[AppConfig]:
    return map(apps.get_app_config, WORDED)


def names_of(model: type[Model]) -> Iterator[tuple[object, str]]:
    """Whatever of a model holds words, with the name of the attribute that does."""
    yield model._meta, "verbose_name"
    yield model._meta, "verbose_name_plural"
    for field in model._meta.get_fields():
        if isinstance(field, Field):
            yield field, "verbose_name"
            yield field, "help_text"
    for constraint in model._meta.constraints:
        yield constraint, "violation_error_message"


def mark() -> None:
    """Makes the names lazy. Called once, when every model is there."""
    for app in applications():
        app.verbose_name = gettext_lazy(app.verbose_name)
    for field in others_choices():
        field.choices = [(value, gettext_lazy(label)) for value, label in field.flatchoices]
    for model in models():
        for holder, name in names_of(model):
            words = getattr(holder, name)
            # What is lazy already was marked where it stands.
            if isinstance(words, str) and words:
                setattr(holder, name, gettext_lazy(words))
        # Django makes it of the other name, of which the Spanish plural would be made the English way.
        if not isinstance(model._meta.original_attrs.get("verbose_name_plural"), str):
            plural = f"{model._meta.original_attrs.get('verbose_name') or spaced(model)}s"
            model._meta.verbose_name_plural = gettext_lazy(plural)


def others_choices() -> list[Field]:
    """Fields with choices in the models of packages; ours are marked where they stand."""
    return [
        field
        for field in apps.get_app_config("django_tasks_database").get_model("DBTaskResult")._meta.fields
        if field.choices
    ]


def spaced(model: type[Model]) -> str:
    from django.db.models.options import camel_case_to_spaces

    return camel_case_to_spaces(model._meta.object_name)


def words() -> list[str]:
    """What `mark` made lazy, in English and in order."""
    from django.utils import translation

    with translation.override(None):
        found = {str(getattr(holder, name)) for model in models() for holder, name in names_of(model)}
        found |= {str(app.verbose_name) for app in applications()}
    # Those of Django's own four kinds are told by the name of the model (config/accounts.py).
    found |= {name for model in models() for _code, name in model._meta.permissions}
    found |= {str(label) for field in others_choices() for _value, label in field.flatchoices}
    return sorted(found.union(MISSING_ELSEWHERE) - {""})
