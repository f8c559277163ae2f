"""Staff records lead to the readers' pages of what readers can see."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def change_page(client, row):
    return client.get(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]))


@pytest.mark.parametrize("make", [factories.published, factories.source, factories.indicator, factories.program])
def test_a_record_links_to_its_page(client_of, make):
    row = make()
    client = client_of("superuser")
    page = change_page(client, row)
    assert "View on site" in page.content.decode()
    assert client.get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("make", [factories.figure, factories.update])
def test_what_is_not_published_has_no_page_to_link_to(client_of, make):
    assert "View on site" not in change_page(client_of("superuser"), make()).content.decode()
