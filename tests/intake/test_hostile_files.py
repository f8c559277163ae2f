"""Files made to exhaust or to deceive a reader get a sentence, soon and without a look outside the file."""

import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pypdf
import pytest
from pypdf.generic import ArrayObject, NameObject, StreamObject

from metrics.intake.document import Unreadable
from metrics.intake.readers import MAX_BYTES, inflating, read_bytes
from metrics.intake.readers.docx import MAX_PART
from tests.intake import makers

PAGE = makers.pdf([[(72, 700, 12, "Some 300 people came.")]])


def zipped(**members: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return written.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data)
    return str(refused.value)


class TestZipBombs:
    def test_a_part_that_expands_is_not_unpacked_beyond_the_limit(self):
        bomb = zipped(word__document=b" " * (MAX_PART + 1_000_000))
        assert len(bomb) < 200_000
        tracemalloc.start()
        assert "unpacks to too much" in refusal(bomb)
        assert tracemalloc.get_traced_memory()[1] < 3 * MAX_PART
        tracemalloc.stop()

    def test_so_is_one_that_lies_about_its_size(self):
        bomb = bytearray(zipped(word__document=b" " * (MAX_PART + 1_000_000)))
        size = (MAX_PART + 1_000_000).to_bytes(4, "little")
        assert bomb.count(size) == 2
        assert refusal(bytes(bomb).replace(size, (100).to_bytes(4, "little")))

    def test_members_that_no_reader_opens_cost_nothing(self):
        body = f"<w:document {makers._W}><w:body>{makers.paragraph('Some 300 people.')}</w:body></w:document>"
        tracemalloc.start()
        document = read_bytes(zipped(word__document=body.encode(), word__media__bomb=b" " * 80_000_000))
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
        tracemalloc.stop()
        assert document.text == "Some 300 people."


class TestEntities:
    LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))

    @pytest.mark.parametrize(
        "declared",
        [
            f'<!ENTITY l0 "ha">{LAUGHS}',
            '<!ENTITY l11 SYSTEM "file:///etc/passwd">',
            '<!ENTITY l11 SYSTEM "http://127.0.0.1:9/">',
            '<!ENTITY % other SYSTEM "file:///etc/passwd"> %other; <!ENTITY l11 "x">',
        ],
    )
    def test_in_a_docx_are_neither_expanded_nor_fetched(self, declared):
        body = (
            f"<!DOCTYPE w:document [{declared}]><w:document {makers._W}><w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p>"
            "</w:body></w:document>"
        )
        assert "damaged" in refusal(zipped(word__document=body.encode()))

    def test_in_html_are_words(self):
        doctype = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        page = doctype + b"<html><body><p>Some &x; 300 people.</p></body></html>"
        document = read_bytes(page)
        assert "root:" not in document.text
        assert "300 people." in document.text


class TestPdf:
    def encrypted(self, user: str) -> bytes:
        writer = pypdf.PdfWriter(clone_from=BytesIO(PAGE))
        writer.encrypt(user, "owner", algorithm="AES-256")
        written = BytesIO()
        writer.write(written)
        return written.getvalue()

    def test_with_a_password_is_refused(self):
        assert "encrypted" in refusal(self.encrypted("secret"))

    def test_that_only_its_owner_may_change_is_read(self):
        assert read_bytes(self.encrypted("")).text == "Some 300 people came."

    @pytest.mark.parametrize("cut", [20, 60, 150])
    def test_cut_short_is_refused_or_read_never_broken(self, cut):
        assert refusal(PAGE[:cut]).endswith(".")

    def test_objects_that_name_each_other_end(self):
        looped = PAGE.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
        assert looped != PAGE
        assert read_bytes(looped).text == "Some 300 people came."

    @pytest.mark.parametrize("layers", [1, 2])
    @pytest.mark.parametrize("password", [None, ""])
    def test_that_expands_is_not_unpacked_beyond_the_limit(self, layers, password, monkeypatch):
        monkeypatch.setattr(inflating, "MAX_UNPACKED", 8_000_000)
        content = b" " * 100_000_000
        for _ in range(layers):
            content = zlib.compress(content, 9)
        writer = pypdf.PdfWriter(clone_from=BytesIO(PAGE))
        stream = StreamObject()
        stream._data = content
        filters = [NameObject("/FlateDecode")] * layers
        stream[NameObject("/Filter")] = ArrayObject(filters)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
        if password is not None:
            writer.encrypt(password, "owner", algorithm="AES-256")
        written = BytesIO()
        writer.write(written)
        tracemalloc.start()
        assert "unpacks to too much" in refusal(written.getvalue())
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x10\xff" * 100, "not text, HTML, DOCX or PDF"),
        (b"\x7fELF" + bytes(range(256)) * 8, "not text, HTML, DOCX or PDF"),
        (b"\xff\xfe" + b"\x00\xd8" * 9, "characters are damaged"),
        (b"\xef\xbb\xbf\xff\xff\xff", "characters are damaged"),
        (zipped(other=b"x"), "without a DOCX document"),
        (makers.docx(makers.paragraph("One."))[:200], "damaged"),
        (b"x" * (MAX_BYTES + 1), "larger than 50 MB"),
        (b"word " * 1_100_000, "too much text"),
    ],
)
def test_what_is_no_document_gets_a_sentence(data, words):
    assert words in refusal(data)


def test_bytes_of_another_encoding_are_read_as_windows_wrote_them():
    assert read_bytes("Señor Núñez pagó 300 €.".encode("cp1252")).text == "Señor Núñez pagó 300 €."
    assert read_bytes("Señor".encode("utf-16")).text == "Señor"


@pytest.mark.parametrize("depth", [5_000, 100_000])
def test_elements_within_elements_do_not_exhaust_the_stack(depth):
    page = b"<html><body>" + b"<div>" * depth + b"Some 300 people." + b"</div>" * depth + b"</body></html>"
    try:
        assert "300 people" in read_bytes(page).text
    except Unreadable as refused:
        assert str(refused).endswith(".")  # noqa: PT017
