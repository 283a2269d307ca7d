"""The columns a file of dialogues may have: what each is called, what it holds, and what it is an example of."""

from dataclasses import dataclass
from enum import StrEnum

from portal.dialogues.record import TEXT_FIELDS


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    LINE = "line"
    LINES = "lines"
    DAY = "day"
    MONTH = "month"
    NUMBER = "number"
    ADDRESS = "address"
    EMAIL = "email"
    CHOICE = "choice"
    NAMES = "names"
    LANGUAGES = "languages"
    OCCASIONS = "occasions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in the mapping, its headings (Swedish first), and the limits of its cells."""

    name: str
    swedish: str
    english: str
    kind: Kind = Kind.LINE
    also: tuple[str, ...] = ()
    among: str = ""
    most: int = 0
    least: int = 0
    one: bool = False
    example: str = ""


def _text(name: str, swedish: str, english: str, *, most: int = 4000, **more: object) -> Column:
    return Column(name=name, swedish=swedish, english=english, kind=Kind.TEXT, most=most, **more)  # type: ignore[arg-type]


def _names(name: str, swedish: str, english: str, among: str, **more: object) -> Column:
    return Column(name=name, swedish=swedish, english=english, kind=Kind.NAMES, among=among, **more)  # type: ignore[arg-type]


def _choice(name: str, swedish: str, english: str, **more: object) -> Column:
    return Column(name=name, swedish=swedish, english=english, kind=Kind.CHOICE, among=name, **more)  # type: ignore[arg-type]


def _day(name: str, swedish: str, english: str, **more: object) -> Column:
    return Column(name=name, swedish=swedish, english=english, kind=Kind.DAY, **more)  # type: ignore[arg-type]


def _number(name: str, swedish: str, english: str, *, least: int = 0, most: int, **more: object) -> Column:
    return Column(name=name, swedish=swedish, english=english, kind=Kind.NUMBER, least=least, most=most, **more)  # type: ignore[arg-type]


COLUMNS: tuple[Column, ...] = (
    Column(
        name="reference",
        swedish="Referens",
        english="Reference",
        also=("id", "externt id", "external id", "ext id"),
        most=120,
        example="2026-014",
    ),
    _choice("status", "Status", "Status", also=("state", "tillstånd", "läge"), example="utkast"),
    _text("title", "Titel", "Title", most=120, least=5, also=("rubrik", "namn", "name"), example="Ny lekplats i Rågsved"),
    _names(
        "lead",
        "Arrangör",
        "Organiser",
        "organisations",
        one=True,
        also=("ansvarig", "organisation", "lead organisation", "organizer", "nämnd", "förvaltning"),
        example="Enskede-Årsta-Vantör",
    ),
    _names("co_organisers", "Medarrangörer", "Co-organisers", "organisations", example="Trafikkontoret"),
    Column(name="partners", swedish="Samarbetspartner", english="Partners", kind=Kind.LINES, most=120),
    _text(
        "summary",
        "Sammanfattning",
        "Summary",
        most=400,
        also=("ingress", "beskrivning", "description"),
        example="Vi vill veta vad barn och vuxna i Rågsved vill ha på den nya lekplatsen vid torget.",
    ),
    _text(
        "purpose",
        "Varför frågar ni",
        "Purpose",
        also=("syfte", "body", "text"),
        example="Nämnden ska besluta hur lekplatsen byggs om.",
    ),
    _choice("influence", "Grad av inflytande", "Influence", also=("inflytande", "delaktighetsnivå", "influence level"), example="dialog"),
    _text("frame_in", "Dialogen omfattar", "Covers", also=("omfattar", "ram"), example="Lekplatsen och gräset runt den."),
    _text("frame_out", "Dialogen omfattar inte", "Does not cover", also=("omfattar inte",), example="Vägen intill."),
    _text("can_influence", "Kan påverkas", "Can influence", also=("can be influenced",), example="Vilken lekutrustning som väljs."),
    _text("cannot_influence", "Kan inte påverkas", "Cannot influence", also=("cannot be influenced",), example="Hur mycket pengar som finns."),
    _text("easy_read", "Lättläst", "Easy-to-read", also=("easy read",)),
    _text("accessibility_note", "Tillgänglighet", "Accessibility", most=1000),
    _names("areas", "Var", "Where", "areas", also=("område", "områden", "area", "stadsdel", "plats", "place"), example="Rågsved"),
    Column(
        name="district", swedish="Stadsdelsområde", english="District", kind=Kind.NAMES, among="districts", one=True,
        also=("stadsdelsnämndsområde",),
    ),
    _names("themes", "Ämnen", "Subjects", "themes", also=("ämne", "tema", "teman", "theme", "subject"), example="Lekplatser"),
    _names("groups", "Målgrupper", "Target groups", "groups", also=("målgrupp", "target group", "group"), example="Barn upp till 12 år; Föräldrar"),
    _names("methods", "Metoder", "Methods", "methods", also=("metod", "method"), example="Öppet möte"),
    Column(
        name="languages", swedish="Språk", english="Languages", kind=Kind.LANGUAGES, also=("language",), example="svenska; arabiska"
    ),
    Column(
        name="machine_translated", swedish="Översatt av maskin till", english="Translated by machine to", kind=Kind.LANGUAGES,
        also=("maskinöversatt", "machine translated"),
    ),
    _choice("form", "Dialogform", "Form", also=("form av dialog", "typ", "kind of dialogue"), example="medborgardialog"),
    _choice("legal_basis", "Rättslig grund", "Legal basis", example="frivillig"),
    Column(name="official_channel_url", swedish="Officiell kanal", english="Official channel", kind=Kind.ADDRESS, most=500),
    _day("response_deadline", "Sista dag för synpunkter", "Last day for views"),
    _choice("stage", "Skede", "Stage", also=("skede i ärendet",), example="behov"),
    _choice("continuity", "Kontinuitet", "Continuity", example="avgränsad"),
    _number("report_interval_months", "Månader mellan rapporter", "Months between reports", least=1, most=12),
    _day("starts", "Första dag", "First day", also=("start", "startdatum", "från", "from", "start date"), example="2027-03-01"),
    _day("ends", "Sista dag", "Last day", also=("slut", "slutdatum", "till", "to", "end", "end date"), example="2027-03-31"),
    _number("minutes", "Minuter per deltagare", "Minutes", least=1, most=2000, also=("tid", "tidsåtgång"), example="120"),
    _number("expected", "Förväntat antal deltagare", "Expected participants", most=1_000_000, example="60"),
    Column(name="questions", swedish="Frågor", english="Questions", kind=Kind.LINES, most=500, also=("fråga", "question"), example="Vad vill du leka med?"),
    Column(name="goals", swedish="Mål", english="Goals", kind=Kind.LINES, most=500, also=("goal",), example="Hälften av dem som svarar är barn."),
    Column(name="decision_body", swedish="Vem beslutar", english="Decided by", most=200, also=("beslutande organ", "beslut"), example="Enskede-Årsta-Vantörs stadsdelsnämnd"),
    Column(name="decision_month", swedish="Beslutsmånad", english="Decision month", kind=Kind.MONTH, also=("beslut väntas",), example="2027-06"),
    Column(name="case_number", swedish="Diarienummer", english="Case number", most=60, also=("dnr",)),
    _day("feedback_promised", "Återkoppling senast", "Feedback by", also=("utlovad återkoppling",), example="2027-05-30"),
    _names("seldom_heard", "Sällan hörda grupper", "Seldom heard groups", "groups", example="Nya i Sverige"),
    _text("seldom_heard_reason", "Varför ingen sällan hörd grupp", "Why no seldom heard group", most=1000),
    _text("checklist_method", "Varför den metoden", "Why this method", most=1000, example="Barn svarar bäst på plats."),
    _text("checklist_place", "Varför den platsen", "Why this place", most=1000, example="Nära skolan."),
    _text("checklist_room", "Hur rummet ordnas", "How the room is arranged", most=1000, example="Bord i barnhöjd."),
    _text("checklist_recruitment", "Hur folk bjuds in", "How people are invited", most=1000, example="Via skolan och affischer."),
    Column(name="contact_function", swedish="Kontakt", english="Contact", most=120, also=("kontaktfunktion", "contact function"), example="Demokratisamordnare"),
    Column(name="contact_email", swedish="E-post", english="E-mail", kind=Kind.EMAIL, most=254, also=("epost", "email", "contact email"), example="demokrati@example.org"),
    _text("overlap_reason", "Varför trots överlapp", "Why despite overlap", most=2000),
    _text("internal_note", "Intern anteckning", "Internal note"),
    Column(
        name="occasions",
        swedish="Tillfällen",
        english="Occasions",
        kind=Kind.OCCASIONS,
        also=("tillfälle", "occasion"),
        example="2027-03-10 17:00-19:00 | Rågsveds bibliotek | Rågsvedstorget 1",
    ),
    _day("published_on", "Publicerad", "Published", also=("publiceringsdatum",)),
    _text("cancelled_reason", "Varför inställd", "Why cancelled", most=1000),
    _text("result", "Resultat", "Result", most=10_000, also=("outcome", "återkoppling", "utfall")),
    _day("result_on", "Återkopplad", "Result given", also=("återkopplingsdatum",)),
    Column(name="findings", swedish="Lärdomar", english="Findings", kind=Kind.LINES, most=500),
    _text("no_finding_because", "Varför inga lärdomar", "Why no findings", most=1000),
    _number("participants", "Deltagare", "Participants", most=1_000_000, also=("antal deltagare",)),
    _number("women", "Kvinnor", "Women", most=1_000_000),
    _number("men", "Män", "Men", most=1_000_000),
    _number("other", "Annat eller inget svar", "Other or no answer", most=1_000_000),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}
TRANSLATED = TEXT_FIELDS
"""Columns that may come once more for each language: `title_en`, "Titel (engelska)"."""
