"""An update's figures entered in its grid from the keyboard, under the Content-Security-Policy."""

import pytest
from playwright.sync_api import expect

from metrics.models import Entry, Figure

from .. import factories
from .accessible import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def grid(live_server, visit, grid_world):
    """The page of the grid, opened by an editor."""
    page = visit(user=grid_world.editor)
    grid_world.url = f"{live_server.url}/admin/metrics/update/{grid_world.update.pk}/enter/"
    page.goto(grid_world.url)
    grid_world.page = page
    return grid_world


def row(page, key):
    return page.locator(f'tr.row[data-key="{key}"]')


def badges(page) -> list[str]:
    return page.locator("#grid .badge").all_inner_texts()


def test_figures_are_entered_and_handed_over_from_the_keyboard(grid, console):
    page, keys = grid.page, grid.page.keyboard
    expect(row(page, grid.series).locator("[data-cell=words]")).to_be_focused()
    keys.type("more than 1,200 asylum claims in 2031")
    expect(row(page, grid.series)).to_contain_text("Understood: more than; 1,200 asylum claims")
    keys.press("Enter")
    expect(row(page, grid.of_total).locator("[data-cell=words]")).to_be_focused()
    expect(page.locator("tr.row--draft")).to_have_count(1)
    expect(page.locator("#says")).to_contain_text("Saved: more than 1,200 asylum claims in 2031")
    keys.type("25 people: 12 women and 13 men in 2031")
    keys.press("Enter")
    expect(page.locator("tr.row--draft")).to_have_count(4)
    expect(page.locator("#new [data-cell=indicator]").first).to_be_focused()
    keys.type("Claims lodged")
    keys.press("Tab")
    keys.type("HND; SLV")
    keys.press("Tab")
    keys.type("-")
    keys.press("Tab")
    keys.type("2031")
    keys.press("Control+Enter")
    expect(page.locator("tr.row--draft")).to_have_count(5)
    expect(page.locator("#hand-over")).to_be_focused()
    expect(page.locator("#counts")).to_contain_text("5 drafts, 0 rows not finished")
    with page.expect_navigation():
        keys.press("Enter")
    assert Figure.objects.filter(status="submitted").count() == 5
    joint = Figure.objects.get(place_key="HND;SLV")
    assert (joint.missing, joint.coverage) == ("not_yet_reported", "joint")
    assert not console


def test_arrows_move_and_a_ditto_repeats(grid, console):
    page, keys = grid.page, grid.page.keyboard
    keys.press("ArrowDown")
    expect(row(page, grid.of_total).locator("[data-cell=words]")).to_be_focused()
    keys.press("ArrowUp")
    keys.type("1,200 claims")
    keys.press("Tab")
    keys.type("in 2031")
    keys.press("ArrowDown")
    expect(row(page, grid.of_total).locator("[data-cell=period]")).to_be_focused()
    keys.type('"')
    expect(row(page, grid.of_total).locator("[data-cell=period]")).to_have_value("in 2031")
    keys.press("Escape")
    expect(row(page, grid.of_total).locator("[data-cell=period]")).to_have_value("")
    expect(page.locator("tr.row--draft")).to_have_count(1)
    assert not console


def test_what_keeps_a_row_from_being_finished_is_one_key_away(grid):
    page, keys = grid.page, grid.page.keyboard
    keys.type("950 claims in 2030")
    keys.press("Enter")
    expect(page.locator("tr.row--unfinished")).to_have_count(1)
    keys.press("Control+ArrowUp")
    expect(row(page, grid.series).locator("[data-cell=reason]")).to_be_focused()
    keys.type("Recounted.")
    keys.press("Enter")
    expect(page.locator("tr.row--draft")).to_have_count(1)
    assert Figure.objects.get(status="draft").supersedes == grid.before


def test_of_two_people_the_later_chooses_by_keys(grid):
    page, keys = grid.page, grid.page.keyboard
    grid.save("1,200 claims", period="2031", by=grid.other)
    keys.type("1,300 claims in 2031")
    keys.press("Enter")
    expect(page.locator(".conflict")).to_contain_text("ola changed this row meanwhile")
    assert Figure.objects.get(status="draft").value == 1200
    page.locator("[data-settle=mine]").focus()
    keys.press("Enter")
    expect(page.locator(".conflict")).to_have_count(0)
    assert Figure.objects.get(status="draft").value == 1300


def test_theirs_is_kept_when_it_is_chosen(grid):
    page, keys = grid.page, grid.page.keyboard
    grid.save("1,200 claims", period="2031", by=grid.other)
    keys.type("1,300 claims in 2031")
    keys.press("Enter")
    page.locator("[data-settle=theirs]").focus()
    keys.press("Enter")
    expect(page.locator("tr.row--draft [data-cell=words]")).to_have_value("1,200 claims")
    assert Figure.objects.get(status="draft").value == 1200


def test_without_a_network_text_is_kept_and_saved_when_it_is_back(grid):
    page, keys = grid.page, grid.page.keyboard
    page.context.set_offline(True)
    keys.type("1,200 claims in 2031")
    keys.press("Enter")
    expect(page.locator("#offline")).to_contain_text("No connection")
    expect(row(page, grid.series).locator(".badge")).to_have_text("Not saved")
    page.context.set_offline(False)
    expect(page.locator("tr.row--draft")).to_have_count(1)
    expect(page.locator("#offline")).to_be_hidden()
    assert Figure.objects.get(status="draft").value == 1200


def test_what_was_not_saved_is_offered_back_when_the_page_is_opened_again(grid):
    page, keys = grid.page, grid.page.keyboard
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/enter/save/", lambda route: route.abort())
    keys.type("1,200 claims in 2031")
    keys.press("ArrowDown")
    keys.type("hundreds")
    page.unroute("**/enter/save/")
    page.goto(grid.url)
    expect(page.locator("#offline")).to_contain_text("2 rows hold text that was typed before and not saved")
    expect(row(page, grid.series).locator("[data-cell=words]")).to_have_value("1,200 claims in 2031")
    page.get_by_role("button", name="Save them").focus()
    keys.press("Enter")
    expect(page.locator("tr.row--draft")).to_have_count(1)
    expect(page.locator("tr.row--unfinished")).to_have_count(1)
    assert Entry.objects.get().words == "hundreds"
    page.goto(grid.url)
    expect(page.locator("#offline")).to_be_hidden()


def test_the_end_of_a_session_loses_nothing(grid, live_server, client):
    page, keys = grid.page, grid.page.keyboard
    keys.type("1,200 claims in 2031")
    page.context.clear_cookies()
    keys.press("Enter")
    expect(page.locator("#offline")).to_contain_text("Your session has ended")
    expect(page.get_by_role("link", name="Log in in another tab")).to_be_visible()
    assert not Figure.objects.filter(status="draft").exists()
    client.force_login(grid.editor)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url, "httpOnly": True}])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("tr.row--draft")).to_have_count(1)
    assert Figure.objects.get(status="draft").value == 1200


def test_the_grid_works_without_javascript(browser, live_server, client, grid_world):
    client.force_login(grid_world.editor)
    context = browser.new_context(java_script_enabled=False)
    try:
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(f"{live_server.url}/admin/metrics/update/{grid_world.update.pk}/enter/")
        page.locator("#r0-words").fill("1,200 claims in 2031")
        page.locator("#r1-words").fill("hundreds")
        with page.expect_navigation():
            page.locator("#r1-words").press("Enter")
        assert "1 row saved." in page.inner_text("body")
        assert Figure.objects.get(status="draft").value == 1200
        assert Entry.objects.get().words == "hundreds"
    finally:
        context.close()


def test_the_page_is_accessible(grid, console):
    grid.save("900,000 claims", period="2031")
    grid.save("hundreds of people", key=grid.of_total)
    grid.save("5 claims", key="n1", indicator="claims", place="Atlantis")
    factories.figure(update=grid.update, indicator=grid.claims, countries=("MEX",), status="submitted")
    page = grid.page
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(grid.url)
        page.locator("#help").evaluate("each => each.open = true")
        # The axe script itself is complained of.
        assert console == []
        assert violations(page) == ""
        console.clear()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_words_whose_row_is_gone_are_shown_until_they_are_forgotten(grid):
    page, keys = grid.page, grid.page.keyboard
    page.on("dialog", lambda dialog: dialog.accept())
    saved = grid.save("1,200 claims", period="2031")
    page.goto(grid.url)
    page.route("**/enter/save/", lambda route: route.abort())
    row(page, saved.row.key).locator("[data-cell=words]").fill("1,300 claims")
    page.unroute("**/enter/save/")
    Figure.objects.get(pk=saved.row.figure.pk).delete()
    page.goto(grid.url)
    expect(page.locator("#offline")).to_contain_text("“1,300 claims”")
    page.get_by_role("button", name="Forget it").focus()
    keys.press("Enter")
    page.goto(grid.url)
    expect(page.locator("#offline")).to_be_hidden()
