"""Files of dialogues as tests need them: one good row, and what may be changed in it."""

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl

from portal.bulk.running import File, Outcome, check, load
from portal.web.dates import today
from tests.make import days

FIRST = days(40)
LAST = FIRST + timedelta(10)

GOOD: dict[str, Any] = {
    "Referens": "A-1",
    "Status": "planerad",
    "Titel": "Ny lekplats vid torget",
    "Arrangör": "Enskede-Årsta-Vantör",
    "Sammanfattning": "Vi vill veta vad barn och vuxna i Rågsved vill ha på den nya lekplatsen.",
    "Varför frågar ni": "Nämnden ska besluta hur lekplatsen byggs om.",
    "Grad av inflytande": "dialog",
    "Dialogen omfattar": "Lekplatsen.",
    "Dialogen omfattar inte": "Vägen.",
    "Kan påverkas": "Lekutrustningen.",
    "Kan inte påverkas": "Pengarna.",
    "Var": "Rågsved",
    "Ämnen": "Lekplatser; Parker och natur",
    "Målgrupper": "Föräldrar",
    "Metoder": "Öppet möte",
    "Första dag": FIRST.isoformat(),
    "Sista dag": LAST.isoformat(),
    "Frågor": "Vad vill du leka med?",
    "Vem beslutar": "Stadsdelsnämnden",
    "Beslutsmånad": f"{LAST.year + 1}-06",
    "Återkoppling senast": (LAST + timedelta(60)).isoformat(),
    "Sällan hörda grupper": "Nya i Sverige",
    "Varför den metoden": "Barn svarar bäst på plats.",
    "Varför den platsen": "Nära skolan.",
    "Hur rummet ordnas": "Bord.",
    "Hur folk bjuds in": "Affischer.",
    "Kontakt": "Samordnare",
    "E-post": "demokrati@example.org",
    "Minuter per deltagare": "60",
    "Förväntat antal deltagare": "30",
    "Språk": "svenska",
    "Tillfällen": f"{FIRST} 17:00-19:00 | Biblioteket",
    "Officiell kanal": "",
    "Dialogform": "medborgardialog",
    "Titel (engelska)": "A new playground",
    "Sammanfattning (engelska)": "",
}


def row(**changes: Any) -> dict[str, Any]:
    """A good row with some cells changed; underscores stand for spaces."""
    return GOOD | {name.replace("_", " "): value for name, value in changes.items()}


def draft(**changes: Any) -> dict[str, Any]:
    """The least a row may hold: a draft with a title and an organiser."""
    known = {"Titel": "Gångvägen genom parken", "Arrangör": "Farsta"}
    return known | {name.replace("_", " "): value for name, value in changes.items()}


def as_csv(rows: list[dict[str, Any]], *, encoding: str = "utf-8", separator: str = ";") -> bytes:
    buffer = io.StringIO(newline="")
    headings = list(dict.fromkeys(name for one in rows for name in one))
    writer = csv.DictWriter(buffer, headings, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode(encoding)


def as_xlsx(rows: list[dict[str, Any]]) -> bytes:
    book = openpyxl.Workbook()
    headings = list(dict.fromkeys(name for one in rows for name in one))
    book.active.append(headings)
    for one in rows:
        book.active.append([one.get(name) for name in headings])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def checked(content: bytes, **how: Any) -> Outcome:
    return check(File(content=content, **how), today=today())


def loaded(content: bytes, *, skip_bad: bool = False, **how: Any) -> Outcome:
    return load(File(content=content, **how), today=today(), skip_bad=skip_bad)
