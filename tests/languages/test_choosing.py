"""Staff choose the language of the desk; what is typed there means the same in every language."""

import datetime as dt

import pytest
from django import forms
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from metrics import reminding
from metrics.forms.figure import NumberField
from metrics.models import ReminderChoice
from tests import factories as make

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME


def choose(client, language, **sent):
    return client.post(reverse("language"), {"language": language, **sent})


def test_a_choice_is_kept_for_the_browser_and_the_person(client_of):
    client = client_of("superuser")
    response = choose(client, "es", next="/admin/metrics/figure/?q=1")
    assert response["Location"] == "/admin/metrics/figure/?q=1"
    page = client.get("/admin/")
    assert '<html lang="es"' in page.content.decode()
    assert "Cookie" in page["Vary"]
    assert [choice.language for choice in ReminderChoice.objects.all()] == ["es"]
    assert ReminderChoice.objects.get().by_mail
    choose(client, "en")
    assert '<html lang="en"' in client.get("/admin/").content.decode()


def test_the_way_in_is_in_the_chosen_language(client):
    assert choose(client, "es", next="/accounts/login/")["Location"] == "/accounts/login/"
    body = client.get("/accounts/login/").content.decode()
    assert "Iniciar sesión" in body
    assert "Log in" not in body
    assert not ReminderChoice.objects.exists()


def test_another_browser_follows_whoever_signs_in(client):
    user = make.user(role="Editor")
    user.set_password("a long enough phrase")
    user.save()
    ReminderChoice.objects.create(user=user, by_mail=True, language="es", changed_at=timezone.now())
    client.post("/accounts/login/", {"login": user.username, "password": "a long enough phrase"})
    assert client.cookies[COOKIE].value == "es"


@pytest.mark.parametrize("language", ["", "fr", "../en"])
def test_what_is_no_language_changes_nothing(client, language):
    assert choose(client, language).status_code == 302
    assert COOKIE not in client.cookies


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_leads_to_no_other_site(client, there):
    assert choose(client, "es", next=there)["Location"] == "/admin/"


def test_a_cookie_does_not_choose_for_readers(client):
    client.cookies[COOKIE] = "es"
    assert '<html lang="en"' in client.get("/").content.decode()


def test_a_mail_is_in_the_language_of_whom_it_goes_to():
    figure = make.figure(countries=("GTM",))
    user = figure.entered_by
    user.is_staff, user.email = True, "ana@example.org"
    user.save()
    ReminderChoice.objects.create(user=user, by_mail=True, language="es", changed_at=timezone.now())
    item = reminding.Item("Devuelto a usted", "key", "texto", "/admin/")
    with translation.override(ReminderChoice.language_of(user)):
        message = reminding.message_to(user, [item])
    assert "De cada cosa se le avisa una vez" in message.body
    assert "Hello" not in message.body
    assert not mail.outbox


@given(
    st.one_of(
        st.decimals(min_value=0, max_value=10**9, places=3).map(str),
        st.integers(0, 10**12).map("{:,}".format),
        st.sampled_from(["37,806", "37.806", "1,234.5", "1.234,5", "1 234", "0,5", "1,23,456", ""]),
    )
)
def test_a_number_means_the_same_whatever_the_language(text):
    found = []
    for language in ("en", "es"):
        with translation.override(language):
            for field in (NumberField(max_digits=20, decimal_places=3), forms.DecimalField(), forms.IntegerField()):
                try:
                    found.append((language, str(field.clean(text))))
                except forms.ValidationError:
                    found.append((language, None))
    half = len(found) // 2
    assert [value for _, value in found[:half]] == [value for _, value in found[half:]]


def test_a_comma_is_never_a_decimal_point():
    with translation.override("es"):
        assert NumberField(max_digits=20, decimal_places=3).clean("37,806") == 37_806


def test_a_day_is_never_guessed():
    with translation.override("es"):
        assert forms.DateField().clean("2022-04-03") == dt.date(2022, 4, 3)
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean("03/04/2022")
