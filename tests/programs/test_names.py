"""Countries are named in the reader's language, and rows by what people call them."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import translation

from programs.models import Country
from programs.territories import country_name

from .. import factories as make


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("USA", "en", "United States"),
        ("USA", "en-us", "United States"),
        ("USA", "es", "Estados Unidos"),
        ("USA", "es-mx", "Estados Unidos"),
        ("MEX", "es", "México"),
        ("GTM", "es", "Guatemala"),
        ("HTI", "es", "Haití"),
        ("BRA", "es", "Brasil"),
    ],
)
def test_a_country_is_named_in_the_active_language(code, language, name):
    with translation.override(language):
        assert Country(code=code).name == str(Country(code=code)) == name


def test_a_name_can_be_asked_for_in_another_language_than_the_active_one():
    with translation.override("en"):
        assert country_name("USA", "es") == "Estados Unidos"


def test_without_an_active_language_names_are_english():
    with translation.override(None):
        assert country_name("USA") == "United States"


def test_a_code_that_is_no_country_is_shown_as_it_is():
    assert country_name("QQQ") == "QQQ"


NATURAL = [
    model
    for app in ("programs", "metrics")
    for model in apps.get_app_config(app).get_models()
    if hasattr(model, "natural_key")
]
MAKE = {
    "Country": make.country,
    "CountryGroup": make.group,
    "Organization": make.organization,
    "Strategy": make.strategy,
    "LineOfAction": make.line,
    "Program": lambda: make.program(countries=("GTM", "HND")),
    "Participation": make.participation,
    "Unit": make.unit,
    "Breakdown": make.breakdown,
    "Category": make.category,
    "Indicator": lambda: make.indicator(breakdowns=[make.breakdown()]),
    "Source": lambda: make.source(part_of=make.source()),
    "Update": make.update,
}


@pytest.mark.django_db
class TestNaturalKeys:
    @pytest.mark.parametrize("model", NATURAL, ids=lambda model: model.__name__)
    def test_lead_back_to_their_row(self, model):
        row = MAKE[model.__name__]()
        MAKE[model.__name__]()
        assert model.objects.get_by_natural_key(*row.natural_key()) == row

    @pytest.mark.parametrize("model", NATURAL, ids=lambda model: model.__name__)
    def test_carry_a_row_through_a_file_without_a_number(self, model):
        row = MAKE[model.__name__]()
        text = serializers.serialize(
            "json", [row], use_natural_foreign_keys=True, use_natural_primary_keys=model is not Country
        )
        if model is not Country:
            assert "pk" not in json.loads(text)[0]
        (loaded,) = serializers.deserialize("json", text)
        assert loaded.object.pk == row.pk
        loaded.save()
        assert model.objects.get(pk=row.pk).natural_key() == row.natural_key()
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:
                assert set(getattr(loaded.object, field.name).all()) == set(getattr(row, field.name).all())

    def test_of_a_line_of_action_are_its_strategy_and_number(self):
        line = make.line(strategy=make.strategy(slug="cmms"), number=2)
        assert line.natural_key() == ("cmms", 2)
        assert make.participation(program=make.program(slug="p", line=line)).natural_key()[0] == "p"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("organization", "United Nations Refugee Agency (UNHCR)"),
        ("line", "2. Root causes"),
    ],
)
@pytest.mark.django_db
def test_a_row_is_shown_by_its_name(row, text):
    made = {
        "organization": lambda: make.organization(name="United Nations Refugee Agency", acronym="UNHCR"),
        "line": lambda: make.line(number=2, name="Root causes"),
    }[row]()
    assert str(made) == text
