"""Files of every kind and encoding give the same rows; those that cannot be read say why."""

import gzip
import io
import json
import zipfile
from typing import Any

import pytest
from flask import Flask

from portal.bulk import mapping
from portal.tables.reading import rows
from portal.tables.row import Unreadable
from tests.portal.bulk.files import GOOD, as_csv, as_xlsx, checked, draft

ROWS = [draft(Sammanfattning="Rad ett\nrad två; ”citat”"), draft(Titel="Båtbryggan på Ön", Arrangör="Bromma")]


def cells(content: bytes) -> list[dict[str, Any]]:
    return [dict(row.cells) for row in rows(content)]


WANTED = [{k: v for k, v in one.items() if v} for one in ROWS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator(encoding: str, separator: str) -> None:
    assert cells(as_csv(ROWS, encoding=encoding, separator=separator)) == WANTED


def test_other_forms_of_file() -> None:
    text = json.dumps(ROWS).encode()
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in ROWS).encode()
    assert cells(as_xlsx(ROWS)) == WANTED
    for content in (text, b'{"dialogues": ' + text + b"}", lines, gzip.compress(lines)):
        assert cells(content) == WANTED
    assert cells(b"sep=,\r\n" + as_csv(ROWS, separator=",")) == WANTED


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/sharedStrings.xml", b"0" * 210 * 2**20)
    return buffer.getvalue()


def with_entities() -> bytes:
    buffer, plain = io.BytesIO(), io.BytesIO(as_xlsx(ROWS))
    with zipfile.ZipFile(buffer, "w") as package, zipfile.ZipFile(plain) as known:
        for part in known.namelist():
            text = known.read(part)
            if part == "xl/worksheets/sheet1.xml":
                text = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + text.replace(b"Titel", b"&b;")
            package.writestr(part, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"Titel;Status\r\n", "no_rows"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_excel"),
        (b"%PDF-1.7", "not_a_table"),
        (b'{"a": [1, }', "broken_json"),
        (b"[" * 100_000, "broken_json"),
        (b'{"a": 1}\n{"a": \n', "broken_row"),
        (b"a,b\n" + b"1,2\n" * 100_001, "too_many_rows"),
        (b",".join([b"a"] * 400), "too_many_columns"),
        (b'Titel\n"' + b"x" * 2_000_000, "broken_row"),
        (gzip.compress(b"0" * 210 * 2**20, mtime=0), "too_large"),
        (gzip.compress(b"hello", mtime=0)[:-6], "damaged"),
        (bytes(range(256)) * 40, "not_a_table"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        list(rows(content))
    assert refused.value.reason == reason


def test_workbooks_made_to_do_harm_are_refused() -> None:
    for content, reason in ((bomb(), "too_large"), (with_entities(), "damaged")):
        with pytest.raises(Unreadable) as refused:
            list(rows(content))
        assert refused.value.reason == reason


def test_a_file_without_headings_is_read_by_a_mapping(app: Flask) -> None:
    given = mapping.given(
        json.dumps(
            {
                "headings": ["theme", "purpose"],
                "values": {"themes": {"8": "Idrott och bad"}},
                "fixed": {"lead": "Stadsledningskontoret", "areas": "Stockholm"},
                "shorten": {"title": "purpose"},
            }
        ).encode()
    )
    ideas = b'8,"Skridskois i varje park om vintern, s\xe5 att alla barn kan \xe5ka"\n99,"Mer gr\xf6nt"\n8,"Is"\n'
    outcome = checked(ideas, given=given)
    assert (outcome.rows, outcome.good) == (3, 1)
    assert {(one.row, one.column) for one in outcome.faults} == {(2, "theme"), (3, "title")}


def test_a_mapping_that_names_no_column_is_refused() -> None:
    for wrong in (b'{"columns": {"A": "zodiac"}}', b'{"colour": 1}', b"nonsense"):
        with pytest.raises(Unreadable):
            mapping.given(wrong)


AS_A_CLERK_WRITES = {
    "Första dag": ("Startdag", "Start-dag", "Startdatum (ÅÅÅÅ-MM-DD)", "Fr.o.m.", "Datum"),
    "Sista dag": ("Slutdag", "T.o.m.", "Avslutas"),
    "Arrangör": ("Ansvarig förvaltning", "Stadsdelsförvaltning"),
    "Varför frågar ni": ("Syfte", "Bakgrund och syfte"),
    "Grad av inflytande": ("Delaktighetsnivå", "Nivå"),
    "Vem beslutar": ("Beslutande nämnd", "Beslutsfattare"),
    "Beslutsmånad": ("Beslutsdatum", "När fattas beslut?"),
    "E-post": ("Mejl", "E-postadress", "Mailadress"),
    "Titel (engelska)": ("Title (English)", "Titel EN"),
}


@pytest.mark.parametrize("turn", range(5))
def test_headings_are_understood_as_clerks_write_them(app: Flask, turn: int) -> None:
    said = {own: others[turn % len(others)] for own, others in AS_A_CLERK_WRITES.items()}
    outcome = checked(as_csv([{said.get(name, name): cell for name, cell in GOOD.items()}]))
    assert (outcome.unknown, outcome.faults) == ([], [])


def test_of_two_headings_for_the_same_the_nearer_is_read_and_the_other_told(app: Flask) -> None:
    for first, second in (("Projekt", "Titel"), ("Titel", "Projekt")):
        row_of = {"Arrangör": "Farsta", first: "Gångvägen genom parken", second: "Gångvägen genom parken"}
        outcome = checked(as_csv([row_of | {"Projekt": "P7"}]))
        assert (outcome.unknown, outcome.faults) == (["Projekt"], [])  # P7 would be too short for a title


def test_names_of_persons_and_running_numbers_are_not_taken_for_what_residents_read() -> None:
    assert all(mapping.Mapping().place(heading) is None for heading in ("Kontaktperson", "Nr", "Titel (tyska)"))
