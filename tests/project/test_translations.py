"""The catalogues are whole and say the same as the English texts, placeholder by placeholder."""

import ast
import json
import re
from functools import cache
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from portal.settings import KNOWN

ROOT = Path(__file__).resolve().parents[2]
FILES = {file.parts[-3]: file for file in sorted((ROOT / "translations").glob("*/LC_MESSAGES/messages.po"))}
LANGUAGES = sorted(FILES)
THEMES, PAGES = "reference/data/themes.json", "indexing/data/pages.json"
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[sdif%]")
TAG = re.compile(r"</?\s*([a-zA-Z][\w-]*)[^>]*>")


def catalogue(language: str) -> Catalog:
    assert language in FILES, f"there is no catalogue for {language}"
    with FILES[language].open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [one for one in catalogue(language) if one.id]


def forms(message: Message) -> tuple[str, ...]:
    """What a message says: one text, or one for each plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def sources(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def placeholders(text: str) -> list[str]:
    return sorted(match[0] for match in PLACEHOLDER.finditer(text))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", PLACEHOLDER.sub("", text))


@cache
def numbers_of(language: str, form: int) -> list[int]:
    """The whole numbers under two hundred that take a plural form, by the rule that stands in the catalogue."""
    form_of = c2py(catalogue(language).plural_expr)
    return [number for number in range(200) if form_of(number) == form]


def spoken(source: str) -> set[str]:
    """The texts that a module hands to gettext, also where it is called within an f-string."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    by_name = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id in ("_", "_l")]
    return {one.value for one in by_name if isinstance(one, ast.Constant)}


def test_all_that_the_code_says_is_in_the_catalogues() -> None:
    # Babel does not look into f-strings: a text that stands only there is never gathered, and stays English.
    gathered = {source for one in messages("sv") for source in sources(one)}
    said = {text for file in (ROOT / "portal").rglob("*.py") for text in spoken(file.read_text("utf-8"))}
    assert not said - gathered


@pytest.mark.parametrize("language", KNOWN)
def test_every_offered_language_has_a_catalogue(language: str) -> None:
    assert len(messages(language)) > 2000


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_empty_or_unsure(language: str) -> None:
    found = messages(language)
    assert not [one.id for one in found if not all(text.strip() for text in forms(one))]
    assert not [one.id for one in found if one.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_its_plural_form(language: str) -> None:
    forms_wanted = catalogue(language).num_plurals
    for one in messages(language):
        if one.pluralizable:
            assert len(forms(one)) == forms_wanted, one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plural_rule_tells_apart_the_numbers_that_the_language_does(language: str) -> None:
    form_of, category_of = c2py(catalogue(language).plural_expr), Locale(language).plural_form
    pairs = {(form_of(number), category_of(number)) for number in range(1000)}
    assert len(pairs) == len({form for form, _ in pairs}) == len({category for _, category in pairs})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_the_placeholders_of_the_text(language: str) -> None:
    wrong = []
    for one in messages(language):
        wanted = placeholders(sources(one)[-1])
        without_number = [place for place in wanted if place != "%(num)s"]
        for form, text in enumerate(forms(one)):
            # "One person" and "two persons" may be said without the numeral where the form means that number alone.
            alone = one.pluralizable and len(numbers_of(language, form)) == 1
            if placeholders(text) != wanted and not (alone and placeholders(text) == without_number):
                wrong.append((sources(one)[0], form, text))
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_the_marks_and_edges_of_the_text(language: str) -> None:
    wrong = []
    for one in messages(language):
        wanted = sources(one)[0]
        for text in forms(one):
            same_tags = sorted(TAG.findall(text)) == sorted(TAG.findall(wanted))
            same_edges = (text != text.strip()) == (wanted != wanted.strip())
            if not same_tags or not same_edges or "\x00" in text:
                wrong.append((wanted, text))
    assert not wrong


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_no_sentence_was_left_in_english(language: str) -> None:
    left = [
        sources(one)[0]
        for one in messages(language)
        if len(words(sources(one)[0])) >= 3 and forms(one)[0] == sources(one)[0]
    ]
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_written_in_the_letters_of_its_language(language: str) -> None:
    arabic = re.compile("[\u0600-\u06ff]")
    if Locale(language).text_direction == "rtl":
        several = [one for one in messages(language) if len(words(sources(one)[0])) >= 2]
        assert not [one.id for one in several if not arabic.search(forms(one)[0])]
    else:
        assert not [one.id for one in messages(language) if arabic.search("".join(forms(one)))]


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_numbers_are_written_with_one_kind_of_digits(language: str) -> None:
    # Counts and dates come in Latin digits; a text with ۳ or ٣ in it would stand beside them.
    others = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
    assert not [one.id for one in messages(language) if any(others.search(text) for text in forms(one))]


def test_the_pages_that_search_finds_are_named_in_the_languages_in_which_subjects_are() -> None:
    themes, pages = (json.loads((ROOT / "portal" / of).read_text("utf-8")) for of in (THEMES, PAGES))
    known = {*themes[0]["names"]}
    assert not [key for key, page in pages.items() if known - {*page["titles"]} or known - {*page["summaries"]}]


def test_the_plural_rules_are_read_right() -> None:
    assert [numbers_of("sv", form)[:2] for form in range(2)] == [[1], [0, 2]]
    assert [numbers_of("ar", form)[:2] for form in range(6)] == [[0], [1], [2], [3, 4], [100, 101], [11, 12]]


def test_arabic_counts_over_ten_in_the_accusative() -> None:
    # Eleven to ninety-nine want شخصًا, whole hundreds شخص: the two forms are easily put in each other's place.
    accusative = re.compile("ًا|ءً")
    endings = [
        (one.id, *(len(accusative.findall(forms(one)[form])) for form in (4, 5)))
        for one in messages("ar")
        if one.pluralizable
    ]
    assert not [text for text, hundred, eleven in endings if hundred > eleven]


def test_arabic_meets_people_in_the_plural() -> None:
    # To one: choose, write, open, save, read, leave, copy, publish, show, settle, correct, hold, each also with “it”
    # or “and”; you can, to you, for you, your address, do you mean, tell us. The plural is the polite form.
    commands = "اختر|اكتب|افتح|احفظ|اقرأ|اترك|انسخ|انشر|اعرض|احسم|صحّح|أقم"
    words_to_one = "يمكنك|إليك|لك|لديك|عليك|عنوانك|بريدك|تقصد|أخبرنا|اخترته"
    to_one = re.compile(rf"(?<![\u0620-\u0652])[وف]?((?:{commands})(?:ه|ها)?|{words_to_one})(?![\u0620-\u0652])")
    assert not [one.id for one in messages("ar") if any(to_one.search(text) for text in forms(one))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_owed_leaves_the_quotation_marks_to_the_code(language: str) -> None:
    # The title comes quoted into these sentences: marks of a translation would stand beside its own.
    owed = spoken((ROOT / "portal" / "web" / "duties.py").read_text("utf-8"))
    marked = re.compile(r"[“”„«»\"]%\(title\)s|%\(title\)s[“”„«»\"]")
    sentences = [one for one in messages(language) if "%(title)s" in one.id and one.id in owed]
    assert len(sentences) == 11
    assert not [one.id for one in sentences if marked.search(forms(one)[0])]


def test_polish_meets_people_as_ty() -> None:
    formal = re.compile(r"\b(?:Państw\w*|Pan|Pana|Panu|Pani|Panią)\b")
    assert not [one.id for one in messages("pl") if any(formal.search(text) for text in forms(one))]
