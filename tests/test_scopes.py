"""What assignments cover: by hand, and by an oracle over drawn ones; the same in memory and in the database."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.models import Assignment, Figure, Milestone
from metrics.permissions import may, why_not
from metrics.scopes import scope_of, where, within

from . import factories as make

pytestmark = pytest.mark.django_db

ASK = " Ask a colleague who is assigned to it, or an administrator to assign you."


def fresh(user):
    """The user as another request would have them."""
    return type(user).objects.get(pk=user.pk)


def editor(*places, role="Editor"):
    made = make.user(role=role)
    for place in places:
        make.assignment(user=made, **(place if isinstance(place, dict) else {"country": place}))
    return made


def test_without_an_assignment_nobody_is_confined():
    person = editor()
    for draft in (make.figure(countries=("GTM", "MEX")), make.figure(countries=()), make.milestone(countries=())):
        assert may(person, "change", draft)
    assert scope_of(person) is None


@pytest.mark.parametrize("role", ["Administrator", "superuser"])
def test_who_administers_is_never_confined(role):
    person = make.user(superuser=True) if role == "superuser" else make.user(role=role)
    make.assignment(user=person, country="HND")
    assert may(person, "change", make.figure(countries=("GTM",)))


def test_what_is_read_and_commented_on_is_not_confined():
    person = editor("HND")
    for action in ("view", "comment"):
        assert may(person, action, make.figure(countries=("GTM",)))


@pytest.mark.parametrize("action", ["add", "change", "delete", "submit", "publish", "override", "return", "withdraw"])
@pytest.mark.parametrize("statement", [make.figure, make.milestone], ids=["figure", "milestone"])
def test_every_step_is_confined(statement, action):
    role = "Editor" if action in ("add", "change", "delete", "submit") else "Reviewer"
    status = {"submit": "draft", "withdraw": "published", "change": "draft", "delete": "draft", "add": "draft"}
    person = editor("GTM", "HND", role=role)
    fields = {"status": status.get(action, "submitted")} | ({"entered_by": person} if action == "delete" else {})
    assert why_not(person, action, statement(countries=("GTM",), **fields)) == ""
    noun = "figure" if statement is make.figure else "milestone"
    assert why_not(person, action, statement(countries=("GTM", "SLV"), **fields)) == (
        f"You are assigned to Guatemala and Honduras; this {noun} covers El Salvador too.{ASK}"
    )


def test_the_sentence_names_what_is_missing():
    person = editor("GTM")
    said = {
        "covers Mexico": make.figure(countries=("MEX",)),
        "covers Honduras and Mexico too": make.figure(countries=("GTM", "MEX", "HND")),
        "covers the whole world": make.figure(countries=()),
        "is of no country in particular": make.milestone(countries=()),
        "covers Belize, Costa Rica, El Salvador, Honduras and 3 other countries": make.figure(
            countries=("BLZ", "CRI", "SLV", "HND", "MEX", "NIC", "PAN")
        ),
    }
    for words, statement in said.items():
        assert f"; this {statement._meta.verbose_name} {words}." in why_not(person, "add", statement)


def test_a_joint_figure_needs_all_of_its_countries_or_a_regional_assignment():
    northern = make.group(name="Northern Central America")
    joint = make.figure(countries=("GTM", "HND"))
    of_group = make.figure(group=northern)
    beyond = make.figure(countries=("GTM", "MEX"))
    for places, allowed in [
        (["GTM"], []),
        (["GTM", "HND"], [joint]),
        (["GTM", "HND", "SLV"], [joint, of_group]),
        ([{"group": northern}], [joint, of_group]),
        ([{"group": northern}, "MEX"], [joint, of_group, beyond]),
        ([{"everywhere": True}], [joint, of_group, beyond]),
    ]:
        person = editor(*places)
        assert [each for each in (joint, of_group, beyond) if may(person, "add", each)] == allowed


def test_who_is_assigned_to_a_group_keeps_its_figures_when_the_group_grows():
    group = make.group(members=("GTM", "HND"))
    of_group, person = make.figure(group=group), editor({"group": group})
    group.members.add(make.country("MEX"))
    assert may(fresh(person), "change", of_group)
    assert may(fresh(person), "change", make.figure(countries=("MEX",)))


class TestLinesOfAction:
    @pytest.fixture
    def lines(self):
        return make.line(number=1), make.line(number=2)

    def of(self, line, **fields):
        return make.figure(indicator=make.indicator(program=make.program(line=line)), **fields)

    def test_only_that_line_is_theirs(self, lines):
        first, second = lines
        person = editor({"country": "GTM", "line": first})
        assert may(person, "change", self.of(first))
        assert why_not(person, "change", self.of(second)) == (
            "You are assigned to Guatemala (line of action 1); this figure belongs to line of action 2." + ASK
        )
        assert "covers Mexico" in why_not(person, "change", self.of(second, countries=("MEX",)))

    def test_context_belongs_to_no_line(self, lines):
        context = make.figure(indicator=make.indicator(strategy=lines[0].strategy))
        person = editor({"everywhere": True, "line": lines[0]})
        assert "this figure belongs to no line of action." in why_not(person, "change", context)
        assert may(editor("GTM"), "change", context)

    def test_lines_may_differ_by_country(self, lines):
        first, second = lines
        person = editor({"country": "GTM", "line": first}, "HND")
        assert may(person, "change", self.of(second, countries=("HND",)))
        assert not may(person, "change", self.of(second, countries=("GTM", "HND")))
        assert may(person, "change", self.of(first, countries=("GTM", "HND")))

    def test_a_milestone_has_its_own_line(self, lines):
        person = editor({"country": "GTM", "line": lines[0]})
        assert may(person, "change", make.milestone(line=lines[0], strategy=lines[0].strategy))
        assert not may(person, "change", make.milestone(strategy=lines[0].strategy))


# --- Drawn assignments, held against what the words of the rule say --------------------------------------------------

CODES = ("GTM", "HND", "SLV", "MEX")
LINES = (None, 0, 1)


@pytest.fixture
def world():
    class World:
        lines = [make.line(number=1), make.line(number=2)]
        groups = [make.group(members=("GTM", "HND")), make.group(members=("MEX",))]
        programs = [make.program(line=line) for line in lines]

    of_line = {None: make.indicator(strategy=World.lines[0].strategy)}
    of_line |= {n: make.indicator(program=program) for n, program in enumerate(World.programs)}
    places = [{"countries": codes} for codes in ((), ("GTM",), ("MEX",), ("GTM", "HND"), ("GTM", "MEX"), CODES)]
    places += [{"group": group} for group in World.groups]
    World.figures = [
        (make.figure(indicator=of_line[line], **place), place, line) for place, line in product(places, LINES)
    ]
    World.milestones = [
        (
            make.milestone(line=None if line is None else World.lines[line], strategy=World.lines[0].strategy, **place),
            place,
            line,
        )
        for place, line in product(places[:6], LINES)
    ]
    return World


ONE = st.tuples(st.one_of(st.sampled_from(CODES), st.sampled_from([0, 1, "everywhere"])), st.sampled_from(LINES))


def is_covered(world, held, place, line) -> bool:
    """The rule again, country by country."""
    holding = [place_ for place_, line_ in held if line_ is None or line_ == line]
    members = [{"GTM", "HND"}, {"MEX"}]
    if "everywhere" in holding:
        return True
    if "group" in place:
        number = world.groups.index(place["group"])
        codes = members[number]
        if number in holding:
            return True
    else:
        codes = set(place["countries"])
    each = [code in holding or any(code in members[g] for g in holding if isinstance(g, int)) for code in codes]
    return bool(each) and all(each)


@given(held=st.lists(ONE, min_size=1, max_size=4, unique=True))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_is_allowed_in_memory_and_in_the_database(world, held):
    person = make.user(role="Editor")
    Assignment.objects.bulk_create(
        Assignment(
            user=person,
            country_id=place if place in CODES else None,
            group=world.groups[place] if place in (0, 1) else None,
            everywhere=place == "everywhere",
            line=None if line is None else world.lines[line],
        )
        for place, line in held
    )
    for model, rows in ((Figure, world.figures), (Milestone, world.milestones)):
        expected = {row.pk for row, place, line in rows if is_covered(world, held, place, line)}
        assert {row.pk for row, _, _ in rows if scope_of(person).outside(where(row)) is None} == expected
        assert set(within(person, model.objects.all()).values_list("pk", flat=True)) == expected


def test_lists_are_narrowed_in_one_query(django_assert_num_queries):
    mine, other = make.figure(countries=("GTM",)), make.figure(countries=("MEX",))
    person = editor("GTM")
    scope_of(person)
    with django_assert_num_queries(1):
        assert list(within(person, Figure.objects.all())) == [mine]
    assert set(within(editor(), Figure.objects.all())) == {mine, other}
