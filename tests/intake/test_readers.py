"""Files to documents: what is told apart, and that every offset points at its own words."""

import contextlib
import io
import zipfile

import pytest

from metrics.intake.document import Document, Kind, Unreadable
from metrics.intake.readers import read_bytes, read_html, read_text
from tests.intake import makers


def found(document: Document, kind: Kind) -> list[str]:
    return [document.words(block) for block in document.blocks if block.kind is kind]


def cells(document: Document) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (document.words(block), block.row_heads, block.column_heads)
        for block in document.blocks
        if block.kind is Kind.CELL
    ]


class TestPlainText:
    def test_the_text_is_the_decoded_file_with_line_feeds(self):
        data = "Título\r\n\r\nUno\rdos…\n".encode()
        assert read_bytes(data).text == "Título\n\nUno\ndos…\n"

    @pytest.mark.parametrize(
        ("data", "text"),
        [
            (b"\xef\xbb\xbfhola", "hola"),
            ("año".encode("utf-16"), "año"),
            ("año “x”".encode("cp1252"), "año “x”"),
        ],
    )
    def test_encodings(self, data, text):
        assert read_bytes(data).text == text

    def test_headings_and_labels_make_the_section(self):
        document = read_text(
            "Fact Sheet on Shelters\n\nProtect People\n\n"
            "  • Safe U.S. Shelters:  Some 300 people slept there.\n  • They ate.\n\n1.2 Money\n\nIt was spent.\n"
        )
        assert document.title == "Fact Sheet on Shelters"
        assert [(block.kind.value, block.section) for block in document.blocks][1:] == [
            ("heading", ("Protect People",)),
            ("bullet", ("Protect People", "Safe U.S. Shelters")),
            ("bullet", ("Protect People",)),
            ("heading", ("Protect People", "Money")),
            ("paragraph", ("Protect People", "Money")),
        ]

    def test_wrapped_lines_are_one_paragraph(self):
        document = read_text(
            "The ministry opened the third of its offices in the west of the\n"
            "country, where 450 families had asked for help in the course of the\nyear.\n"
        )
        assert [block.kind for block in document.blocks] == [Kind.PARAGRAPH]

    def test_lines_of_figures_stay_apart(self):
        document = read_text("KEY FIGURES\n4,500 people reached\n30 shelters opened\n")
        assert found(document, Kind.PARAGRAPH) == ["4,500 people reached", "30 shelters opened"]

    def test_furniture_captions_and_notes_are_recognized(self):
        document = read_text(
            "FOR IMMEDIATE RELEASE\n\nMay 3, 2022\n\nThe text says this.\n\nPage 2 of 4\n\n"
            "[Photo by A. Person, 12 people in view]\n\n[1] Source: 300 interviews.\n\nTel: 555 0100\n"
        )
        assert found(document, Kind.FURNITURE) == [
            "FOR IMMEDIATE RELEASE",
            "May 3, 2022",
            "Page 2 of 4",
            "Tel: 555 0100",
        ]
        assert found(document, Kind.CAPTION) == ["[Photo by A. Person, 12 people in view]"]
        assert found(document, Kind.FOOTNOTE) == ["[1] Source: 300 interviews."]

    @pytest.mark.parametrize(
        "text",
        [
            "| Country | Arrivals |\n|---|---|\n| Panama | 300 |\n| Belize | 20 |",
            "Country\tArrivals\nPanama\t300\nBelize\t20",
            "Country      Arrivals\nPanama       300\nBelize       20",
        ],
    )
    def test_drawn_tables(self, text):
        assert cells(read_text(text)) == [("300", ("Panama",), ("Arrivals",)), ("20", ("Belize",), ("Arrivals",))]

    def test_speakers_are_labels(self):
        document = read_text("SECRETARY DOE:  Good morning.  We saw 40 people.\n\nQUESTION:  Why?\n")
        assert [block.section for block in document.blocks] == [("SECRETARY DOE",), ("QUESTION",)]


class TestHtml:
    def test_hidden_words_and_page_furniture(self):
        document = read_html(
            "<html><head><title>Sheet</title><style>p{}</style></head><body><nav>Home 1</nav><h2>Money</h2>"
            "<p>Spent&nbsp;$3&nbsp;million<sup>2</sup> <b>in</b> all.</p><p hidden>9</p><script>8</script>"
            "<figure><figcaption>Two men</figcaption></figure><footer>Tel 7</footer></body></html>"
        )
        assert document.title == "Sheet"
        assert document.text == "Home 1\n\nMoney\n\nSpent $3 million in all.\n\nTwo men\n\nTel 7"
        assert found(document, Kind.FURNITURE) == ["Home 1", "Tel 7"]
        assert found(document, Kind.CAPTION) == ["Two men"]

    def test_tables_with_spans(self):
        document = read_html(
            "<table><tr><th rowspan=2>Country</th><th colspan=2>Visas</th></tr><tr><th>2021</th><th>2022</th></tr>"
            "<tr><td>Panama</td><td>300</td><td>20</td></tr></table>"
        )
        assert cells(document) == [
            ("300", ("Panama",), ("Visas", "2021")),
            ("20", ("Panama",), ("Visas", "2022")),
        ]

    def test_no_entity_is_expanded_and_nothing_is_fetched(self):
        bomb = (
            '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
            "<p>x &b; &f; y</p>"
        )
        assert "aaaa" not in read_html(bomb).text.replace('"aaaaaaaaaa"', "")

    def test_deep_nesting(self):
        assert "deep" in read_html("<div>" * 200 + "<p>deep</p>").text
        with contextlib.suppress(Unreadable):
            assert isinstance(read_html("<div>" * 50_000 + "<p>deep</p>"), Document)


class TestDocx:
    def test_structure(self):
        body = (
            makers.paragraph("The Sheet", "T")
            + makers.paragraph("Money", "H")
            + makers.paragraph("Grants: $3 million went out.", numbered=True)
            + makers.table([["Country", "Arrivals"], ["Panama", "300"]])
        )
        data = makers.docx(
            body, styles=makers.styles(T="Title", H="heading 1"), footnotes=makers.footnotes("As of June 3.")
        )
        document = read_bytes(data)
        assert document.title == "The Sheet"
        assert [block.section for block in document.blocks if block.kind is Kind.BULLET] == [("Money", "Grants")]
        assert cells(document) == [("300", ("Panama",), ("Arrivals",))]
        assert found(document, Kind.FOOTNOTE) == ["As of June 3."]

    def test_deleted_words_are_gone(self):
        body = "<w:p><w:del><w:r><w:delText>9 </w:delText></w:r></w:del><w:ins><w:r><w:t>Ten.</w:t></w:r></w:ins></w:p>"
        assert read_bytes(makers.docx(body)).text == "Ten."

    def test_entities_are_refused(self):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>')
        with pytest.raises(Unreadable, match="damaged"):
            read_bytes(written.getvalue())

    def test_a_bomb_is_refused(self, monkeypatch):
        monkeypatch.setattr("metrics.intake.readers.docx.MAX_PART", 1000)
        with pytest.raises(Unreadable, match="unpacks"):
            read_bytes(makers.docx(makers.paragraph("a" * 5000)))


class TestPdf:
    def test_headings_paragraphs_and_furniture(self):
        pages = [
            [
                (72, 760, 9, "Ministry of Works"),
                (72, 700, 20, "The Sheet"),
                (72, 660, 14, "Money Spent"),
                (72, 630, 11, "In all, 300 people were helped by mi-"),
                (72, 616, 11, "gration officers."),
                (72, 590, 11, "- Shelters: 30 were opened."),
                (72, 20, 9, "Page 1"),
            ],
            [(72, 760, 9, "Ministry of Works"), (72, 700, 11, "More text here."), (72, 20, 9, "Page 2")],
        ]
        document = read_bytes(makers.pdf(pages))
        assert document.title == "The Sheet"
        assert found(document, Kind.PARAGRAPH) == [
            "In all, 300 people were helped by migration officers.",
            "More text here.",
        ]
        bullet = next(block for block in document.blocks if block.kind is Kind.BULLET)
        assert (bullet.section, bullet.page) == (("Money Spent", "Shelters"), 1)
        assert found(document, Kind.FURNITURE) == ["Ministry of Works", "Page 1", "Ministry of Works", "Page 2"]

    def test_ruled_tables(self):
        lines = [
            (75, 685, 10, "Country"),
            (175, 685, 10, "Arrivals"),
            (75, 665, 10, "Panama"),
            (175, 665, 10, "300"),
            (75, 645, 10, "Belize"),
            (175, 645, 10, "20"),
        ]
        document = read_bytes(makers.pdf([lines], [makers.ruled_table(72, 700, [100, 100], 20, 3)]))
        assert cells(document) == [("300", ("Panama",), ("Arrivals",)), ("20", ("Belize",), ("Arrivals",))]

    def test_scans_are_told(self):
        with pytest.raises(Unreadable, match="scan"):
            read_bytes(makers.pdf([[]]))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nnothing",
        b"PK\x03\x04nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1 hello}",
        b"\x00\x01\x02\x03" * 50,
        b"<html></html>",
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data):
    with pytest.raises(Unreadable, match=r"^[A-Z].*\.$"):
        read_bytes(data)


class TestFind:
    @pytest.mark.parametrize(
        ("phrase", "words"),
        [
            ("more than 1,000 claims", "more than\u00a01,000\nclaims"),
            ('"De Aquí Soy"', "“De Aquí Soy”"),
            ("2021-2022", "2021–2022"),
            ("migration", "migra\u00adtion"),
            ("it's", "it’s"),
            ("so on...", "so on…"),
        ],
    )
    def test_looks_past_typography(self, phrase, words):
        document = read_text(f"First. {words} Last.")
        (span,) = document.find(phrase)
        assert document.text[span.start : span.end] == words

    def test_within_a_section(self):
        document = read_text("One Thing\n\n• Visas: 300 people came.\n\nOther Thing\n\n• Visas: 300 people came.\n")
        assert len(document.find("300 people")) == 2
        (span,) = document.find("300 people", ("Other thing", "Visas:"))
        assert span.start > document.text.index("Other")

    def test_nothing(self):
        assert read_text("One.").find(" ") == []
        assert read_text("One.").find("two") == []
