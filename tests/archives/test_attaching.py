"""Attaching: what is kept, what a second attachment does, and what changes nothing."""

import hashlib
import json

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from metrics.archives import attaching
from metrics.intake.readers import read_bytes
from metrics.intake.search import Span
from metrics.models import Archive, ArchivedPart, Citation, DataVersion
from tests import factories as make
from tests.worlds.articles import cited


@pytest.fixture
def file(article, tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(article.text.encode())
    return path


def run(capsys, *arguments):
    """(output, exit code) of a command."""
    try:
        call_command(*map(str, arguments))
        code = 0
    except SystemExit as ended:
        code = ended.code
    return capsys.readouterr().out, code


def counts():
    stored = settings.VAR_DIR / "archives"
    files = sorted(path.name for path in stored.iterdir()) if stored.exists() else []
    return Archive.objects.count(), ArchivedPart.objects.count(), files, DataVersion.current()


def test_the_original_its_text_and_its_parts_are_kept(article, file, capsys):
    cited(article, "three MRCs", 3, unit="centers")
    output, code = run(capsys, "attach_source", "article", file)
    archive = Archive.objects.get()
    data = file.read_bytes()
    assert attaching.original_of(archive).read_bytes() == data
    assert (archive.sha256, archive.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert archive.text_sha256 == hashlib.sha256(archive.text.encode()).hexdigest()
    assert (archive.media_type, archive.version, archive.attached_by) == ("text/plain", 1, None)
    assert archive.document.blocks == read_bytes(data).blocks
    assert {part.source.slug for part in archive.parts.all()} == {"article", "update", "remarks", "statement"}
    assert code == 0
    assert "located: remarks: characters " in output
    assert output.endswith("Citations: 1 (verified 1).\n")


def test_the_same_file_again_changes_nothing(article, file, capsys):
    cited(article, "three MRCs", 3, unit="centers")
    run(capsys, "attach_source", "article", file)
    before = counts()
    output, code = run(capsys, "attach_source", "article", file)
    assert counts() == before
    assert "version 1 of article already" in output
    assert code == 0


@pytest.mark.parametrize("data", [b"", b" \n", b"\x00\x01", b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"{\\rtf1"])
def test_a_file_that_cannot_be_read_changes_nothing(article, file, data):
    before = counts()
    file.write_bytes(data)
    with pytest.raises(CommandError):
        call_command("attach_source", "article", str(file))
    assert counts() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "{file}"], "no source nowhere"),
        (["article", "{file}.gone"], "cannot be read"),
        (["article", "{file}", "--span", "5:5"], "no span"),
        (["article", "{file}", "--part", "update=0:99999999"], "no span"),
        (["article", "{file}", "--part", "nowhere=0:5"], "does not stand in article"),
        (["article", "{file}", "--part", "update"], "SLUG=START:END"),
        (["article", "{file}", "--span", "a:b"], "START:END"),
    ],
)
def test_wrong_arguments_say_what_to_do_and_change_nothing(article, file, arguments, words):
    before = counts()
    with pytest.raises(CommandError, match=words):
        call_command("attach_source", *(argument.format(file=file) for argument in arguments))
    assert counts() == before


def test_a_failure_while_writing_leaves_no_file_behind(article, monkeypatch):
    before = counts()

    def fail(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(attaching, "verify", fail)
    with pytest.raises(ZeroDivisionError):
        attaching.attach(article.whole, b"Words that nobody has archived.")
    assert counts() == before


def test_staff_may_choose_spans(article, file, capsys):
    start = article.text.index("Open the Crossings")
    run(capsys, "attach_source", "article", file)
    output, _ = run(capsys, "attach_source", "article", file, "--part", f"update={start}:{start + 100}")
    part = ArchivedPart.objects.get(source=article.update, archive__version=2)
    assert (part.start, part.end) == (start, start + 100)
    assert "version 2 of article" in output


def test_a_part_that_cannot_be_located_is_named(article, capsys, tmp_path):
    path = tmp_path / "other.txt"
    path.write_text("Nothing of the kind stands here.", encoding="utf-8")
    output, code = run(capsys, "attach_source", "article", path)
    assert "not located: update: choose its span with --part update=START:END" in output
    assert code == 0


def test_a_part_may_have_a_file_of_its_own(article, file, capsys, tmp_path):
    figure = cited(article, "three MRCs", 3, unit="centers", section="", status="draft")
    run(capsys, "attach_source", "article", file)
    own = attaching.attach(article.update, b"The agency opened three MRCs.").archive
    citation = Citation.objects.get(pk=figure.citation_id)
    assert (citation.archive, citation.start) == (own, 18)


def test_html_is_kept_as_it_came_and_read_without_its_scripts(article):
    page = b"<html><body><h1>Update</h1><script>alert(1)</script><p>It opened three MRCs.</p></body></html>"
    archive = attaching.attach(article.update, page).archive
    assert archive.media_type == "text/html"
    assert "alert" not in archive.text
    assert attaching.original_of(archive).read_bytes() == page


def test_a_span_outside_the_text_is_refused(article):
    with pytest.raises(ValidationError):
        attaching.attach(article.whole, b"Short.", spans={"article": Span(0, 7)})


class TestVerifyCitations:
    def test_it_lists_each_and_fails_where_one_fails(self, article, capsys):
        good = cited(article, "three MRCs", 3, unit="centers")
        attaching.attach(article.whole, article.text.encode())
        assert run(capsys, "verify_citations")[1] == 0
        bad = make.figure(
            citation=make.citation(source=article.update, section="", as_stated="600 officials"), value=600
        )
        output, code = run(capsys, "verify_citations", "--source", "article")
        assert code == 1
        assert f"verified: citation {good.citation_id} (update): " in output
        assert f"wrong_qualifier: citation {bad.citation_id} (update): " in output
        assert output.endswith("Citations: 2 (verified 1, wrong_qualifier 1).\n")

    def test_as_json(self, article, capsys):
        figure = cited(article, "three MRCs", 3, unit="centers")
        other = make.citation(source=make.source())
        attaching.attach(article.whole, article.text.encode())
        output, code = run(capsys, "verify_citations", "--format", "json")
        answer = json.loads(output)
        assert (code, answer["count"], answer["failures"]) == (0, 2, 0)
        assert answer["by_outcome"]["verified"] == answer["by_outcome"]["not_archived"] == 1
        rows = {row["citation_id"]: row for row in answer["citations"]}
        row = rows[figure.citation_id]
        assert (row["outcome"], row["figures"], row["source"]) == ("verified", [figure.pk], "update")
        assert article.text[row["start"] : row["end"]].split() == ["three", "MRCs"]
        assert (rows[other.pk]["outcome"], rows[other.pk]["archive"]) == ("not_archived", None)

    def test_of_several_places_one_is_picked_and_stays(self, article, capsys):
        figure = cited(
            article, "more than 1,000 asylum claims", 1000, qualifier="more_than", unit="applications", section=""
        )
        attaching.attach(article.whole, article.text.encode())
        place = article.text.rindex("more than 1,000")
        pick = f"{figure.citation_id}={place}"
        assert run(capsys, "verify_citations")[1] == 1
        assert run(capsys, "verify_citations", "--pick", pick)[1] == 0
        assert run(capsys, "verify_citations")[1] == 0
        assert Citation.objects.get(pk=figure.citation_id).start == place
        with pytest.raises(CommandError, match="do not stand at character 7"):
            call_command("verify_citations", "--pick", f"{figure.citation_id}=7")

    def test_an_unknown_source_is_named(self, db):
        with pytest.raises(CommandError, match="no source nowhere"):
            call_command("verify_citations", "--source", "nowhere")
