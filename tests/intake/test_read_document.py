"""The command: what it prints, and what it says of files that it cannot read."""

import json

import pytest
from django.core.management import CommandError, call_command

KEYS = {
    "value", "value_max", "qualifier", "unit", "unit_as_stated", "countries", "group", "period_start", "period_end",
    "period_as_stated", "as_stated", "start", "end", "section", "sentence", "reasons", "confidence", "relations",
}  # fmt: skip


def test_prints_the_agreed_json(tmp_path, capsys):
    path = tmp_path / "sheet.txt"
    path.write_bytes("Aid in Peru\r\n\r\nOver 300 people, aged 5 to 17, got 2–3 kits in 2021.\r\n".encode())
    call_command("read_document", path, "--language", "en", "--date", "2022-04-20", "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["document"]["characters"] == len(
        "Aid in Peru\n\nOver 300 people, aged 5 to 17, got 2–3 kits in 2021.\n"
    )
    assert (answer["document"]["language"], answer["document"]["date"]) == ("en", "2022-04-20")
    first, second = answer["candidates"]
    assert set(first) == KEYS
    assert first["value"] == "300"
    assert first["value_max"] is None
    assert (first["qualifier"], first["unit"], first["as_stated"]) == ("more_than", "people", "Over 300")
    assert (first["period_start"], first["period_end"]) == ("2021-01-01", "2021-12-31")
    assert (second["value"], second["value_max"], second["countries"]) == ("2", "3", ["PER"])
    assert set(first["reasons"]) == set(first["confidence"]) == {"value", "qualifier", "unit", "countries", "period"}
    assert {item["as_stated"] for item in answer["left_out"]} >= {"in 2021"}


def test_says_what_is_wrong(tmp_path):
    path = tmp_path / "sheet.pdf"
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("read_document", path)
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="damaged"):
        call_command("read_document", path)
