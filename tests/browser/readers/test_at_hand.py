"""What readers bring: a keyboard and no mouse, a screen reader, their own colors, and less motion."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What has the focus: its name, and whether one sees that it has it.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const land = one.querySelector('.map__land');
  const box = one.getBoundingClientRect();
  return {
    name: (one.getAttribute('aria-label') || one.labels?.[0]?.innerText || one.innerText || one.textContent).trim(),
    outlined: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
      || (land !== null && parseFloat(getComputedStyle(land).strokeWidth) >= 4),
    inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


class Keyboard:
    """A reader who presses keys and looks where the focus is after each."""

    def __init__(self, tab):
        self.tab = tab

    def press(self, key: str):
        self.tab.keyboard.press(key)
        return self.tab.evaluate(FOCUSED)

    def to(self, name: str, most: int = 250):
        """Tab by tab to what begins with this name; the focus is seen at each stop."""
        for _ in range(most):
            focused = self.press("Tab")
            if focused is None:
                continue
            assert focused["outlined"], f"No focus is seen on {focused['name']!r}"
            assert focused["inSight"], f"The focus is out of sight on {focused['name']!r}"
            if focused["name"].startswith(name):
                return
        pytest.fail(f"Tab does not reach {name!r}")

    def follow(self, name: str):
        self.to(name)
        with self.tab.expect_navigation():
            self.tab.keyboard.press("Enter")


@pytest.fixture
def keyboard(tab):
    tab.set_viewport_size({"width": 1280, "height": 900})
    return Keyboard(tab)


def test_a_reader_comes_from_the_first_page_to_the_passage_by_keyboard_alone(site, tab, keyboard, said):
    tab.goto(site.url)
    assert keyboard.press("Tab")["name"] == "Skip to the content"
    expect(tab.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    keyboard.to("19")

    tab.goto(site.url)
    keyboard.follow("Countries")
    keyboard.follow("Guatemala")
    keyboard.to("Filter these figures")
    tab.keyboard.press("Enter")
    keyboard.to("Role")
    tab.keyboard.type("Act")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
        keyboard.to("Show")
        tab.keyboard.press("Enter")
    assert "role=actual" in tab.url
    keyboard.follow("more than 1,800 applications")
    assert tab.url.endswith(f"/figures/{site.figures['passage']}/")
    keyboard.follow("Read it in the archived text")
    assert "/sources/training/#passage-" in tab.url
    expect(tab.locator(".quote:target, .quote:has(:target)")).to_be_in_viewport()

    keyboard.to("Español")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert "/es/sources/training/" in tab.url
    expect(tab.locator("html")).to_have_attribute("lang", "es")
    keyboard.to("Fecha")
    tab.keyboard.type("05032023")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert "as_of=2023-05-03" in tab.url
    expect(tab.get_by_role("status")).to_contain_text("Al 3 de mayo de 2023")
    assert not said


def test_what_a_screen_reader_says_holds_qualifier_coverage_and_progress(site, tab):
    tab.goto(f"{site.url}/countries/GTM/")
    expect(tab.get_by_role("link", name="more than 600 people", exact=True).first).to_be_visible()
    expect(tab.get_by_role("link", name="Source 1").first).to_be_visible()
    row = tab.get_by_role("row", name=re.compile("^U.S. funding toward the plans"))
    expect(row).to_have_accessible_name(re.compile(r"Joint El Salvador, Guatemala, Honduras.*nearly \$169 million"))
    expect(row).to_have_accessible_name(re.compile(r"nearly 28.8 percent of \$588 million"))
    tab.goto(site.url)
    for name, count in (
        (r"^8 of its own ?; Municipalities with a child protection office supported: 40 percent of 340 munic", 1),
        (r"^8 of its own ?; Migrants crossing the Darién in a day: down by at least 96.4 percent, from 2,800 p", 1),
        (r"^11 shared ?; U.S. funding toward the plans: nearly 28.8 percent of \$588 million$", 2),
    ):
        expect(tab.get_by_role("link", name=re.compile(name))).to_have_count(count)
    tab.goto(f"{site.url}/es/countries/MEX/")
    expect(tab.get_by_role("row", name=re.compile("menos de 28.9 por ciento de más de 131,000"))).to_have_count(1)


def style(locator, name: str) -> str:
    return locator.evaluate(f"one => getComputedStyle(one).{name}")


def test_where_colors_are_the_readers_own_focus_states_and_charts_are_still_told_apart(site, tab):
    tab.emulate_media(forced_colors="active")
    try:
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.goto(f"{site.url}/countries/")
        # The page one is on, told by a line.
        current = tab.get_by_role("navigation", name="Main").get_by_role("link", name="Countries")
        assert style(current, "borderBottomStyle") == "solid"
        current.focus()
        tab.keyboard.press("Tab")
        assert tab.evaluate(FOCUSED)["outlined"]
        tab.goto(site.url)
        # What is the country's own and what is shared: two kinds of line, whatever the ground.
        cells = tab.locator("#matrix-own")
        edges = {style(cells.locator(f".{kind}").first, "borderTopStyle") for kind in ("own", "shared")}
        assert edges == {"solid", "dashed"}
        bar = cells.locator(".progress__bar").first
        assert style(bar.locator(".chart-track"), "fill") != style(bar.locator(".mark").first, "fill")
        lands = tab.locator(".map__land")
        shades = {style(lands.nth(number), "fill") for number in range(lands.count())}
        assert len(shades) > 3
        tab.goto(f"{site.url}/countries/GTM/")
        joint, derived = (tab.locator(f".badge--{kind}").first for kind in ("joint", "derived"))
        assert (style(joint, "borderTopStyle"), style(derived, "borderTopStyle")) == ("solid", "dashed")
        assert joint.inner_text() == "Joint"
    finally:
        tab.emulate_media(forced_colors="none")


def test_nothing_moves_for_those_who_ask_for_less_motion(site, tab):
    moving = """() => [...document.querySelectorAll('*')].filter(one => {
      const style = getComputedStyle(one);
      return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
        || style.transitionDuration.split(',').some(each => parseFloat(each) > 0.01);
    }).map(one => one.outerHTML.slice(0, 100))"""
    for path in ("/", "/countries/GTM/", "/search/?q=asylm"):
        tab.goto(site.url + path)
        tab.locator("main a").first.focus()
        assert tab.evaluate(moving) == [], path


def test_filters_and_evidence_need_no_scripts_on_a_phone(site, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    try:
        page = context.new_page()
        page.goto(f"{site.url}/countries/GTM/")
        page.get_by_text("Filter these figures").click()
        page.get_by_label("Role").select_option("target")
        with page.expect_navigation():
            page.get_by_role("search", name="Filter figures").get_by_role("button", name="Show").click()
        assert "role=target" in page.url
        assert "$588 million" in page.inner_text("main")
        assert "$310 million" not in page.inner_text("main")
        with page.expect_navigation():
            page.get_by_role("link", name="$588 million").first.click()
        assert "/figures/" in page.url
        with page.expect_navigation():
            page.goto(f"{site.url}/figures/{site.figures['share']}/")
        assert "granted asylum to 37,806 individuals in 2021" in page.inner_text("main")
        assert "under 28.9 percent" in page.inner_text("main")
        assert "initial load" in page.inner_text("main")
    finally:
        context.close()
