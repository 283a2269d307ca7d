"""Traces of persons are found in the forms Swedes write them, and case numbers, years and hours are left in peace."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.privacy import has_valid_check_digit, traces


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in traces(text)]


def check_digit(nine: str) -> str:
    """The digit that makes nine digits a valid number."""
    return next(str(last) for last in range(10) if has_valid_check_digit(nine + str(last)))


@pytest.mark.parametrize(
    "number",
    [
        "811228-9874",
        "8112289874",
        "19811228-9874",
        "198112289874",
        "811228+9874",
        "811228 9874",
        "811228\u20139874",
        "811228\u20119874",
        "811288-9871",
    ],
)
def test_a_personal_or_coordination_number_is_found_wherever_it_stands(number: str) -> None:
    for text in (number, f"Anna, {number}, bor här.", f"({number})", f"nr:{number}"):
        assert found(text) == [("personal_number", number)]


@pytest.mark.parametrize(
    "number",
    ["811228-9875", "198112289871", "811328-9870", "811232-9878", "811299-9878", "18112289874", "5811228-98741"],
)
def test_a_number_with_a_wrong_check_digit_day_or_length_is_none(number: str) -> None:
    assert all(kind != "personal_number" for kind, _ in found(f"Nummer {number} här"))


@given(st.dates(), st.integers(0, 999), st.booleans(), st.sampled_from(["-", "", " ", "+"]))
def test_every_valid_number_of_every_day_is_found(day: object, serial: int, coordination: bool, mark: str) -> None:
    number = f"{day:%y%m}{int(f'{day:%d}') + 60 * coordination:02}{serial:03}"
    whole = f"{number[:6]}{mark}{number[6:]}{check_digit(number)}"
    assert ("personal_number", whole) in found(f"x {whole} y")


@given(st.integers(0, 10**9 - 1), st.integers(1, 9))
def test_one_wrong_check_digit_is_enough(nine: int, off: int) -> None:
    digits = f"{nine:09}"
    right = check_digit(digits)
    assert not has_valid_check_digit(digits + str((int(right) + off) % 10))


@pytest.mark.parametrize(
    "number",
    [
        "070-123 45 67",
        "0701234567",
        "070 123 45 67",
        "070-1234567",
        "070 - 123 45 67",
        "+46 70 123 45 67",
        "+46701234567",
        "+46 (0)70-123 45 67",
        "0046 70 123 45 67",
        "08-508 25 000",
        "08-50825000",
        "0498-12 34 56",
        "070\u2013123\u00a045\u00a067",
    ],
)
def test_a_telephone_number_is_found_in_every_swedish_form(number: str) -> None:
    for text in (number, f"Ring {number}.", f"Tel:{number}, kvällar"):
        assert found(text) == [("telephone", number)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("رقمي ٠٧٠-١٢٣ ٤٥ ٦٧ شكرا", "telephone"),
        ("شمارهٔ من ۰۷۰۱۲۳۴۵۶۷ است", "telephone"),
        ("رقمي الشخصي ١٩٨١١٢٢٨-٩٨٧٤", "personal_number"),
        ("شمارهٔ شخصی: ۸۱۱۲۲۸-۹۸۷۴", "personal_number"),
    ],
)
def test_numbers_in_arabic_and_persian_digits_are_found(text: str, what: str) -> None:
    assert [kind for kind, _number in found(text)] == [what]


def test_a_number_right_after_a_full_stop_is_found_and_a_case_number_is_not() -> None:
    assert found("tfn.08-123 456 78") == [("telephone", "08-123 456 78")]
    assert found("Dnr 1.08-123 456 78") == []


def test_an_area_code_in_brackets_is_part_of_the_number() -> None:
    assert found("Ring (08) 508 25 000") == [("telephone", "(08) 508 25 000")]


@pytest.mark.parametrize("address", ["anna@example.org", "anna.k+dialog@stad.example.se", "ÅSA_1@exämpel.se"])
def test_an_e_mail_address_is_found(address: str) -> None:
    assert found(f"Skriv till <{address}>, tack.") == [("email", address)]


@pytest.mark.parametrize(
    "text",
    [
        "325-463/2012",
        "Dnr 325-463/2012",
        "KS 2018/911",
        "1.2.6.-456-2016",
        "Dnr 1.2.6.-456-2016",
        "2018-08123-54",
        "2010–2020",
        "2026-10-15",
        "2026-01-05 2026-02-06",
        "164 40 Kista",
        "S-111 22",
        "08.00–16.00",
        "18:00-20:00",
        "kl 08-16 2026-10-15",
        "kl 09-12 13-16",
        "05-06-2026",
        "0–6 år",
        "cirka 100 000 000 kronor",
        "995 574 invånare",
        "organisationsnummer 212000-0142",
        "§ 12",
        "59.2545, 18.0324",
        "@stockholm",
        "anna @ hemma",
        "12 345 678",
    ],
)
def test_case_numbers_years_hours_and_sums_are_no_persons(text: str) -> None:
    assert found(f"Vi talar om {text} i höst.") == []


def test_several_traces_are_told_apart() -> None:
    text = "Anna 811228-9874, anna@example.org, 070-123 45 67; Bo 08-508 25 000"
    assert [kind for kind, _ in found(text)] == ["personal_number", "email", "telephone", "telephone"]


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_every_trace_lies_within_it(text: str) -> None:
    for one in traces(text):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize("piece", ["a", "1", "0 ", "070-", "a.", "811228-", "+46", "@a"])
def test_a_long_hostile_text_takes_no_time(piece: str) -> None:
    begun = perf_counter()
    list(traces(piece * (30_000 // len(piece))))
    assert perf_counter() - begun < 0.5
