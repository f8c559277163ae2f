"""The admin of updates is made of parts: none of them silently takes the place of another's method."""

import inspect

import pytest
from django.contrib import admin

from metrics.models import Figure, Milestone, Source, Update

# What parts add to by calling the next one.
SHARED = {
    "get_urls",
    "get_queryset",
    "get_form",
    "get_fieldsets",
    "save_model",
    "response_add",
    "response_change",
    "render_change_form",
    "history_view",
    "has_change_permission",
    "has_delete_permission",
    "change_view",
    "add_view",
}


def ours(cls) -> dict[str, object]:
    found = vars(cls).items() if cls.__module__.startswith("metrics.admin") else ()
    return {name: value for name, value in found if inspect.isfunction(value)}


@pytest.mark.parametrize("model", [Update, Figure, Milestone, Source])
def test_no_part_hides_a_method_of_another(model):
    parts = [cls for cls in type(admin.site._registry[model]).__mro__ if ours(cls)]
    hidden = []
    for number, cls in enumerate(parts):
        for other in parts[number + 1 :]:
            # What a subclass overrides it knows; parts do not know each other.
            if not issubclass(cls, other):
                hidden += [
                    (cls.__name__, other.__name__, name) for name in ours(cls).keys() & ours(other).keys() - SHARED
                ]
    assert not hidden


def test_what_parts_share_calls_the_next():
    parts = [cls for cls in type(admin.site._registry[Update]).__mro__ if ours(cls)]
    silent = []
    for number, cls in enumerate(parts):
        for name in ours(cls).keys() & SHARED:
            is_shared = any(name in ours(other) for other in parts[number + 1 :] if not issubclass(cls, other))
            if is_shared and "super()" not in inspect.getsource(ours(cls)[name]):
                silent.append((cls.__name__, name))
    assert not silent
