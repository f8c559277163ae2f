"""A row becomes a draft where it is sound; else what was typed is kept; nobody writes over another unasked."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from metrics import entering
from metrics.models import Entry, Figure, FigureRelation
from tests import factories as make


def problems(saved):
    return {problem.cell: problem.message for problem in saved.row.problems}


def test_words_become_a_draft_with_its_citation(world):
    saved = world.save("more than 1,200 asylum claims", period="in 2031", section="Protection")
    assert saved.outcome == "saved"
    figure = Figure.objects.get(status="draft")
    assert (figure.value, figure.qualifier, figure.indicator, figure.place_key) == (
        1200,
        "more_than",
        world.claims,
        "GTM",
    )
    assert (figure.period_start, figure.period_end) == (dt.date(2031, 1, 1), dt.date(2031, 12, 31))
    assert (figure.citation.source, figure.citation.section) == (world.source, "Protection")
    assert (figure.entered_by, figure.update) == (world.editor, world.update)
    assert list(figure.countries.values_list("pk", flat=True)) == ["GTM"]
    assert saved.row.key == f"f{figure.pk}"
    assert saved.row.before == world.before
    assert "more than; 1,200 asylum claims; Jan 1, 2031 – Dec 31, 2031" in saved.row.understood
    assert not Entry.objects.exists()
    figure.full_clean()


def test_the_period_of_the_words_then_of_the_cell_then_of_all_rows(world):
    world.save("1,200 asylum claims in 2031", all_period="as of November 15, 2031")
    assert Figure.objects.get(status="draft").period_end == dt.date(2031, 12, 31)
    world.save("10 people", key=world.of_total, all_period="as of November 15, 2031")
    figure = Figure.objects.get(status="draft", indicator=world.returned)
    assert (figure.period_start, figure.period_end) == (None, dt.date(2031, 11, 15))


def test_a_period_that_is_another_than_that_of_the_words(world):
    saved = world.save("1,200 asylum claims in 2031", period="2032")
    assert "another period" in problems(saved)["period"]


def test_a_period_without_dates_is_kept_as_stated_and_pointed_out(world):
    saved = world.save("1,200 asylum claims", period="since its restart")
    assert saved.outcome == "saved"
    assert any("No dates could be read" in line for line in saved.row.advice)
    figure = Figure.objects.get(status="draft")
    assert (figure.period_as_stated, figure.period_end) == ("since its restart", None)


@pytest.mark.parametrize(
    ("words", "missing", "cited"),
    [
        ("-", "not_yet_reported", "[not yet reported]"),
        ("/", "not_applicable", "[not applicable]"),
        ("*", "withheld", "[withheld]"),
        ("? hundreds of claims", "unknown", "hundreds of claims"),
    ],
)
def test_one_key_says_why_there_is_no_value(world, words, missing, cited):
    saved = world.save(words, period="2031")
    assert saved.outcome == "saved", saved.row.problems
    figure = Figure.objects.get(status="draft")
    assert (figure.value, figure.missing, figure.citation.as_stated) == (None, missing, cited)
    assert saved.row.cells.words == words
    again = world.save("1,200 asylum claims", key=saved.row.key, token=saved.row.token, period="2031")
    figure.refresh_from_db()
    assert (again.outcome, figure.value, figure.missing) == ("saved", 1200, "")
    assert figure.citation.as_stated == "1,200 asylum claims"


@pytest.mark.parametrize(
    ("cells", "cell", "said"),
    [
        ({"words": "hundreds of claims"}, "words", "vague"),
        ({"words": "20 to 30 claims"}, "words", "range"),
        ({"words": "$5 million"}, "words", None),
        ({"words": "in Guatemala there were, all told, about 1,200 asylum claims"}, "words", "Keep only"),
        ({"words": "1,200 claims", "source": None}, "source", "Say which source"),
        ({"words": "", "section": "Protection"}, "words", "Type the words"),
        ({"words": "1,200 claims", "section": "x" * 401}, "section", "400"),
        ({"words": "1,200 claims", "period": "y" * 130}, "period", "120"),
    ],
)
def test_what_is_not_sound_is_kept_as_typed_with_what_to_do(world, cells, cell, said):
    saved = world.save(**cells)
    assert saved.outcome == "kept"
    entry = Entry.objects.get()
    assert entry.words == cells["words"]
    assert entry.section == cells.get("section", "")
    if said:
        assert said in problems(saved)[cell], problems(saved)
    else:
        assert saved.row.problems
    assert Entry.objects.unfinished(world.update)
    assert not Figure.objects.filter(status="draft").exists()


def test_what_was_kept_becomes_a_draft_once_it_is_mended(world):
    kept = world.save("hundreds of claims")
    saved = world.save("about 300 claims", token=kept.row.token, period="2031")
    assert saved.outcome == "saved"
    assert not Entry.objects.exists()
    assert not Entry.objects.unfinished(world.update)


def test_a_draft_that_is_made_unsound_stays_until_it_is_mended(world):
    row = world.save("1,200 claims", period="2031").row
    kept = world.save("hundreds of claims", key=row.key, token=row.token, period="2031")
    figure = Figure.objects.get(status="draft")
    assert (kept.outcome, figure.value, Entry.objects.get().figure) == ("kept", 1200, figure)
    saved = world.save("1,300 claims", key=row.key, token=kept.row.token, period="2031")
    figure.refresh_from_db()
    assert (saved.outcome, figure.value, Entry.objects.count()) == ("saved", 1300, 0)


def test_a_cleared_row_is_blank_again(world):
    kept = world.save("hundreds of claims")
    assert world.save("", token=kept.row.token).outcome == "cleared"
    assert not Entry.objects.exists()


def test_what_the_form_set_stays_while_other_cells_change(world):
    figure = make.figure(
        update=world.update,
        indicator=world.claims,
        value=300,
        qualifier="about",
        note="Hand-counted.",
        citation=make.citation(source=world.source, as_stated="hundreds of claims"),
    )
    key = f"f{figure.pk}"
    row = world.row(key)
    saved = world.save("hundreds of claims", key=key, token=row.token, section="Elsewhere", period=row.cells.period)
    assert saved.outcome == "saved", saved.row.problems
    figure.refresh_from_db()
    assert (figure.value, figure.qualifier, figure.note) == (300, "about", "Hand-counted.")
    assert figure.citation.section == "Elsewhere"
    assert figure.period_start == dt.date(2021, 1, 1)


def test_the_period_of_a_draft_can_be_taken_out_and_changed(world):
    row = world.save("1,200 claims", period="2031").row
    row = world.save("1,200 claims", key=row.key, token=row.token, period="2032").row
    assert Figure.objects.get(status="draft").period_end == dt.date(2032, 12, 31)
    row = world.save("about 1,300 claims", key=row.key, token=row.token, period="").row
    figure = Figure.objects.get(status="draft")
    assert (figure.period_end, figure.period_as_stated, figure.value, figure.qualifier) == (None, "", 1300, "about")


class TestWhatIsPublished:
    def test_another_value_of_the_same_is_a_correction_and_asks_for_its_reason(self, world):
        saved = world.save("950 claims", period="2030")
        assert saved.outcome == "kept"
        assert "Say why it is corrected" in problems(saved)["reason"]
        saved = world.save("950 claims", token=saved.row.token, period="2030", reason="Recounted.")
        figure = Figure.objects.get(status="draft")
        assert (saved.outcome, figure.supersedes, figure.supersede_reason) == ("saved", world.before, "Recounted.")
        assert (figure.value, figure.identity) == (950, world.before.identity)
        figure.full_clean()

    def test_one_reason_serves_all_that_give_none(self, world):
        world.save("950 claims", period="2030", all_reason="Recounted for all.")
        assert Figure.objects.get(status="draft").supersede_reason == "Recounted for all."

    def test_a_reason_given_later_finishes_what_waited_for_it(self, world):
        row = world.save("950 claims", period="2030").row
        again = world.save("950 claims", period="2030", token=row.token, all_period="2031")
        assert (again.outcome, again.row.token) == ("kept", row.token), "its own period stands, and nothing was written"
        assert world.save("950 claims", period="2030", token=row.token, all_reason="Recounted.").outcome == "saved"
        assert Figure.objects.get(status="draft").supersede_reason == "Recounted."
        assert not Entry.objects.exists()

    def test_another_source_with_the_rank_normal_is_a_rival(self, world):
        saved = world.save("950 claims", period="2030", rank="normal")
        figure = Figure.objects.get(status="draft")
        assert (saved.outcome, figure.supersedes, figure.rank) == ("saved", None, "normal")
        assert any("950" in warning and "900" in warning for warning in saved.row.warnings)

    def test_exactly_the_same_is_not_entered_again(self, world):
        cited = make.citation(source=world.source, section="Protection", as_stated="70 claims")
        common = {"indicator": world.claims, "countries": ("HND",), "period": 2030, "period_as_stated": "2030"}
        held = make.published(value=70, citation=cited, update=world.last, **common)
        key = f"s:{held.series_key}"
        saved = world.save("70 claims", key=key, period="2030", section="Protection")
        assert (saved.outcome, f"figure {held.pk}" in saved.message) == ("same", True)
        assert (saved.row.state, saved.row.key) == ("blank", key)
        assert not Figure.objects.filter(status="draft").exists()

    def test_a_correction_begun_elsewhere_is_named(self, world):
        begun = make.correction(of=world.before, value=930, status="draft", update=world.last)
        saved = world.save("950 claims", period="2030", reason="Recounted.")
        assert f"figure {begun.pk}" in problems(saved)["words"]

    def test_a_correction_can_be_changed(self, world):
        row = world.save("950 claims", period="2030", reason="Recounted.").row
        saved = world.save("960 claims", key=row.key, token=row.token, period=row.cells.period, reason="Misprint.")
        figure = Figure.objects.get(status="draft")
        assert (saved.outcome, figure.value, figure.supersede_reason) == ("saved", 960, "Misprint.")


class TestNewRows:
    def test_a_joint_figure(self, world):
        saved = world.save("50 claims", key="n1", indicator="claims", place="Honduras; GTM", period="2031")
        figure = Figure.objects.get(status="draft")
        assert (saved.outcome, figure.coverage, figure.place_key) == ("saved", "joint", "GTM;HND")
        assert set(figure.countries.values_list("pk", flat=True)) == {"GTM", "HND"}

    @pytest.mark.parametrize(("place", "key"), [("world", "global"), ("northern", "group:northern"), ("México", "MEX")])
    def test_other_places(self, world, place, key):
        make.group(slug="northern")
        world.save("50 claims", key="n1", indicator="Claims lodged", place=place, period="2031")
        assert Figure.objects.get(status="draft").place_key == key

    def test_a_part_and_a_role(self, world):
        world.save(
            "50 women", key="n1", indicator="returned", place="GTM", category="women", role="target", period="2031"
        )
        figure = Figure.objects.get(status="draft")
        assert (figure.category, figure.role) == (world.women, "target")

    @pytest.mark.parametrize(
        ("cells", "cell", "said"),
        [
            ({"indicator": "", "place": "GTM"}, "indicator", "Name the indicator"),
            ({"indicator": "nothing like it", "place": "GTM"}, "indicator", "No indicator"),
            ({"indicator": "claims", "place": ""}, "place", "Say where"),
            ({"indicator": "claims", "place": "Atlantis"}, "place", "No country"),
            ({"indicator": "claims", "place": "GTM; Atlantis"}, "place", "No country"),
            ({"indicator": "claims", "place": "GTM", "category": "women"}, "category", "not broken down"),
            ({"indicator": "returned", "place": "GTM", "category": "elves"}, "category", "Women"),
        ],
    )
    def test_what_cannot_be_told_is_kept_and_named(self, world, cells, cell, said):
        saved = world.save("50 people", key="n1", **cells)
        assert saved.outcome == "kept"
        assert said in problems(saved)[cell]
        assert Entry.objects.get(key="n1").words == "50 people"

    def test_what_a_row_of_the_update_says_already_is_named(self, world):
        world.save("1,200 claims", period="2031")
        saved = world.save("1,300 claims", key="n1", indicator="claims", place="GTM", period="2031")
        assert "Change that row" in problems(saved)["words"]


class TestPartsOfATotal:
    def test_in_one_line_with_their_total(self, world):
        saved = world.save("250 people: 120 women and 130 men", key=world.of_total, period="2031")
        assert saved.outcome == "saved", saved.row.problems
        drafts = {f.category and f.category.slug: f for f in Figure.objects.filter(status="draft")}
        assert {name: f.value for name, f in drafts.items()} == {None: 250, "women": 120, "men": 130}
        assert {f.place_key for f in drafts.values()} == {"GTM;HND"}
        assert {f.citation.as_stated for f in drafts.values()} == {"250 people", "120 women", "130 men"}
        related = FigureRelation.objects.values_list("from_figure", "kind", "to_figure")
        assert set(related) == {(drafts[n].pk, "component_of", drafts[None].pk) for n in ("women", "men")}
        assert saved.row.figure == drafts[None]
        assert {row.figure.category.slug for row in saved.others} == {"women", "men"}

    def test_a_period_that_one_piece_states_is_that_of_all(self, world):
        world.save("250 people: 120 women and 130 men in 2031", key=world.of_total)
        ends = Figure.objects.filter(status="draft").values_list("period_end", flat=True)
        assert list(ends) == [dt.date(2031, 12, 31)] * 3

    def test_alone_they_add_up_to_the_draft_of_their_total(self, world):
        row = world.save("250 people", key=world.of_total, period="2031").row
        saved = world.save("120 women, 130 men", key=row.key, token=row.token, period=row.cells.period)
        assert saved.outcome == "saved", saved.row.problems
        assert saved.row.cells.words == "250 people"
        assert FigureRelation.objects.filter(to_figure=row.figure).count() == 2

    def test_where_one_is_not_sound_none_is_written(self, world):
        saved = world.save("250 people: 120 women and 130.5.6 men", key=world.of_total, period="2031")
        assert saved.outcome == "kept"
        assert not Figure.objects.filter(status="draft").exists()
        assert Entry.objects.get().words == "250 people: 120 women and 130.5.6 men"

    def test_typed_again_they_are_the_same_drafts(self, world):
        words = "250 people: 120 women and 130 men"
        row = world.save(words, key=world.of_total, period="2031").row
        world.save("260 people: 130 women and 130 men", key=row.key, token=row.token, period=row.cells.period)
        assert sorted(f.value for f in Figure.objects.filter(status="draft")) == [130, 130, 260]
        assert FigureRelation.objects.count() == 2


class TestTwoPeople:
    def test_the_later_is_shown_the_other_s_and_asked(self, world):
        first = world.save("1,200 claims", period="2031")
        later = world.save("1,300 claims", period="2031", by=world.other)
        assert later.outcome == "conflict"
        assert later.row.cells.words == "1,300 claims"
        assert (later.row.conflict.cells.words, later.row.conflict.by) == ("1,200 claims", "ed")
        assert later.others[0].cells == first.row.cells
        assert Figure.objects.get(status="draft").value == 1200
        mine = world.save("1,300 claims", period="2031", over=later.row.conflict.token, by=world.other)
        figure = Figure.objects.get(status="draft")
        assert (mine.outcome, figure.value, figure.entered_by) == ("saved", 1300, world.other)

    def test_what_changed_again_while_asked_is_asked_again(self, world):
        row = world.save("1,200 claims", period="2031").row
        later = world.save("1,300 claims", period="2031", by=world.other)
        world.save("1,250 claims", key=row.key, token=row.token, period="2031")
        again = world.save("1,300 claims", period="2031", over=later.row.conflict.token, by=world.other)
        assert (again.outcome, again.row.conflict.cells.words) == ("conflict", "1,250 claims")

    def test_a_kept_row_is_no_less_somebody_s(self, world):
        world.save("hundreds of claims")
        later = world.save("1,300 claims", period="2031", by=world.other)
        assert (later.outcome, later.row.conflict.cells.words) == ("conflict", "hundreds of claims")

    def test_a_draft_changed_elsewhere_is_seen(self, world):
        row = world.save("1,200 claims", period="2031").row
        Figure.objects.filter(pk=row.figure.pk).update(value=Decimal(1250))
        later = world.save("1,300 claims", key=row.key, token=row.token, period="2031")
        assert later.outcome == "conflict"

    def test_a_draft_made_elsewhere_is_seen(self, world):
        make.figure(update=world.update, indicator=world.claims, citation=make.citation(source=world.source))
        assert world.save("1,300 claims", period="2031").outcome == "conflict"

    def test_sending_the_same_once_more_changes_nothing(self, world):
        first = world.save("1,200 claims", period="2031")
        assert world.save("1,200 claims", period="2031").outcome == "saved"
        kept = world.save("x claims", key="n1", indicator="claims", place="GTM")
        again = world.save("x claims", key="n1", indicator="claims", place="GTM")
        assert (again.outcome, again.row.token) == ("kept", kept.row.token)
        assert (Figure.objects.get(status="draft"), Entry.objects.count()) == (first.row.figure, 1)

    def test_a_new_row_sent_once_more_is_not_doubled(self, world):
        cells = {"key": "n7", "indicator": "claims", "place": "HND", "period": "2031"}
        first, again = world.save("50 claims", **cells), world.save("50 claims", **cells)
        assert again.row.key == first.row.key
        assert Figure.objects.filter(status="draft").count() == 1


def test_looking_writes_nothing_and_says_what_saving_would(world):
    row = world.look("950 claims", period="2030")
    assert [problem.cell for problem in row.problems] == ["reason"]
    row = world.look("90,000 claims", period="2031")
    assert "90,000" in row.understood
    assert row.warnings, "a hundred times as many"
    assert not Entry.objects.exists()
    assert not Figure.objects.filter(status="draft").exists()


def test_the_archived_text_fills_the_section_and_is_checked(world):
    text = "November sheet\n\nProtection\n\nThere were more than 1,200 asylum claims in 2031.\n"
    make.archive(source=world.source, text=text)
    wrong = world.look("more than 1,300 asylum claims in 2031")
    assert any("In the archived text" in warning for warning in wrong.warnings)
    saved = world.save("more than 1,200 asylum claims in 2031")
    figure = Figure.objects.get(status="draft")
    assert not [warning for warning in saved.row.warnings if "archived" in warning]
    assert figure.citation.verification == "verified"


def test_a_silence_has_nothing_to_find(world):
    make.archive(source=world.source, text="Nothing of it.")
    saved = world.save("-", period="2031")
    figure = Figure.objects.get(status="draft")
    assert figure.citation.verification == "silent"
    assert not [warning for warning in saved.row.warnings if "archived" in warning]


@pytest.mark.parametrize("key", ["f999999", "x1", "s:nonsense", "", "f"])
def test_a_row_that_there_is_not(world, key):
    with pytest.raises(ValidationError):
        entering.save(world.update, world.sent("5 claims")._replace(key=key), world.editor)


def test_a_submitted_row_is_left_alone(world):
    figure = make.figure(update=world.update, indicator=world.claims, status="submitted")
    row = world.look("", key=f"f{figure.pk}")
    saved = world.save("5 claims", key=f"f{figure.pk}", token=row.token)
    assert (saved.outcome, "submitted" in saved.message) == ("refused", True)


def test_a_viewer_saves_nothing(world):
    saved = world.save("1,200 claims", period="2031", by=make.user(role="Viewer"))
    assert saved.outcome == "refused"
    assert not Figure.objects.filter(status="draft").exists()


class TestAssignments:
    def test_a_row_of_another_country_is_refused_and_nothing_is_kept(self, world):
        make.assignment(user=world.editor, country="HND")
        saved = world.save("1,000 claims")
        assert saved.outcome == "refused"
        assert saved.message.startswith("You are assigned to Honduras; this figure covers Guatemala.")
        assert not Figure.objects.filter(update=world.update).exists()
        assert not Entry.objects.exists()

    def test_a_new_row_of_another_country_says_so_at_the_place(self, world):
        make.assignment(user=world.editor, country="HND")
        new = {"key": "n1", "indicator": world.claims.name}
        saved = world.save("1,000 claims in 2031", place="Guatemala", **new)
        assert [problem.cell for problem in saved.row.problems] == ["place"]
        assert world.save("1,000 claims in 2031", place="Honduras", token=saved.row.token, **new).outcome == "saved"

    def test_a_correction_of_another_country_is_refused(self, world):
        make.assignment(user=world.editor, country="HND")
        new = {"key": "n1", "indicator": world.claims.name, "place": "Guatemala", "period": "2030"}
        saved = world.save("950 claims", reason="A misprint.", **new)
        assert "place" in [problem.cell for problem in saved.row.problems]
        assert not Figure.objects.filter(supersedes=world.before).exists()
