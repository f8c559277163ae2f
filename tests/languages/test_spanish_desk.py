"""The staff's side in Spanish: no address of it, and no answer to a form, says anything in English but what says so."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from metrics.models import Archive, Citation, Erratum, FindingRecord, Settlement, Source, Step
from tests.access.test_addresses import ROUTES
from tests.access.world import address_of, ask, made_world

from .reading import english_in

STAFF = {name: route for name, route in ROUTES.items() if route.startswith(("admin/", "accounts/"))}
# What is the same in every language, or is no page.
NO_PAGES = re.compile(r"jsi18n|autocomplete|^admin/r/|language/$|/template/|/original|/record\.|/preview/")

WRITTEN = (
    (Source, "title"),
    (Citation, "as_stated"),
    (Citation, "section"),
    # Kept in the words in which it was found.
    (Citation, "found"),
    (FindingRecord, "message"),
    (Settlement, "message"),
    (Settlement, "note"),
    (Step, "about"),
    (get_user_model(), "username"),
    (Group, "name"),
    (Archive, "text"),
)
# Names of tables of links, which Django makes, and what it says where a form was tampered with.
OF_DJANGO = re.compile(r"relationship|ManagementForm|INITIAL_FORMS|Single Sign-On|If disabled|^True$|^\{|text/plain")
# Quotes that are cut in pieces, short names, and what checks found, which is kept in English.
KEPT = re.compile(r"^(else )?came\.|^(zero|breakdown-\d+)$|archived copy \d")


def translate_contents() -> None:
    """Gives everything that can have a Spanish text one, but for what is published and can have it no more."""
    for app in ("programs", "metrics"):
        for model in apps.get_app_config(app).get_models():
            fields = {field.name for field in model._meta.concrete_fields if field.name.endswith("_es")}
            if not fields or model.__name__.startswith("Historical"):
                continue
            for pk in list(model._default_manager.values_list("pk", flat=True)):
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=pk).update(**dict.fromkeys(fields, f"texto {pk}"))
                except IntegrityError:
                    pass


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = made_world()
        translate_contents()
        for client in made.clients.values():
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
        made.written = written_by_people()
        yield made
        transaction.set_rollback(True)


def written_by_people() -> re.Pattern:
    """What people, documents and checks have written, in whatever language; names that nobody has translated."""
    found = {text for model, field in WRITTEN for text in model.objects.values_list(field, flat=True)}
    found |= {text for row in Erratum.objects.all() for text in (row.as_stated, row.what_is_right, row.why)}
    # Published milestones and updates under review keep their texts; lists show the field that is English.
    for app in ("programs", "metrics"):
        for model in apps.get_app_config(app).get_models():
            names = {field.name for field in model._meta.concrete_fields}
            for name in ("name", "title"):
                if f"{name}_es" in names and not model.__name__.startswith("Historical"):
                    found |= set(model._default_manager.values_list(name, flat=True))
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in sorted(found - {""}, key=len, reverse=True))
    )


@pytest.mark.parametrize("name", [name for name, route in STAFF.items() if not NO_PAGES.search(route)])
def test_no_english_stands_at_the_desk(world, db, name):
    address = address_of(world, STAFF[name])
    wrong = []
    for method in ("get", "post"):
        response = ask(world, "superuser", method, address, {})
        if "html" in response.get("Content-Type", "") and response.content:
            wrong += english_in(world.written.sub("", response.content.decode()))
    wrong = [text for text in wrong if not (OF_DJANGO.search(text) or KEPT.search(text))]
    assert not wrong, "\n".join(dict.fromkeys(wrong))
