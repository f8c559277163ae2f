"""Whatever happens, each page as of a day says word for word what it said on that day."""

import difflib
import re

import pytest
from django.core.cache import caches
from django.utils import timezone

from metrics.models import Figure, Indicator, Source, Update
from programs.models import LineOfAction, Program

from .world import COUNTRIES, World

DAYS, DEEDS_A_DAY = 5, 6

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    """Every page and file that there is now."""
    found = ["/", "/countries/", "/lines/", "/sources/", "/updates/", "/findings/", "/figures.csv", "/figures.json"]
    found += ["/figures/", "/figures/?standing=current&check=not_archived", "/figures.csv?due=late"]
    for code in COUNTRIES:
        found += [f"/countries/{code}/", f"/countries/{code}.csv", f"/countries/{code}.json"]
    found += ["/countries/GTM/?role=actual", "/countries/GTM.csv?q=indicator"]
    found += ["/compare/?country=GTM&country=HND&country=MEX", "/compare.csv?country=GTM&country=SLV"]
    found += ["/revisions/", "/revisions/?country=GTM&kind=corrected"]
    found += ["/countries/GTM/changes/", "/countries/GTM/changes/?from=2023-05-02", "/countries/GTM/changes.csv"]
    for line in LineOfAction.objects.all():
        found += [f"/lines/{line.number}/", f"/lines/{line.number}.csv"]
    for program in Program.objects.all():
        found += [f"/programs/{program.slug}/", f"/programs/{program.slug}.json"]
    for indicator in Indicator.objects.all():
        found += [f"/indicators/{indicator.slug}/", f"/indicators/{indicator.slug}/?sort=statement"]
    for source in Source.objects.all():
        found += [f"/sources/{source.slug}/", f"/sources/{source.slug}.csv"]
    for update in Update.objects.exclude(published_at=None):
        found += [f"/updates/{update.slug}/", f"/updates/{update.slug}.json"]
    for figure in Figure.objects.ever_published():
        found += [f"/figures/{figure.pk}/", f"/figures/{figure.pk}.csv", f"/embed/figures/{figure.pk}/"]
    return found


def words_of(response, day) -> str:
    """What a page or file says, without the day that its links and forms keep."""
    assert response.status_code in (200, 404)
    text = response.getvalue().decode() if response.streaming else response.content.decode()
    if "<main" not in text:
        return text
    text = text[text.index("<main") : text.index("</main>")]
    # That the rules have yet to look at something is said of today alone.
    text = re.sub(r'<div class="usa-alert (?:(?!</div>)(?:.|\n))*have not looked at yet[^<]*(?:</div>\s*){3}', "", text)
    # Where there is nothing, the page of a past day speaks of that day.
    text = re.sub(r'<p class="(empty__title|program__none|quiet)">No (.|\n)*?</p>', "nothing", text)
    text = re.sub(r'<p class="empty__title">The sources state no figure (.|\n)*?</p>', "nothing", text)
    text = re.sub(rf'\s*<input type="hidden" name="as_of" value="{day}">', "", text)
    text = re.sub(rf"\?as_of={day}&amp;", "?", text)
    return re.sub(rf"(\?|&amp;|&)as_of={day}", "", text)


@pytest.mark.parametrize("seed", range(2))
def test_a_page_as_of_a_day_is_the_page_of_that_day(client, monkeypatch, seed):
    # Pages of another test may be kept under the same data version, which was rolled back with it.
    caches["pages"].clear()
    world = World(seed)
    monkeypatch.setattr(timezone, "now", lambda: world.now)
    seen = {}
    for _ in range(DAYS):
        world.live_a_day(DEEDS_A_DAY)
        world.hour = 23
        for address in addresses():
            seen[address, world.day] = words_of(client.get(address), world.day)
        world.next_day()
    caches["pages"].clear()
    wrong = []
    for (address, day), words in seen.items():
        past = words_of(client.get(f"{address}{'&' if '?' in address else '?'}as_of={day}"), day)
        if past != words:
            lines = difflib.unified_diff(words.splitlines(), past.splitlines(), "then", "now", lineterm="", n=0)
            wrong.append("\n".join([f"{address} as of {day}", *lines]))
    assert not wrong, f"{len(wrong)} of {len(seen)} pages differ:\n" + "\n\n".join(wrong[:20])
