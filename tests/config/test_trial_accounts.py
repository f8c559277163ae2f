import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from metrics import roles

pytestmark = pytest.mark.django_db
ROLES = {"administrator": roles.ADMINISTRATOR, "editor": roles.EDITOR, "reviewer": roles.REVIEWER}


def create() -> tuple[str, dict[str, str]]:
    out = StringIO()
    call_command("create_trial_accounts", stdout=out)
    said = out.getvalue()
    return said, dict(re.findall(r"^  (\w+) +([a-z2-9-]{23}) ", said, re.MULTILINE))


def test_each_account_has_its_role_and_the_password_that_was_printed():
    _, passwords = create()
    assert passwords.keys() == ROLES.keys()
    for username, password in passwords.items():
        user = authenticate(username=username, password=password)
        assert [group.name for group in user.groups.all()] == [ROLES[username]]
        assert user.is_staff
        assert not user.is_superuser
        validate_password(password, user)


def test_passwords_are_never_the_same_and_never_stored_in_clear():
    _, first = create()
    stored = " ".join(get_user_model().objects.values_list("password", flat=True))
    assert not any(password in stored for password in first.values())
    get_user_model().objects.all().delete()
    _, second = create()
    assert len({*first.values(), *second.values()}) == 6


def test_a_second_run_keeps_the_accounts_and_shows_no_password():
    create()
    before = list(get_user_model().objects.order_by("pk").values())
    said, passwords = create()
    assert passwords == {}
    assert list(get_user_model().objects.order_by("pk").values()) == before
    assert "Accounts kept: administrator, editor, reviewer." in said
    assert "manage.py changepassword editor" in said


def test_only_what_is_missing_is_made():
    create()
    get_user_model().objects.get(username="editor").delete()
    said, passwords = create()
    assert list(passwords) == ["editor"]
    assert "Accounts kept: administrator, reviewer." in said


def test_production_refuses_them(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        create()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("username", ROLES)
def test_each_account_reaches_the_admin(client, username):
    _, passwords = create()
    assert client.login(username=username, password=passwords[username])
    assert client.get("/admin/").status_code == 200


def test_the_administrator_adds_people(client):
    _, passwords = create()
    client.login(username="administrator", password=passwords["administrator"])
    assert client.get("/admin/auth/user/add/").status_code == 200
    client.login(username="editor", password=passwords["editor"])
    assert client.get("/admin/auth/user/add/").status_code == 403
