"""Passkeys and single sign-on in a browser, under the policy: what no test client can say."""

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import expect

from .. import factories
from ..accounts.conftest import PASSWORD, code_of
from ..accounts.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ana(settings):
    cache.clear()
    # A code is computed in one half minute, and may arrive in the next.
    settings.MFA_TOTP_TOLERANCE = 1
    user = factories.user(role="Editor", username="ana", email="ana@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def authenticator(page):
    """A computer that keeps passkeys and knows its owner by a finger: `present(False)` takes the finger away."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def verifies(whether: bool):
        browser.send("WebAuthn.setUserVerified", {"authenticatorId": made, "isUserVerified": whether})

    return verifies


@pytest.fixture
def log_in(page, live_server, ana):
    def log_in(password=PASSWORD):
        page.goto(f"{live_server.url}/admin/")
        page.fill("#id_login", "ana")
        page.fill("#id_password", password)
        page.click("#login-form button")

    return log_in


def assert_fits_and_is_accessible(page):
    size = page.viewport_size
    page.set_viewport_size({"width": 375, "height": 812})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375, page.url
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    found = Axe().run(page).response["violations"]
    assert not found, [(page.url, rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
    page.set_viewport_size(size)


def test_a_passkey_from_adding_it_to_signing_in_with_it(page, console, live_server, log_in, authenticator, required):
    log_in()
    expect(page.locator("h1")).to_have_text("How you sign in")
    page.click("text=Add a passkey")
    page.fill("#id_name", "This computer")
    page.click("#mfa_webauthn_add")
    expect(page.locator("h1")).to_have_text("Recovery Codes")
    assert Authenticator.objects.filter(user__username="ana", type="webauthn").exists()
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator("h1")).to_contain_text("Desk")
    page.click("#logout-form button")

    page.goto(f"{live_server.url}/admin/metrics/figure/")
    page.click("#passkey_login")
    expect(page.locator("#content h1")).to_contain_text("figure")
    assert page.url == f"{live_server.url}/admin/metrics/figure/"
    assert not console


def test_a_key_after_the_password(page, console, live_server, log_in, authenticator, required):
    log_in()
    page.click("text=Add a passkey")
    page.uncheck("#id_passwordless")
    page.click("#mfa_webauthn_add")
    expect(page.locator("h1")).to_have_text("Recovery Codes")
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("after the password")
    page.click("#logout-form button")
    log_in()
    expect(page.locator("h1")).to_have_text("Second factor")
    page.click("#mfa_webauthn_authenticate")
    expect(page.locator("h1")).to_contain_text("Desk")
    assert not console


def test_a_passkey_in_the_wrong_hands_opens_nothing_and_the_page_says_so(
    page, console, live_server, log_in, authenticator, required
):
    log_in()
    page.click("text=Add a passkey")
    page.click("#mfa_webauthn_add")
    expect(page.locator("h1")).to_have_text("Recovery Codes")
    page.click("#logout-form button")
    authenticator(False)
    page.click("#passkey_login")
    expect(page.locator("#passkey-problem")).to_contain_text("No passkey was read")
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator("h1")).to_have_text("Log in")


def test_at_a_number_instead_of_a_name_the_page_says_what_passkeys_need(page, live_server, log_in, authenticator):
    page.goto(f"{live_server.url}/accounts/login/".replace("localhost", "127.0.0.1"))
    page.click("#passkey_login")
    expect(page.locator("#passkey-problem")).to_contain_text("open this site at localhost or at its own name")


def test_an_app_by_its_picture_and_every_page_on_a_phone(page, console, live_server, log_in, required):
    page.goto(f"{live_server.url}/admin/")
    assert_fits_and_is_accessible(page)
    log_in("wrong")
    expect(page.locator(".errornote:visible")).to_have_text("The username or the password is not right.")
    assert_fits_and_is_accessible(page)
    log_in()
    expect(page.locator("h1")).to_have_text("How you sign in")
    assert_fits_and_is_accessible(page)
    page.click("text=Set up an app")
    picture = page.locator(".accounts-qr svg")
    assert picture.bounding_box()["width"] > 150
    assert_fits_and_is_accessible(page)
    secret = page.input_value("#authenticator_secret")
    page.fill("#id_code", code_of(secret))
    page.click("text=Activate")
    expect(page.locator("h1")).to_have_text("Recovery Codes")
    assert_fits_and_is_accessible(page)
    for address in ("2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "password/change/", "logout/", "reauthenticate/"):
        page.goto(f"{live_server.url}/accounts/{address}")
        assert_fits_and_is_accessible(page)
    page.click("#logout-form button") if page.locator("#logout-form").count() else page.context.clear_cookies()
    cache.clear()
    log_in()
    expect(page.locator("h1")).to_have_text("Second factor")
    assert_fits_and_is_accessible(page)
    page.fill("#id_code", code_of(secret))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Desk")
    assert not console


@pytest.fixture
def provider(settings):
    provider = IdentityProvider()
    provider.start()
    app = {
        "provider_id": "sso",
        "name": "Example ID",
        "client_id": CLIENT_ID,
        "secret": CLIENT_SECRET,
        "settings": {"server_url": provider.url, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC_FORM_ORIGINS = [provider.url]
    yield provider
    provider.stop()


def test_single_sign_on_leaves_for_the_provider_and_comes_back(page, console, live_server, ana, provider):
    page.goto(f"{live_server.url}/admin/metrics/update/")
    page.click("text=Log in with Example ID")
    expect(page.locator("#user-tools")).to_contain_text("ana")
    assert not console


def test_without_its_origin_in_the_policy_the_browser_does_not_leave(
    page, console, live_server, ana, provider, settings
):
    settings.OIDC_FORM_ORIGINS = []
    page.goto(f"{live_server.url}/admin/")
    page.click("text=Log in with Example ID")
    page.wait_for_timeout(500)
    expect(page.locator("h1")).to_have_text("Log in")
    assert "form-action" in " ".join(console)
