"""Every role at every address, by GET and by POST. A new address has to be entered in table.py."""

from unittest import mock

import pytest
from django.db import transaction
from django.template.response import SimpleTemplateResponse

from .table import LED_ON, MODELS, PAGES, SENT
from .world import ROLES, address_of, ask, made_world, outcome_of, patterns

ROUTES = dict(patterns())


def table() -> dict[str, tuple[str, str]]:
    """What each role gets by GET and by POST, by the name of the address or its route."""
    found = {name: outcomes for outcomes, names in PAGES.items() for name in names.split()}
    for (view, add, look, change, delete), names in MODELS.items():
        for name in names.split():
            app, _, model = name.partition("_")
            found |= {
                f"admin:{name}_changelist": (view, view),
                f"admin:{name}_history": (view, view),
                f"admin:{name}_add": (add, add),
                f"admin:{name}_change": (look, change),
                f"admin:{name}_delete": (delete, delete),
                f"admin/{app}/{model}/<path:object_id>/": (LED_ON, LED_ON),
            }
    return found


TABLE = table()


def test_every_address_is_in_the_table():
    missing = sorted(ROUTES.keys() - TABLE.keys())
    assert not missing, f"Enter in table.py who may open what: {', '.join(missing)}."


def test_the_table_has_no_address_that_there_is_not():
    gone = sorted(TABLE.keys() - ROUTES.keys())
    assert not gone, f"Take out of table.py: {', '.join(gone)}."


def test_no_address_is_entered_twice():
    names = [name for names in (*PAGES.values(), *MODELS.values()) for name in names.split()]
    assert len(names) == len(set(names))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    # What pages say is tested elsewhere; not saying it makes thousands of them cheap.
    silent = mock.patch.object(SimpleTemplateResponse, "rendered_content", "")
    with django_db_blocker.unblock(), transaction.atomic(), silent:
        yield made_world()
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", [name for name in ROUTES if name in TABLE])
def test_each_role_gets_what_the_table_says(world, db, name):
    address = address_of(world, ROUTES[name])
    for method, expected, sent in zip(("get", "post"), TABLE[name], ({}, SENT.get(name, {})), strict=True):
        found = "".join(outcome_of(ask(world, role, method, address, sent)) for role in ROLES)
        assert found == expected, f"{method.upper()} {address}: {found}, and the table says {expected}."
