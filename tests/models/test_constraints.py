"""The database itself refuses what the constraints forbid, and `clean()` words it before it comes to that."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from metrics import guards, reviewing
from metrics.models import (
    Archive,
    ArchivedPart,
    Assignment,
    Category,
    Citation,
    CitationCheck,
    CurrentFigure,
    Dismissal,
    Entry,
    Erratum,
    ErratumCheck,
    Figure,
    FigureRelation,
    FindingFigure,
    Indicator,
    Job,
    Mention,
    Milestone,
    Reminder,
    Settlement,
    Step,
    Unit,
    Update,
)
from programs.models import LineOfAction, Participation, Program

from .. import factories as make

pytestmark = pytest.mark.django_db

EARLY, LATE = dt.date(2021, 1, 1), dt.date(2021, 12, 31)
LATE_INSTANT = make.instant("2099-12-31")
# What only the machine writes, and nobody is told that it is wrong.
MACHINE_S_OWN = (CurrentFigure, FindingFigure)


def plain(model, row, **changes):
    """Inserts a copy of `row` with some values changed, past clean() and save()."""
    values = {f.attname: getattr(row, f.attname) for f in model._meta.local_concrete_fields if not f.generated}
    del values[model._meta.pk.attname]
    for name, value in changes.items():
        values[model._meta.get_field(name).attname] = value.pk if isinstance(value, models.Model) else value
    model._base_manager.bulk_create([model(**values)])


def statement(model, **changes):
    row = {Figure: make.figure, Milestone: make.milestone}[model]()
    plain(model, row, **changes)


def published(**changes):
    return {"status": "published", "published_by": make.publisher(), "published_at": timezone.now(), **changes}


def ended(**changes):
    reason = {"ended_by": make.publisher(), "ended_at": timezone.now(), "ended_reason": "Wrong."}
    return {**published(published_at=make.instant("2022-04-20")), "status": "withdrawn", **reason, **changes}


def overridden(**changes):
    by = {"overridden_by": make.publisher(), "overridden_at": timezone.now(), "override_reason": "It says so."}
    return {"status": "submitted", **by, **changes}


def per_statement(model):
    """What breaks each of the constraints that figures and milestones share, by its name."""
    name = model._meta.model_name
    return {
        f"published_{name}_has_evidence_and_two_people": [
            lambda: statement(model, **published(citation=None)),
            lambda: statement(model, **published(published_by=None)),
            lambda: statement(model, **published(published_at=None)),
            lambda: statement(model, **published(published_by=make.author())),
            lambda: statement(model, **ended(published_by=make.author())),
            lambda: statement(model, **ended(citation=None)),
            lambda: statement(model, **published(status="draft")),
            lambda: statement(model, **published(status="submitted", published_at=None)),
        ],
        f"overridden_{name}_has_reason_and_reviewer": [
            lambda: statement(model, **overridden(override_reason="")),
            lambda: statement(model, **overridden(overridden_by=None)),
            lambda: statement(model, **overridden(overridden_at=None)),
            lambda: statement(model, **overridden(overridden_by=make.author())),
            lambda: statement(model, **overridden(status="draft")),
        ],
        f"ended_{name}_has_reason_and_time": [
            lambda: statement(model, **ended(ended_reason="")),
            lambda: statement(model, **ended(ended_at=None)),
            lambda: statement(model, **ended(ended_by=None)),
            lambda: statement(model, **ended(ended_at=make.instant("2022-04-19"))),
            lambda: statement(model, **published(ended_at=timezone.now())),
            lambda: statement(model, **published(ended_reason="Wrong.")),
            lambda: statement(model, ended_at=timezone.now()),
        ],
        f"accepted_{name}_has_reviewer": [
            lambda: statement(model, status="submitted", accepted_by=make.publisher()),
            lambda: statement(model, status="submitted", accepted_at=timezone.now()),
            lambda: statement(
                model,
                status="submitted",
                accepted_by=make.author(),
                accepted_at=timezone.now(),
                entered_by=make.author(),
            ),
            lambda: statement(model, accepted_by=make.publisher(), accepted_at=timezone.now()),
        ],
        f"correcting_{name}_has_reason": [
            lambda: statement(model, supersedes=make.brought_to("published", model.objects.get(pk=a_draft(model).pk))),
        ],
    }


def a_draft(model):
    return {Figure: make.figure, Milestone: make.milestone}[model]()


def figure(**changes):
    statement(Figure, **changes)


def rival(**place):
    """A second preferred published figure of the identity of a first."""
    first = make.published(**place)
    plain(Figure, first)


def pointer(**changes):
    row = make.published()
    plain(CurrentFigure, CurrentFigure.objects.get(figure=row), **changes)


def relation_of_a_figure_to_itself():
    row = make.figure()
    plain(FigureRelation, make.relation(from_figure=row, to_figure=make.figure()), to_figure=row)


def joint(codes):
    return {"coverage": "joint", "place_key": codes}


def an_archive():
    return make.archive(source=make.source())


def checked(**changes):
    archive = an_archive()
    citation = make.citation(source=archive.source)
    row = CitationCheck(citation=citation, outcome="verified", why="asked", checked_at=timezone.now())
    plain(CitationCheck, row, **{"archive": archive, "is_state": True, **changes})


def erratum(**changes):
    plain(Erratum, make.erratum(), **changes)


def ended_erratum(**changes):
    plain(
        Erratum,
        make.erratum(),
        **{"ended_at": timezone.now(), "ended_by": make.publisher(), "ended_reason": "It was no mistake.", **changes},
    )


def erratum_check(outcome, **changes):
    row = ErratumCheck(erratum=make.erratum(), outcome=outcome, checked_at=timezone.now())
    plain(ErratumCheck, row, **changes)


def job(**changes):
    now = timezone.now()
    row = Job(kind="check_rows", update=make.update(), by=make.publisher(), created_at=now, queued_at=now)
    plain(Job, row, **changes)


def dismissal(**changes):
    row = Dismissal(archive=an_archive(), start=5, end=9, dismissed_by=make.publisher(), dismissed_at=timezone.now())
    row.save()
    plain(Dismissal, row, **changes)


def entry_again():
    row = Entry(update=make.update(), key="n1", saved_by=make.author(), saved_at=timezone.now())
    row.save()
    plain(Entry, row)


def step(**changes):
    row = make.figure()
    said = {"update": row.update, "kind": "commented", "by": make.author(), "at": timezone.now(), "text": "So?"}
    return Step.objects.create(**{**said, **changes})


def mention():
    row = Mention.objects.create(step=step(), person=make.author())
    plain(Mention, row)


def cited_span(start, end, archived=True):
    plain(Citation, make.citation(), start=start, end=end, archive=an_archive() if archived else None)


def assigned(**place):
    row = make.assignment(user=make.author(), country="GTM")
    plain(Assignment, row, **{"country": None, "everywhere": False, **place})


VIOLATIONS = {
    "assignment_names_one_place": [
        lambda: assigned(),
        lambda: assigned(country=make.country("HND"), group=make.group()),
        lambda: assigned(country=make.country("HND"), everywhere=True),
        lambda: assigned(group=make.group(), everywhere=True),
    ],
    "reminded_once": [
        lambda: plain(Reminder, Reminder.objects.create(user=make.author(), key="job:1", sent_at=timezone.now()))
    ],
    "assigned_once": [
        lambda: assigned(country=make.country("GTM")),
        lambda: plain(Assignment, make.assignment(user=make.author(), everywhere=True)),
        lambda: plain(Assignment, make.assignment(user=make.author(), group=make.group(), line=make.line())),
    ],
    "archive_version_once_per_source": [lambda: plain(Archive, an_archive())],
    "source_once_in_archive": [lambda: plain(ArchivedPart, an_archive().parts.get())],
    "archived_part_has_text": [
        lambda: plain(ArchivedPart, an_archive().parts.get(), source=make.source(), start=5, end=5)
    ],
    "citation_passage_lies_in_an_archive": [
        lambda: cited_span(5, 5),
        lambda: cited_span(5, None),
        lambda: cited_span(None, 5),
        lambda: cited_span(5, 9, archived=False),
    ],
    "checked_passage_lies_in_an_archive": [
        lambda: checked(start=5, end=5),
        lambda: checked(start=5),
        lambda: checked(end=5),
        lambda: checked(start=5, end=9, archive=None),
    ],
    "beside_the_state_an_archive_is_looked_in": [lambda: checked(is_state=False, archive=None)],
    "erratum_says_what_is_wrong_and_why": [
        lambda: erratum(as_stated=""),
        lambda: erratum(what_is_right=""),
        lambda: erratum(why=""),
    ],
    "erratum_reported_to_somebody": [lambda: erratum(reported_on=EARLY, reported_to="")],
    "ended_erratum_has_reason_and_time": [
        lambda: ended_erratum(ended_reason=""),
        lambda: ended_erratum(ended_by=None),
        lambda: ended_erratum(ended_at=None),
        lambda: ended_erratum(recorded_at=make.instant("2022-04-21"), ended_at=make.instant("2022-04-20")),
    ],
    "erratum_stands_where_its_words_are": [
        lambda: erratum_check("stands"),
        lambda: erratum_check("stands", archive=an_archive(), start=5, end=5),
        lambda: erratum_check("mended"),
        lambda: erratum_check("mended", archive=an_archive(), start=5, end=9),
        lambda: erratum_check("not_archived", archive=an_archive()),
    ],
    "job_is_about_something": [lambda: job(update=None)],
    "ended_job_has_time": [
        lambda: job(state="done"),
        lambda: job(ended_at=timezone.now()),
        lambda: job(state="lost"),
    ],
    "job_does_no_more_than_all": [lambda: job(done=3, total=2)],
    "candidate_dismissed_once": [dismissal],
    "entry_once_per_row": [entry_again],
    "dismissed_candidate_has_words": [lambda: dismissal(start=9), lambda: dismissal(start=10)],
    **per_statement(Figure),
    **per_statement(Milestone),
    "line_number_once_in_strategy": [lambda: plain(LineOfAction, make.line())],
    "program_starts_before_it_ends": [lambda: plain(Program, make.program(), slug="p", starts_on=LATE, ends_on=EARLY)],
    "participation_once": [lambda: plain(Participation, make.participation())],
    "unit_currency_goes_with_money": [
        lambda: plain(Unit, make.unit(), code="u", kind="money"),
        lambda: plain(Unit, make.unit(), code="u", currency="USD"),
    ],
    "category_once_in_breakdown": [lambda: plain(Category, make.category(), slug="c")],
    "indicator_of_program_or_strategy": [
        lambda: plain(Indicator, make.indicator(), slug="i", program=None),
        lambda: plain(Indicator, make.indicator(), slug="i", strategy=make.strategy()),
    ],
    "citation_quotes_the_source": [lambda: plain(Citation, make.citation(), as_stated="")],
    "update_period_starts_before_it_ends": [
        lambda: plain(Update, make.update(), slug="u", period_start=LATE, period_end=EARLY)
    ],
    "step_is_about_one_statement": [lambda: step(figure=make.figure(), milestone=make.milestone())],
    "step_gives_its_reason": [lambda kind=kind: step(kind=kind, text="") for kind in Step.REASONED],
    "person_mentioned_once_in_comment": [mention],
    "update_is_handed_over_by_somebody": [
        lambda: plain(Update, make.update(), slug="u", handed_over_at=LATE_INSTANT),
        lambda: plain(Update, make.update(), slug="u", handed_over_by=make.author()),
    ],
    "milestone_starts_before_it_ends": [lambda: statement(Milestone, starts_on=LATE, ends_on=EARLY)],
    "milestone_status_is_of_a_program_on_a_day": [
        lambda: statement(Milestone, program_status="completed"),
        lambda: statement(Milestone, program_status="completed", program=make.program(), starts_on=None),
    ],
    "one_published_milestone_per_slug": [lambda: plain(Milestone, make.milestone(status="published"))],
    "figure_value_or_missing": [
        lambda: figure(value=None, missing=""),
        lambda: figure(value=0, missing="unknown"),
    ],
    "figure_missing_has_no_qualifier": [lambda: figure(value=None, missing="unknown", qualifier="about")],
    "figure_period_starts_before_it_ends": [lambda: figure(period_start=LATE, period_end=EARLY)],
    "figure_place_fits_coverage": [
        lambda: figure(place_key=""),
        lambda: figure(place_key="global"),
        lambda: figure(place_key="group:north"),
        lambda: figure(place_key="GTM;HND"),
        lambda: figure(group=make.group()),
        lambda: figure(**joint("GTM")),
        lambda: figure(**joint("GTM;HND"), group=make.group()),
        lambda: figure(coverage="global"),
        lambda: figure(coverage="global", place_key="global", group=make.group()),
        lambda: figure(coverage="group", place_key="group:north"),
        lambda: figure(coverage="group", group=make.group()),
        lambda: figure(coverage="other"),
    ],
    "one_preferred_published_figure_per_identity": [
        rival,
        lambda: rival(countries=("HND", "GTM")),
        lambda: rival(group=make.group()),
        lambda: rival(countries=()),
        lambda: rival(period=None),
        lambda: rival(period=(EARLY, None)),
        lambda: rival(period=(None, LATE)),
        lambda: rival(category=make.category()),
    ],
    "relation_declared_once": [
        lambda: plain(FigureRelation, make.relation(from_figure=make.figure(), to_figure=make.figure()))
    ],
    "relation_between_two_figures": [relation_of_a_figure_to_itself],
    "finding_concerns_a_figure_once": [
        lambda: plain(FindingFigure, FindingFigure.objects.get(record=make.finding()), position=9)
    ],
    "finding_settled_once": [lambda: plain(Settlement, make.settlement())],
    "settlement_has_note": [lambda: make.settlement(note="")],
    "ended_settlement_has_reason": [
        lambda: make.settlement(ended_at=LATE_INSTANT),
        lambda: make.settlement(ended_reason="It is back."),
        lambda: make.settlement(ended_by=make.publisher()),
        lambda: make.settlement(ended_at=make.instant("2022-01-01"), ended_reason="It is back."),
    ],
    "one_current_figure_per_series_and_country": [pointer],
    "one_current_global_figure_per_series": [
        lambda: plain(CurrentFigure, CurrentFigure.objects.get(figure=make.published(countries=())))
    ],
}
OURS = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in ("programs", "metrics")]
CONSTRAINTS = {c.name: (model, c) for model in OURS for c in model._meta.constraints}


def test_every_constraint_has_a_row_that_breaks_it():
    assert CONSTRAINTS.keys() == VIOLATIONS.keys()


@pytest.mark.parametrize(
    ("name", "violate"),
    [
        pytest.param(name, v, id=f"{name}-{n}")
        for name, violations in VIOLATIONS.items()
        for n, v in enumerate(violations)
    ],
)
def test_the_database_refuses_a_row_that_breaks_the_constraint(name, violate):
    # Without triggers it is the constraint alone that refuses.
    guards.lift(connection)

    def attempt():
        with transaction.atomic():
            violate()

    with pytest.raises(IntegrityError) as refused:
        attempt()
    if connection.vendor == "postgresql":
        assert refused.value.__cause__.diag.constraint_name == name
    elif isinstance(CONSTRAINTS[name][1], models.CheckConstraint):
        assert name in str(refused.value)
    else:
        assert "UNIQUE constraint failed" in str(refused.value)


@pytest.mark.parametrize("model", [Figure, Milestone])
def test_a_status_that_nobody_knows_is_refused(model):
    with pytest.raises(IntegrityError), transaction.atomic():
        statement(model, status="other")


@pytest.mark.parametrize(
    "changes",
    [
        {"rank": "normal"},
        {"role": "target"},
        {"place_key": "MEX"},
        {"period_start": None},
        {"period_end": None},
        {"status": "draft", "published_by": None, "published_at": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_figures_that_differ_in_identity_rank_or_status_stand_side_by_side(changes):
    first = make.published()
    guards.lift(connection)
    plain(Figure, first, **changes)


def test_a_category_sets_a_figure_apart_from_the_total():
    first = make.published()
    guards.lift(connection)
    plain(Figure, first, category=make.category())


def test_the_same_countries_in_another_order_are_the_same_place():
    first = make.published(countries=("HND", "GTM"))
    second = make.figure(indicator=first.indicator, countries=("GTM", "HND"))
    assert second.series_key == first.series_key
    assert Figure.objects.same_identity(second).get() == first


def test_a_relation_that_has_ended_may_be_declared_anew():
    row = make.relation(from_figure=make.figure(), to_figure=make.figure(), ended_at=timezone.now())
    plain(FigureRelation, row, ended_at=None)


def test_a_withdrawn_milestone_frees_its_short_name():
    old = make.milestone(status="withdrawn")
    make.milestone(slug=old.slug, status="published")


def test_every_constraint_a_person_can_break_is_worded():
    """The pointers are the machine's own; everything else can be entered by somebody."""
    default = models.CheckConstraint.default_violation_error_message
    unworded = {
        name
        for name, (model, constraint) in CONSTRAINTS.items()
        if constraint.violation_error_message == default and model not in MACHINE_S_OWN
    }
    assert unworded == set()


def messages(row):
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def without_saving(factory, **changes):
    """A saved row with other values, not saved yet."""
    row = factory()
    for name, value in changes.items():
        setattr(row, name, value)
    return row


class TestFigureIsWorded:
    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"value": None}, "value", "Enter the value, or say below why there is none."),
            ({"missing": "unknown"}, "missing", "There is a value, so it is not missing. Clear one of the two."),
            (
                {"period_start": LATE, "period_end": EARLY},
                "period_end",
                "The period ends before it starts. Check both dates.",
            ),
        ],
    )
    def test_at_the_field_that_is_wrong(self, changes, field, words):
        assert words in messages(without_saving(make.figure, **changes))[field]

    def test_a_missing_value_loses_its_qualifier(self):
        row = without_saving(make.figure, value=None, missing="withheld", qualifier="about")
        row.full_clean()
        assert row.qualifier == "exact"

    @pytest.mark.parametrize("value", [-1, 101])
    def test_a_share_out_of_range(self, value):
        row = make.figure(indicator=make.indicator(unit=make.unit(code="percent")), value=50)
        row.value = value
        assert messages(row)["value"] == ["A share lies between 0 and 100 percent."]

    def test_a_unit_of_another_kind(self):
        row = make.figure(unit=make.unit(code="USD"))
        (message,) = messages(row)["unit"]
        assert message.endswith("USD is another kind of unit. Choose the right indicator or unit.")

    def test_a_category_that_the_indicator_is_not_broken_down_by(self):
        row = make.figure(category=make.category())
        (message,) = messages(row)["category"]
        assert message == f"{row.indicator} is not broken down by {row.category.breakdown.name}."

    def test_a_category_of_one_of_its_breakdowns_is_fine(self):
        breakdown = make.breakdown()
        indicator = make.indicator(breakdowns=[breakdown])
        make.figure(indicator=indicator, category=make.category(breakdown=breakdown)).full_clean()

    def test_a_correction_without_a_reason(self):
        row = make.correction(of=make.published(), status="draft")
        row.supersede_reason = ""
        assert "Say why the published figure is corrected; readers see it." in messages(row)["supersede_reason"]

    @pytest.mark.parametrize("change", [{"role": "target"}, {"period_end": None}, {"place_key": "MEX"}])
    def test_a_correction_of_another_identity(self, change):
        row = make.correction(of=make.published(), status="draft", **change)
        (message,) = messages(row)["supersedes"]
        assert message.endswith("withdraw the published figure and enter a new one.")

    def test_a_correction_of_a_draft(self):
        row = make.correction(of=make.figure(), status="draft")
        assert messages(row)["supersedes"] == ["Only a published statement can be corrected."]

    def test_a_place_that_does_not_fit_its_coverage(self):
        row = without_saving(make.figure, coverage="joint")
        (message,) = messages(row)["__all__"]
        assert message.startswith("The place does not fit its coverage")


class TestPublicationIsWorded:
    @pytest.mark.parametrize("factory", [make.figure, make.milestone])
    @pytest.mark.parametrize("status", ["published", "withdrawn"])
    def test_what_is_published_is_not_edited(self, factory, status):
        assert messages(factory(status=status))["__all__"] == [
            "It is published and stays as it was published. Enter a correction that supersedes it, or withdraw it with"
            " a reason."
        ]

    @pytest.mark.parametrize("factory", [make.figure, make.milestone])
    def test_what_is_not_published_is_fine(self, factory):
        factory().full_clean()

    @pytest.mark.parametrize("factory", [make.figure, make.milestone])
    def test_what_is_submitted_stays_as_it_is(self, factory):
        said = "It is submitted for review and stays as it is. Have it returned, or take it back, to change it."
        assert messages(factory(status="submitted")) == {"__all__": [said]}

    @pytest.mark.parametrize("factory", [make.figure, make.milestone])
    def test_nothing_comes_into_an_update_that_is_handed_over(self, factory):
        row, update = factory(), make.update()
        make.figure(update=update)
        reviewing.hand_over(update=update, by=make.user(username="ana", role="Editor"))
        row.update = type(update).objects.get(pk=update.pk)
        (said,) = messages(row)["update"]
        assert "handed over for review by ana" in said
        assert "Take it back first" in said


class TestTheRestIsWorded:
    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (
                lambda: Unit(code="u", singular="u", plural="u", kind="money"),
                "Money needs its ISO 4217 currency, and only money has one.",
            ),
            (
                lambda: without_saving(make.indicator, strategy=make.strategy()),
                "Choose the program it measures or, for context, the strategy: exactly one.",
            ),
            (
                lambda: without_saving(make.program, starts_on=LATE, ends_on=EARLY),
                "The program ends before it starts. Check both dates.",
            ),
            (
                lambda: without_saving(make.milestone, starts_on=LATE, ends_on=EARLY),
                "The milestone ends before it starts. Check both dates.",
            ),
            (
                lambda: without_saving(make.update, period_start=LATE, period_end=EARLY),
                "The period ends before it starts. Check both dates.",
            ),
        ],
    )
    def test_in_a_sentence_that_says_what_to_do(self, row, words):
        assert words in messages(row())["__all__"]

    def test_a_line_number_that_is_taken(self):
        taken = make.line()
        row = LineOfAction(strategy=taken.strategy, number=taken.number, name="Again")
        assert messages(row)["__all__"] == ["This strategy already has a line of action with that number."]

    def test_a_participation_that_is_there_already(self):
        there = make.participation()
        row = Participation(program=there.program, organization=there.organization, role=there.role)
        assert messages(row)["__all__"] == ["This organization already has that role in the program."]

    def test_an_indicator_whose_figures_have_a_unit_of_another_kind(self):
        indicator = make.figure().indicator
        indicator.unit = make.unit(code="USD")
        assert messages(indicator)["unit"] == [
            "Figures of this indicator have a unit of another kind. Make a new indicator instead."
        ]

    def test_a_citation_of_more_than_eight_words(self):
        row = make.citation(as_stated="one two three four five six seven eight")
        row.full_clean()
        row.as_stated += " nine"
        (message,) = messages(row)["as_stated"]
        assert message.startswith("9 words. Keep only the figure's own words, 8 at most")

    def test_a_source_that_would_be_part_of_itself(self):
        whole = make.source()
        part = make.source(part_of=whole)
        whole.part_of = part
        assert messages(whole)["part_of"] == ["A source cannot be part of itself. Choose the larger document."]

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "not an address"])
    def test_an_address_that_is_not_of_the_web(self, url):
        row = make.source()
        row.url = url
        assert "url" in messages(row)
