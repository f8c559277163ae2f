"""The front page of the desk, for each role."""

import pytest

from metrics import actions, reviewing
from metrics.models import Figure

from .. import factories as make

pytestmark = pytest.mark.django_db


def front(client_of, role) -> str:
    response = client_of(role).get("/admin/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "said", "unsaid"),
    [
        ("Viewer", ["Your account looks on"], ["Your open updates", "Waiting for your review", "Open an update"]),
        ("Editor", ["You have no open update", "Open an update"], ["Waiting for your review", "looks on"]),
        ("Reviewer", ["Nothing waits for you"], ["Your open updates", "Open an update", "looks on"]),
        ("Administrator", ["You have no open update", "Nothing waits for you"], ["looks on"]),
    ],
)
def test_an_empty_desk_says_what_each_role_does_next(client_of, role, said, unsaid):
    page = front(client_of, role)
    assert [
        words for words in [*said, "Nothing is overdue", "Nothing has been published yet"] if words not in page
    ] == []
    assert [words for words in unsaid if words in page] == []
    # Every list is still to be had.
    assert "/admin/metrics/update/" in page


def test_every_address_on_a_full_desk_answers(client):
    person = make.user(role="Administrator")
    client.force_login(person)
    returned = make.figure(update=make.update(opened_by=person), entered_by=person)
    make.milestone(update=returned.update, entered_by=person)
    make.figure(update=returned.update)
    reviewing.hand_over(update=returned.update, by=person)
    actions.return_to_author(statements=[Figure.objects.get(pk=returned.pk)], by=make.publisher(), comment="Mend it.")
    other = make.update()
    for countries in ((), ("GTM",)):
        make.published(indicator=make.indicator(frequency="annual"), period=2019, update=other, countries=countries)
    make.finding(update=other)
    page = client.get("/admin/").content.decode()
    main = page[page.index('id="content-main"') : page.index('class="lists"')]
    addresses = {part.split('"')[0].replace("&amp;", "&") for part in main.split('href="')[1:]}
    assert len(addresses) > 8
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_words_of_people_are_escaped(client):
    person = make.user(role="Editor")
    make.update(opened_by=person, title="<b>Round</b>")
    client.force_login(person)
    page = client.get("/admin/").content.decode()
    assert "&lt;b&gt;Round" in page
    assert "<b>Round" not in page
