"""Every kind of mistake in a spreadsheet is named by row, column and reason, and nothing is half entered."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.db import db
from portal.desk import import_words
from portal.dialogues.models import Dialogue
from portal.publications.models import PublishedItem
from portal.web import language
from portal.web.dates import today
from tests.portal.bulk.files import FIRST, LAST, as_csv, as_xlsx, checked, draft, loaded, row

YESTERDAY = today() - timedelta(1)
CHRISTMAS = f"{LAST.year + 1}-12-25"
PAST = {"Status": "återkopplad", "Första_dag": "2024-03-01", "Sista_dag": "2024-03-20", "Beslutsmånad": "2024-09",
        "Återkoppling_senast": "2024-05-01", "Resultat": "Vi bygger en gungställning.", "Återkopplad": "2024-05-01",
        "Lärdomar": "Barn vill gunga.", "Deltagare": "40", "Kvinnor": "20", "Män": "18",
        "Annat_eller_inget_svar": "2", "Tillfällen": ""}  # fmt: skip

MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    (row(Titel=""), "Titel", "Detta måste fyllas i"),
    (row(Titel="Park"), "Titel", "minst 5 tecken"),
    (row(Titel="x" * 121), "Titel", "121 tecken"),
    (row(Titel="Ring 070-123 45 67 om parken"), "Titel", "personuppgift"),
    (row(Arrangör="", Var=""), "Arrangör", "Detta måste fyllas i"),
    (row(Arrangör="Atlantis nämnd"), "Arrangör", "är inte känd"),
    (row(Arrangör="Fasta"), "Arrangör", "Menar du ”Farsta stadsdelsnämnd”"),
    (row(Arrangör="Farsta; Bromma"), "Arrangör", "mer än en"),
    (row(Sammanfattning=""), "Sammanfattning", "svenska"),
    (row(Sammanfattning="För kort."), "Sammanfattning", "minst 40"),
    (row(Sammanfattning="y" * 401), "Sammanfattning", "401 tecken"),
    (row(Varför_frågar_ni=""), "Varför frågar ni", "svenska"),
    (row(Grad_av_inflytande=""), "Grad av inflytande", "Information"),
    (row(Grad_av_inflytande="makt"), "Grad av inflytande", "information, konsultation, dialog"),
    (row(Dialogen_omfattar=""), "Dialogen omfattar", "Information"),
    (row(Dialogen_omfattar_inte=""), "Dialogen omfattar inte", "Information"),
    (row(Kan_påverkas=""), "Kan påverkas", "Information"),
    (row(Kan_inte_påverkas=""), "Kan inte påverkas", "Information"),
    (row(Var=""), "Var", "var"),
    (row(Var="Ankeborg"), "Var", "är inte känd"),
    (row(Var="Rågsvedd"), "Var", "Menar du ”Rågsved”"),
    (row(Var="Rinkeby-Kista"), "Var", "finns inte längre"),
    (row(Ämnen=""), "Ämnen", "minst"),
    (row(Ämnen="Lekplatser; Rymdfart"), "Ämnen", "”Rymdfart” är inte känd"),
    (row(Målgrupper=""), "Målgrupper", "minst"),
    (row(Målgrupper="Marsianer"), "Målgrupper", "är inte känd"),
    (row(Metoder=""), "Metoder", "minst"),
    (row(Metoder="Telepati"), "Metoder", "är inte känd"),
    (row(Första_dag=""), "Första dag", "dag"),
    (row(Första_dag="2026-02-30"), "Första dag", "är inte en dag"),
    (row(Första_dag="i vår"), "Första dag", "är inte en dag"),
    (row(Första_dag=YESTERDAY), "Första dag", "börjar efter i dag"),
    (row(Första_dag=today() + timedelta(3)), "Första dag", "minst 14 dagar"),
    (row(Sista_dag=""), "Sista dag", "dag"),
    (row(Sista_dag=FIRST - timedelta(2)), "Sista dag", "före"),
    (row(Frågor=""), "Frågor", "fråga"),
    (row(Frågor="z" * 501), "Frågor", "501 tecken"),
    (row(Vem_beslutar=""), "Vem beslutar", "beslut"),
    (row(Beslutsmånad=""), "Beslutsmånad", "månad"),
    (row(Beslutsmånad="snart"), "Beslutsmånad", "är inte en månad"),
    (row(Beslutsmånad="2020-01"), "Beslutsmånad", "innan"),
    (row(Återkoppling_senast=LAST + timedelta(200)), "Återkoppling senast", "180 dagar"),
    (row(Återkoppling_senast=FIRST), "Återkoppling senast", "innan"),
    (row(Sällan_hörda_grupper=""), "Sällan hörda grupper", "sällan"),
    (row(Varför_den_metoden=""), "Varför den metoden", "planeringsfrågan"),
    (row(Varför_den_platsen=""), "Varför den platsen", "planeringsfrågan"),
    (row(Hur_rummet_ordnas=""), "Hur rummet ordnas", "planeringsfrågan"),
    (row(Hur_folk_bjuds_in=""), "Hur folk bjuds in", "planeringsfrågan"),
    (row(Kontakt=""), "Kontakt", "funktion"),
    (row(**{"E-post": ""}), "E-post", "funktion"),
    (row(**{"E-post": "demokrati"}), "E-post", "är inte en e-postadress"),
    (row(Minuter_per_deltagare="en timme"), "Minuter per deltagare", "heltal från 1 till 2"),
    (row(Minuter_per_deltagare="5000"), "Minuter per deltagare", "heltal från 1 till 2"),
    (row(Förväntat_antal_deltagare="-3"), "Förväntat antal deltagare", "heltal"),
    (row(Språk="klingon"), "Språk", "är inte ett språk"),
    (row(Tillfällen="någon kväll"), "Tillfällen", "förstås inte"),
    (row(Tillfällen=f"{FIRST} 19:00-17:00"), "Tillfällen", "slutar innan"),
    (row(Tillfällen=f"{CHRISTMAS} 17:00-19:00"), "Tillfällen", "helgdag"),
    (row(Officiell_kanal="http://osakert.se"), "Officiell kanal", "https://"),
    (row(Dialogform="skvaller"), "Dialogform", "medborgardialog, tidig dialog"),
    (row(Status="kanske"), "Status", "utkast, planerad"),
    (row(Status="pågår"), "Status", "inte öppen i dag"),
    (row(Status="arkiverad", **{k: v for k, v in PAST.items() if k != "Status"}), "Status", "historik"),
    (row(Status="inställd", Varför_inställd="Regn"), "Varför inställd", "minst 20"),
    (row(Status="utkast", Resultat="Det blev bra."), "Status", "utkast"),
    (row(**{"Titel (engelska)": "", "Sammanfattning (engelska)": "About a playground"}), "title_en", "rubrik"),
    (row(**{"Titel (engelska)": "Mail me at a.person@example.org"}), "Titel (engelska)", "personuppgift"),
    (row(**(PAST | {"Resultat": ""})), "Resultat", "resultat"),
    (row(**(PAST | {"Återkopplad": ""})), "Återkopplad", "Detta måste fyllas i"),
    (row(**(PAST | {"Lärdomar": ""})), "Lärdomar", "lärdom"),
    (row(**(PAST | {"Deltagare": "50"})), "Deltagare", "40"),
    (row(**(PAST | {"Sista_dag": LAST, "Beslutsmånad": f"{LAST.year + 1}-06", "Återkoppling_senast": LAST})),
     "Sista dag", "inte slut"),
]  # fmt: skip


@pytest.fixture
def swedish(app: Flask) -> Any:
    with app.test_request_context("/sv/"):
        language.use("sv")
        yield


def told(outcome: Any) -> set[tuple[int, str]]:
    return {(fault.row, import_words.column_of(fault)) for fault in outcome.faults}


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
def test_every_mistake_is_named_by_row_and_column_and_nothing_is_entered(swedish: None, form: Any) -> None:
    rows = [one | {"Referens": f"M-{n}"} for n, (one, _column, _reason) in enumerate(MISTAKES)]
    content = form([row(Referens="good"), *rows, row(Referens="good too")])
    assert len({(column, reason) for _row, column, reason in MISTAKES}) >= 50, "kinds, not rows"
    outcome = loaded(content)
    assert (outcome.rows, outcome.good, outcome.made) == (len(MISTAKES) + 2, 2, 0)
    for number, (_row, column, reason) in enumerate(MISTAKES, start=3):
        said = [one for one in outcome.faults if one.row == number]
        reasons = [import_words.sentence(one.problem) for one in said if import_words.column_of(one) == column]
        assert any(reason in one for one in reasons), f"row {number}, {column}, {reason}: {said}"
    assert db.session.query(Dialogue).count() == 0
    assert db.session.query(PublishedItem).count() == 0


def test_the_good_rows_can_be_entered_without_the_others(swedish: None) -> None:
    outcome = loaded(
        as_csv([row(Referens="1"), row(Referens="2", Var="Ankeborg"), draft(Referens="3")]), skip_bad=True
    )
    assert (outcome.made, outcome.bad) == (2, 1)
    assert told(outcome) == {(3, "Var")}
    assert {one.status.value for one in db.session.query(Dialogue)} == {"planned", "draft"}


def test_a_reference_used_twice_is_told_with_the_row_that_had_it_first(swedish: None) -> None:
    (fault,) = checked(as_csv([draft(Referens="1"), draft(Referens="1")])).faults
    assert (fault.row, import_words.sentence(fault.problem)[:5]) == (3, "Rad 2")


def test_columns_that_mean_nothing_are_left_aside_and_said(swedish: None) -> None:
    assert checked(as_csv([draft(Stjärntecken="Vågen")])).unknown == ["Stjärntecken"]
