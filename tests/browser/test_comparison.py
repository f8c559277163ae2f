"""Countries are chosen and compared in Chromium by keyboard and without scripts."""

import pytest

from metrics.seeding import seed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bare(browser):
    """A phone's page that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


def test_two_countries_are_chosen_by_keyboard_without_scripts(live_server, bare):
    seed()
    bare.goto(live_server.url + "/countries/GTM/?as_of=2022-05-03")
    with bare.expect_navigation():
        bare.get_by_role("link", name="Compare with other countries").press("Enter")
    assert "Choose at least one more country to stand beside Guatemala." in bare.inner_text("main")
    assert bare.get_by_label("First country").input_value() == "GTM"
    second = bare.get_by_label("Second country")
    second.focus()
    bare.keyboard.type("Mex")
    assert second.input_value() == "MEX"
    with bare.expect_navigation():
        bare.get_by_role("button", name="Compare").press("Enter")
    assert bare.title().startswith("Guatemala and Mexico compared")
    assert "as_of=2022-05-03" in bare.url
    # As cards on a phone, each value beside the name of its country; nothing is to be scrolled sideways.
    row = bare.get_by_role("row").filter(has=bare.get_by_role("link", name="Asylum applications received"))
    row = row.filter(has_text="in applications")
    assert "more than 131,000 applications" in row.get_by_role("cell").nth(1).inner_text()
    mexico = row.get_by_text("Mexico", exact=True)
    assert mexico.is_visible()
    assert mexico.bounding_box()["x"] < row.get_by_role("link", name="more than 131,000").bounding_box()["x"]
    with bare.expect_navigation():
        row.get_by_role("link", name="more than 131,000 applications").press("Enter")
    assert "/figures/" in bare.url
    assert "131,000" in bare.inner_text("main")
