"""Choosing one of very many rows: a search box with JavaScript, a typed name without it.

Django's autocomplete renders an empty <select> that only JavaScript fills. Beside it stands, for browsers without
JavaScript, a text input that takes a short name, a code or words of the name.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext

SHOWN = 10
KEYS = ("slug", "code")


class Typed(str):
    """A name that somebody typed where JavaScript would have offered a choice."""


class TypedNames(list):
    """Several such names."""


def typed_name(name: str) -> str:
    return f"{name}_typed"


def typed_input(widget, name: str, value: str, attrs: dict) -> str:
    return format_html(
        '<noscript><input type="text" name="{}" value="{}" class="vTextField typed-name" aria-label="{}"'
        ' placeholder="{}"></noscript>',
        typed_name(name),
        value,
        gettext("%(name)s: type its name or short name")
        % {"name": capfirst(widget.choices.queryset.model._meta.verbose_name)},
        gettext("Names or codes, with ; between them")
        if widget.allow_multiple_selected
        else gettext("Type a name or short name"),
    )


class OnlyKeys:
    """Leaves out what cannot be a key of the model, such as "x" for a number: Django's own widget fails on it."""

    def optgroups(self, name, value, attrs=None):
        pk = self.choices.queryset.model._meta.pk
        return super().optgroups(name, [key for key in value if is_key(pk, key)], attrs)


def is_key(pk, key) -> bool:
    try:
        return pk.to_python(key) is not None
    except ValidationError:
        return False


class TypedAutocompleteSelect(OnlyKeys, AutocompleteSelect):
    """One row: chosen from a list, or typed."""

    def value_from_datadict(self, data, files, name):
        typed = (data.get(typed_name(name)) or "").strip()
        return Typed(typed) if typed else super().value_from_datadict(data, files, name)

    def render(self, name, value, attrs=None, renderer=None):
        typed = value if isinstance(value, Typed) else ""
        select = super().render(name, None if typed else value, attrs, renderer)
        if (attrs or {}).get("disabled"):
            return select
        return format_html('<span class="typed-choice">{}{}</span>', select, typed_input(self, name, typed, attrs))


class TypedAutocompleteSelectMultiple(OnlyKeys, AutocompleteSelectMultiple):
    """Several rows: chosen from a list, or typed with ; between them."""

    def value_from_datadict(self, data, files, name):
        names = [part.strip() for part in (data.get(typed_name(name)) or "").split(";") if part.strip()]
        return TypedNames(names) if names else super().value_from_datadict(data, files, name)

    def render(self, name, value, attrs=None, renderer=None):
        typed = "; ".join(value) if isinstance(value, TypedNames) else ""
        select = super().render(name, [] if typed else value, attrs, renderer)
        if (attrs or {}).get("disabled"):
            return select
        return format_html('<span class="typed-choice">{}{}</span>', select, typed_input(self, name, typed, attrs))


def find(queryset, name: str):
    """The one row that `name` names: by its key or full name, or by the search of its admin. Else says what to do."""
    fields = {field.name for field in queryset.model._meta.fields}
    for key in [*KEYS, "name", "title"]:
        if key in fields:
            found = list(queryset.filter(**{f"{key}__iexact": name})[:2])
            if len(found) == 1:
                return found[0]
    model_admin = admin.site.get_model_admin(queryset.model)
    matches, may_repeat = model_admin.get_search_results(None, queryset, name)
    found = list((matches.distinct() if may_repeat else matches)[: SHOWN + 1])
    if len(found) == 1:
        return found[0]
    noun = queryset.model._meta.verbose_name
    if not found:
        raise ValidationError(
            gettext("No %(noun)s is called “%(name)s”. Type its name or short name, or a part of it.")
            % {"noun": noun, "name": name}
        )
    offered = "; ".join(f"{row} ({key_of(row)})" for row in found[:SHOWN])
    more = gettext(" and others") if len(found) > SHOWN else ""
    raise ValidationError(
        gettext("“%(name)s” fits several: %(offered)s%(more)s. Type the one in parentheses.")
        % {"name": name, "offered": offered, "more": more}
    )


def key_of(row):
    return next((getattr(row, key) for key in KEYS if hasattr(row, key)), row.pk)


class TypedChoiceField(forms.ModelChoiceField):
    """The row chosen or typed."""

    def to_python(self, value):
        return find(self.queryset, value) if isinstance(value, Typed) else super().to_python(value)

    def has_changed(self, initial, data):
        return isinstance(data, Typed) or super().has_changed(initial, data)


class TypedMultipleChoiceField(forms.ModelMultipleChoiceField):
    """The rows chosen or typed."""

    def clean(self, value):
        if isinstance(value, TypedNames):
            value = [find(self.queryset, name).pk for name in value]
        return super().clean(value)

    def has_changed(self, initial, data):
        return isinstance(data, TypedNames) or super().has_changed(initial, data)
