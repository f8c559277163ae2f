"""A preview shows the page that will be, and leaves nothing behind."""

import pytest
from django.apps import apps
from django.core.cache import caches
from django.urls import reverse

from metrics import reviewing
from metrics.models import DataVersion, Figure

from . import factories as make

pytestmark = pytest.mark.django_db


def everything() -> dict:
    """All rows of all tables."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ("programs", "metrics", "auth")
    }


def address(update, code="GTM") -> str:
    return reverse("admin:metrics_update_preview_country", args=[update.pk, code])


@pytest.fixture
def update():
    update = make.update(title="The round")
    make.figure(update=update, value=4711)
    make.figure(update=update, value=815, countries=("HND",))
    make.milestone(update=update, title="Arrangement signed")
    return update


@pytest.mark.parametrize("is_handed_over", [False, True])
@pytest.mark.parametrize("role", ["Editor", "Reviewer", "Viewer"])
def test_the_page_as_it_will_be(client_of, update, role, is_handed_over):
    if is_handed_over:
        reviewing.hand_over(update=update, by=make.author())
    client = client_of(role)
    assert "4,711" not in client.get("/countries/GTM/").content.decode()
    before, version = everything(), DataVersion.current()
    response = client.get(address(update))
    page = response.content.decode()
    assert "4,711" in page
    assert "Arrangement signed" in page
    assert "Preview – not published" in page
    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers
    assert everything() == before
    assert DataVersion.current() == version
    caches["pages"].clear()
    assert "4,711" not in client.get("/countries/GTM/").content.decode()


def test_it_is_what_comes(client_of, update):
    reviewing.hand_over(update=update, by=make.author())
    client = client_of("Reviewer")

    def main_of(page: bytes) -> str:
        return page.decode().partition("<main")[2].partition("</main>")[0]

    preview = main_of(client.get(address(update)).content)
    reviewing.publish_update(update=update, by=make.publisher())
    assert main_of(client.get("/countries/GTM/").content) == preview


def test_what_cannot_be_published_says_why(client_of, update):
    make.figure(update=update, citation=None)
    response = client_of("Reviewer").get(address(update))
    assert response.status_code == 400
    assert "It cannot be published yet." in response.content.decode()
    assert "it has no citation" in response.content.decode()
    assert set(Figure.objects.values_list("status", flat=True)) == {"draft"}


def test_the_review_lists_the_pages_that_change(client_of, update):
    assert reviewing.changed_countries(update) == ["GTM", "HND"]
    page = client_of("Reviewer").get(reverse("admin:metrics_update_review", args=[update.pk])).content.decode()
    assert address(update, "HND") in page


@pytest.mark.parametrize("code", ["XXX", "gtm", "G"])
def test_a_country_that_there_is_not(client_of, update, code):
    assert client_of("Reviewer").get(address(update, code)).status_code == 404


def test_it_is_for_staff(client, update):
    assert client.get(address(update)).status_code == 302
    client.force_login(make.user())
    assert client.get(address(update)).status_code == 302
