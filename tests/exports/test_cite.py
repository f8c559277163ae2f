"""Citations: what each style says of each kind of source, and that nothing anybody writes breaks a form."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.exports import cite
from metrics.exports.cite.managers import LATEX, TYPES, latex
from metrics.exports.cite.reference import Name, name_of
from metrics.exports.plain import one_line
from metrics.models import Source
from metrics.reports import evidence
from tests import factories

LINK = "https://throughline.example.org/figures/12/?as_of=2022-05-03"
DAY = dt.date(2022, 5, 3)
SPOKEN = dt.date(2022, 4, 20)

REFERENCE = cite.Reference(
    figure_id=12,
    quoted="more than 1,000 asylum claims",
    section=["Protection", "Asylum"],
    authors=[],
    title="A Report on Asylum",
    kind="report",
    kind_words="Report",
    date=SPOKEN,
    place="",
    container="",
    container_date=None,
    publisher="",
    language="en",
    source_url="",
    archived_url="",
    accessed_on=None,
    link=LINK,
    day=DAY,
)
SPEAKERS = ["Cortizo Cohen, Laurentino", "Mouynes, Erika", "Blinken, Antony J.", "de Obaldía, Olga"]
REMARKS = replace(
    REFERENCE,
    authors=[name_of(line) for line in SPEAKERS],
    title="Joint Press Availability",
    kind="remarks",
    kind_words="Remarks",
    place="Panama City, Panama",
    container="A Visit in Pictures",
    container_date=dt.date(2022, 12, 7),
    publisher="Department of State",
    source_url="https://example.org/visit",
    accessed_on=dt.date(2022, 5, 1),
)

# The properties of an item, a name and a date in the JSON schema of CSL 1.0.2 data, which allows no others.
CSL_FIELDS = """
    type id categories language journalAbbreviation shortTitle author chair collection-editor compiler composer
    container-author contributor curator director editor editorial-director executive-producer guest host interviewer
    illustrator narrator organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator accessed available-date event-date issued original-date submitted abstract annote archive
    archive_collection archive_location archive-place authority call-number chapter-number citation-number
    citation-label collection-number collection-title container-title container-title-short dimensions division DOI
    edition event event-place first-reference-note-number genre ISBN ISSN issue jurisdiction keyword locator medium note
    number number-of-pages number-of-volumes original-publisher original-publisher-place original-title page page-first
    part part-title PMCID PMID printing publisher publisher-place references reviewed-title scale section source status
    supplement title title-short URL version volume year-suffix custom"""
CSL_TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage"""
CSL_NAME = {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"}


def assert_is_csl(items):
    for item in items:
        assert item.keys() <= set(CSL_FIELDS.split())
        assert item["type"] in CSL_TYPES.split()
        assert item["id"]
        for name in item.get("author", []):
            assert name.keys() <= CSL_NAME
        for variable in ("issued", "accessed", "event-date"):
            if variable in item:
                assert item[variable].keys() == {"date-parts"}
                ((*parts,),) = item[variable]["date-parts"]
                assert [type(part) for part in parts] == [int] * 3
        for field in item.keys() - {"author", "issued", "accessed", "event-date"}:
            assert isinstance(item[field], str)


def fields_of(entry: str) -> dict[str, str]:
    """The fields of one BibTeX entry, read as BibTeX does: a value ends where its braces are balanced."""
    head, _, rest = entry.partition(",\n")
    assert re.fullmatch(r"@[a-z]+\{[a-z0-9-]+", head)
    fields, position = {}, 0
    while match := re.compile(r"\s*([a-z]+) = ").match(rest, position):
        position = start = match.end()
        if rest[start] != "{":
            position = re.compile(r"[a-z]+").match(rest, start).end()
            fields[match[1]] = rest[start:position]
        else:
            depth = 0
            while True:
                depth += {"{": 1, "}": -1}.get(rest[position], 0)
                position += 1
                if depth == 0:
                    break
            fields[match[1]] = rest[start + 1 : position - 1]
        if rest[position] == ",":
            position += 1
    assert rest[position:] == "\n}\n"
    return fields


def unlatex(text: str) -> str:
    """What LaTeX sets for text that `latex` wrote."""
    known = {written: character for character, written in LATEX.items()}
    pattern = "|".join(re.escape(written) for written in sorted(known, key=len, reverse=True))
    assert not re.search(r"[\\{}$&#%_^~]", re.sub(pattern, "", text)), "something is left that LaTeX acts on"
    return re.sub(pattern, lambda match: known[match[0]], text)


def records_of(text: str) -> list[tuple[str, str]]:
    lines = text.split("\r\n")
    assert lines.pop() == ""
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    assert all(found), text
    return [(match[1], match[2]) for match in found]


class TestNames:
    @pytest.mark.parametrize(
        ("line", "name", "inverted", "in_order"),
        [
            ("Blinken, Antony J.", Name("Blinken", "Antony J."), "Blinken, Antony J.", "Antony J. Blinken"),
            ("de Obaldía, Olga", Name("Obaldía", "Olga", "de"), "de Obaldía, Olga", "Olga de Obaldía"),
            ("van der Berg, Ana", Name("Berg", "Ana", "van der"), "van der Berg, Ana", "Ana van der Berg"),
            ("Pino Forero, Juan", Name("Pino Forero", "Juan"), "Pino Forero, Juan", "Juan Pino Forero"),
            ("World Bank", Name(literal="World Bank"), "World Bank", "World Bank"),
            ("Plato,", Name("Plato"), "Plato", "Plato"),
            (", Olga", Name(literal="Olga"), "Olga", "Olga"),
            ("hooks, bell", Name("hooks", "bell"), "hooks, bell", "bell hooks"),
        ],
    )
    def test_a_line_of_the_source_is_a_person_or_an_organization(self, line, name, inverted, in_order):
        assert name_of(line) == name
        assert (name_of(line).inverted, name_of(line).in_order) == (inverted, in_order)

    @pytest.mark.parametrize(
        ("given", "initials"),
        [
            ("Antony J.", "A. J."),
            ("Jean-Paul María", "J.-P. M."),
            ("Óscar", "Ó."),
            ("(Bob) -", "B."),
            ("E\u0301va", "É."),
        ],
    )
    def test_initials_keep_hyphens_and_accents(self, given, initials):
        assert name_of(f"Family, {given}").initials == initials

    @given(st.text())
    def test_any_line_is_read_without_loss_of_letters(self, line):
        letters = re.sub(r"[\s,]", "", one_line(line))
        name = name_of(line)
        assert re.sub(r"[\s,]", "", name.inverted) == letters
        assert not name.initials or name.initials.endswith(".")


class TestChicago:
    def test_remarks_name_the_speakers_the_place_the_container_and_both_addresses(self):
        assert cite.chicago(REMARKS) == (
            "Cortizo Cohen, Laurentino, Erika Mouynes, Antony J. Blinken, and Olga de Obaldía. “Joint Press"
            " Availability.” Remarks, Panama City, Panama, April 20, 2022. In “A Visit in Pictures,” December 7, 2022."
            " Department of State. Accessed May 1, 2022, https://example.org/visit. “more than 1,000 asylum claims,”"
            f" figure 12 in Throughline, as of May 3, 2022. {LINK}."
        )
        assert cite.chicago_note(REMARKS) == (
            "Laurentino Cortizo Cohen et al., “Joint Press Availability” (remarks, Panama City, Panama, April 20,"
            " 2022), in “A Visit in Pictures” (December 7, 2022), Department of State, under “Asylum,” accessed May 1,"
            " 2022, https://example.org/visit, “more than 1,000 asylum claims”; figure 12 in Throughline, as of May 3,"
            f" 2022, {LINK}."
        )

    @pytest.mark.parametrize(
        ("authors", "words"),
        [
            (["Blinken, Antony J."], "Blinken, Antony J. “A Report"),
            (["Mouynes, Erika", "de Obaldía, Olga"], "Mouynes, Erika, and Olga de Obaldía. “A Report"),
            (["U.S. Agency for International Development"], "U.S. Agency for International Development. “A Report"),
            ([f"Family{n}, A." for n in range(11)], "A. Family5, A. Family6, et al. “A Report"),
        ],
    )
    def test_authors_are_listed_as_the_manual_asks(self, authors, words):
        assert words in cite.chicago(replace(REFERENCE, authors=[name_of(line) for line in authors]))

    def test_without_an_author_the_publisher_stands_in_once(self):
        text = cite.chicago(replace(REFERENCE, publisher="World Bank"))
        assert text.startswith("World Bank. “A Report on Asylum.” Report, April 20, 2022. “more")
        assert text.count("World Bank") == 1

    def test_without_author_and_publisher_the_title_leads(self):
        assert cite.chicago(REFERENCE).startswith("“A Report on Asylum.” Report")
        assert cite.chicago_note(REFERENCE).startswith("“A Report on Asylum” (report, April 20, 2022), under")

    def test_a_date_that_is_missing_is_said(self):
        assert "Report, n.d." in cite.chicago(replace(REFERENCE, date=None))
        assert "(report, n.d.)" in cite.chicago_note(replace(REFERENCE, date=None))

    def test_quotation_marks_within_a_title_become_single_ones_and_no_stop_is_doubled(self):
        text = cite.chicago(replace(REFERENCE, title='Who Said "Enough"? And “More”?', publisher="Bank Inc."))
        assert "“Who Said ‘Enough’? And ‘More’?” Report" in text
        assert text.startswith("Bank Inc. “Who")


class TestAPA:
    def test_remarks(self):
        assert cite.apa(REMARKS) == (
            "Cortizo Cohen, L., Mouynes, E., Blinken, A. J., & de Obaldía, O. (2022, April 20). Joint Press"
            " Availability [Remarks]. Panama City, Panama. In “A Visit in Pictures” (2022, December 7). Department"
            " of State. Retrieved May 1, 2022, from https://example.org/visit “more than 1,000 asylum claims” (Figure"
            f" 12, as of May 3, 2022). Throughline. {LINK}"
        )

    def test_without_author_and_date_the_title_leads(self):
        assert cite.apa(replace(REFERENCE, date=None)).startswith("A Report on Asylum [Report]. (n.d.). “more")

    def test_of_more_than_twenty_authors_the_last_is_named_after_the_nineteenth(self):
        authors = [Name(f"Family{n}", "Ana") for n in range(1, 23)]
        text = cite.apa(replace(REFERENCE, authors=authors))
        assert "Family19, A., … Family22, A. (2022" in text
        assert "Family20" not in text


class TestManagers:
    def test_csl_json_has_the_fields_of_the_schema_and_no_others(self):
        (item,) = json.loads(cite.csl_json(REMARKS))
        assert_is_csl([item])
        assert item["type"] == "speech"
        assert item["author"][3] == {"family": "Obaldía", "given": "Olga", "non-dropping-particle": "de"}
        assert item["issued"] == {"date-parts": [[2022, 4, 20]]}
        assert item["accessed"] == {"date-parts": [[2022, 5, 3]]}
        assert item["URL"] == LINK
        assert item["container-title"] == "A Visit in Pictures"
        assert "https://example.org/visit (accessed 2022-05-01)" in item["note"]
        (bare,) = json.loads(cite.csl_json(replace(REFERENCE, date=None)))
        assert not bare.keys() & {"issued", "author", "container-title", "publisher"}

    def test_every_kind_of_source_has_types(self):
        assert TYPES.keys() == set(Source.Kind)
        assert {csl for csl, _ in TYPES.values()} <= set(CSL_TYPES.split())

    def test_bibtex_keeps_the_link_names_and_capitals(self):
        authors = [name_of(line) for line in ("de Obaldía, Olga", "Health and Human Services")]
        entry = cite.bibtex(replace(REMARKS, authors=authors))
        fields = fields_of(entry)
        assert entry.startswith("@incollection{throughline-figure-12,\n")
        assert fields["author"] == "de Obaldía, Olga and {Health and Human Services}"
        assert fields["title"] == "{Joint Press Availability}"
        assert fields["url"] == LINK
        assert (fields["year"], fields["month"], fields["day"], fields["urldate"]) == (
            "2022",
            "apr",
            "20",
            "2022-05-03",
        )
        assert cite.bibtex(replace(REFERENCE, publisher="Bank")).startswith("@techreport{")
        assert fields_of(cite.bibtex(replace(REFERENCE, date=None)))["year"] == "n.d."

    def test_ris_is_one_record_with_an_author_a_line(self):
        records = records_of(cite.ris(REMARKS))
        assert records[0] == ("TY", "ELEC")
        assert records[-1] == ("ER", "")
        assert [value for tag, value in records if tag == "AU"] == SPEAKERS
        assert dict(records)["DA"] == "2022/04/20"
        assert dict(records)["UR"] == LINK


class TestHostileText:
    @given(st.text())
    def test_latex_sets_what_was_written(self, text):
        assert unlatex(latex(text)) == text

    @given(st.text(), st.text(), st.lists(st.text(), max_size=3), st.text())
    def test_no_text_breaks_a_form(self, title, words, authors, publisher):
        reference = replace(
            REMARKS,
            title=one_line(title),
            quoted=one_line(words),
            authors=[name_of(line) for line in authors if name_of(line) != Name()],
            publisher=one_line(publisher),
        )
        fields = fields_of(cite.bibtex(reference))
        assert unlatex(fields["title"][1:-1]) == one_line(title)
        records = records_of(cite.ris(reference))
        assert [tag for tag, _ in records].count("ER") == 1
        assert sum(tag == "AU" for tag, _ in records) == len(reference.responsible)
        (item,) = json.loads(cite.csl_json(reference))
        assert_is_csl([item])
        for write in cite.STYLES.values():
            assert "\n" not in write(reference)
            assert LINK in write(reference)

    @pytest.mark.parametrize("separator", ["\n", "\r\n", "\u2028", "\u0085", "\x0b", "\x1c"])
    def test_a_line_break_cannot_begin_a_record_of_its_own(self, separator):
        title = one_line(f"Title{separator}ER  - {separator}TY  - JOUR")
        assert title == "Title ER - TY - JOUR"
        assert dict(records_of(cite.ris(replace(REFERENCE, title=title))))["TI"] == title

    def test_what_would_reorder_or_hide_text_is_dropped(self):
        assert one_line("a\u202eb\u0000c\u200bd\u00ade") == "abcde"


class TestFromTheReport:
    def test_a_part_takes_publisher_and_address_of_the_document_that_it_stands_in(self, db):
        whole = factories.source(
            title="The Whole", url="https://example.org/whole", publisher="Press", accessed_on=dt.date(2022, 5, 1)
        )
        part = factories.source(
            title="The\nPart", part_of=whole, published_on=None, kind="statement", authors="Price, Ned\n\n World Bank "
        )
        figure = factories.published(citation=factories.citation(source=part, as_stated="100 people"))
        reference = cite.reference_of(evidence.report(figure.pk, None), LINK, DAY)
        assert reference.title == "The Part"
        assert reference.authors == [Name("Price", "Ned"), Name(literal="World Bank")]
        assert (reference.container, reference.container_date) == ("The Whole", dt.date(2022, 4, 20))
        assert (reference.publisher, reference.source_url) == ("Press", "https://example.org/whole")
        assert reference.accessed_on == dt.date(2022, 5, 1)
        assert reference.date is None
        assert reference.section == ["Update", "Guatemala"]
        assert reference.quoted == "100 people"

    def test_the_document_of_a_figure_has_every_field_of_its_source(self, db):
        given = {
            "title": "T",
            "kind": "remarks",
            "publisher": "P",
            "published_on": dt.date(2022, 4, 21),
            "event_on": SPOKEN,
            "event_place": "Panama City",
            "language": "es",
            "url": "https://example.org/1",
            "archived_url": "https://example.org/2",
            "accessed_on": DAY,
            "license": "CC0",
            "note": "N",
        }
        source = factories.source(authors="A, B", **given)
        figure = factories.published(citation=factories.citation(source=source))
        document = evidence.report(figure.pk, None).document
        assert {name: getattr(document, name) for name in given} == given
        assert document.authors == ["A, B"]
        assert document.language_name == "Spanish"
        assert document.stated_on == SPOKEN
