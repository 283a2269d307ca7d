"""A flood sorts itself behind the honest, and nothing of it is refused."""

import pytest
from flask import Flask

from portal.actions import looking_again
from portal.db import now
from portal.domain import echoes
from portal.domain.submissions import CameBy, fingerprint, without_links
from portal.domain.written import written_in
from portal.submissions import queue
from portal.web import tickets
from tests.portal.submissions.received import received
from tests.portal.submissions.test_suggesting import ANSWERS, FORM, sent
from tests.visitor import Visitor


def test_the_honest_stand_before_a_flood_of_texts_that_are_almost_the_same(app: Flask) -> None:
    for number in range(30):
        received(title="Offer", body=f"Cheap loans {number}, see https://loan.example/{number} now!")
    received(title="Dark stairs", body="The stairs by the square are dark all winter.")
    rows = queue.queue(organisations=None, size=100).rows
    assert len(rows) == 31
    assert "Dark stairs" in [row.title for row in rows[:2]], "only the first of the flood is not yet known"
    assert all("repeated" in row.marks for row in rows[2:])


def test_the_honest_stand_before_a_flood_of_texts_that_all_differ(app: Flask) -> None:
    """Every text is another, put together from the same sentences; ten neighbours write in the middle of it."""
    wants = ("Trappan ska byggas om, för alla säger det", "Lekparken ska rustas upp, för barnen vill det")
    more = ("Torget ska säljas nu, för det kostar ingenting", "Badet ska målas om, för ingen frågade oss förut")
    for number in range(80):
        mine = [(*wants, *more)[(number + turn) % 4] for turn in range(1 + number % 3)]
        received(title="Gör om allt", body=f"{'. '.join(mine)}. {chr(97 + number % 26) * (8 + number)}.")
        if number % 8 == 0:
            street = ("Alen", "Björken", "Eken", "Enen", "Granen", "Hasseln", "Linden", "Lönnen", "Rönnen", "Tallen")
            received(title="Fråga oss", body=f"Fråga oss som bor vid {street[number // 8]} om den mörka vägen hem.")
    rows = queue.queue(organisations=None, size=200).rows
    places = [place for place, row in enumerate(rows) if row.title == "Fråga oss"]
    assert len(rows) == 90
    assert len(places) == 10
    assert places[-1] < 30, "but for the first of the flood, which nobody could know, the honest come first"
    marks = {row.title: row.marks for row in rows[-20:]}
    assert marks == {"Gör om allt": ("crowd", "echo")}
    listed = queue.queue(organisations=None, size=200, wish=queue.Wish(spam=True)).rows
    assert {row.title for row in listed} == {"Gör om allt"}, "what may be declined together holds no honest one"


def test_the_first_of_a_flood_are_known_when_the_rest_has_come(app: Flask) -> None:
    """Nobody could know them while they came; the worker looks again, and the honest stand before all of them."""
    wants = [
        f"{what} ska {how} nu genast, för alla vill" for what in ("Trappan", "Torget") for how in ("säljas", "rivas")
    ]
    for number in range(70):
        mine = [wants[(number + turn) % 4] for turn in range(2)]
        received(title="Gör om allt", body=f"{'. '.join(mine)}. {chr(97 + number % 26) * (8 + number)}.")
        if number == 35:
            received(title="Fråga oss", body="Fråga oss som bor vid Eken om den mörka vägen hem.")
    unknown = [row for row in queue.queue(organisations=None, size=200).rows if "echo" not in row.marks]
    assert len(unknown) > 5
    assert looking_again.look_again(now()) == len(unknown) - 1
    first, *flood = queue.queue(organisations=None, size=200).rows
    assert (first.title, first.marks) == ("Fråga oss", ())
    assert all("echo" in row.marks and row.spam_score >= 40 for row in flood)
    assert looking_again.look_again(now()) == 0, "what is known is left alone"


def test_a_flood_after_one_pattern_is_known_though_no_sentence_comes_twice(app: Flask) -> None:
    """Names change in every sentence; a neighbour's own words, and a day of them, are left alone."""
    names = [f"{chr(97 + at % 26)}{chr(97 + at // 26)}-gatan" for at in range(140)]
    for at in range(70):
        received(
            title="Stäng", body=f"Jag bor nära {names[at]} och tycker att {names[at + 70]} borde stängas helt nu."
        )
    received(title="Fråga oss", body="Jag bor nära den mörka trappan och är rädd varje kväll på väg hem från jobbet.")
    assert looking_again.look_again(now()) == 70
    first, *flood = queue.queue(organisations=None, size=200).rows
    assert first.title == "Fråga oss"
    assert all("pattern" in row.marks for row in flood)
    assert queue.queue(organisations=None, wish=queue.Wish(spam=True)).total == 0, "too weak a sign to decline by"
    assert looking_again.look_again(now()) == 0


def test_ordinary_words_are_no_pattern() -> None:
    said = ["Vi vill ha fler lampor vid trappan", "Vi vill ha en ny park", "Vi vill ha lugn och ro i vår gata"]
    assert not echoes.is_pattern([3, 1, 1, 1, 1, 1], among=len(said))
    assert len(echoes.phrases("Ja")) == 1
    assert echoes.phrases(said[1]) == {
        ("vi", "vill", "ha"),
        ("vill", "ha", "en"),
        ("ha", "en", "ny"),
        ("en", "ny", "park"),
    }


def test_what_staff_write_down_is_no_part_of_a_flood(app: Flask) -> None:
    for number in range(12):
        received(title="Offer", body=f"Everybody should write this one sentence here. {'abcdefghijkl'[number] * 9}")
    on_paper = received(title="Heard", body="Everybody should write this one sentence here.", came_by=CameBy.PAPER)
    assert on_paper.marks == []


def test_many_from_one_connection_are_a_sign_and_no_more(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = visitor.get(FORM).form_values() | ANSWERS
    later = tickets.time() + 60
    monkeypatch.setattr(tickets, "time", lambda: later)
    for number, place in enumerate(("park", "square", "school", "bridge", "library", "harbour")):
        visitor.post(FORM, answers | {"title": f"Number {number}", "body": f"Ask those who live by the {place}."})
    assert [one.marks for one in sent()] == [[]] * 4 + [["many_from_one"]] * 2


def test_texts_that_differ_in_digits_and_addresses_only_are_the_same() -> None:
    assert fingerprint("Buy 1 at https://a.example!") == fingerprint("BUY 22 at www.b.example")
    assert fingerprint("Buy lamps") != fingerprint("Buy stairs")


def test_addresses_are_held_back_from_what_everybody_reads() -> None:
    assert without_links("See https://a.example/x and WWW.b.example now") == "See […] and […] now"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi vill att trappan vid torget ska få ljus.", "sv"),
        ("The stairs by the square are dark and we are afraid.", "en"),
        ("Portaat ovat pimeät ja se on vaarallista, mutta kun lamppu on", "fi"),
        ("نريد إضاءة على الدرج قرب الساحة", "ar"),
        ("ما می‌خواهیم پله‌ها چراغ داشته باشند", "fa"),
        ("Queremos que las escaleras tengan luz por la noche", "es"),
        ("Chcemy, że schody są jasne i nie tak jak teraz", "pl"),
        ("Waxaan rabnaa in jaranjarada ay nal ku yeelato oo dadka", "so"),
        ("Hm.", None),
    ],
)
def test_the_language_of_a_text_is_told_from_the_text(text: str, language: str | None) -> None:
    assert written_in(text) == language
