"""Kinds of floods: texts that somebody might send by the thousand, and that people have to tell from honest ones."""

import random
import re
from collections.abc import Callable

Flood = Callable[[int], tuple[str, str]]

SPAM = ("Köp billiga lån nu på https://lan.example/{0} utan kontroll", "Vinn pengar {0} på https://spel.example idag")
PLACES = ("trappan", "lekparken", "torget", "badet", "biblioteket", "skolgården", "gångtunneln", "centrumet", "ängen")
WANTS = ("byggas om", "rustas upp", "göras säkrare", "få fler lampor", "öppna tidigare", "stängas", "säljas", "målas")
WHY = ("alla säger det", "barnen vill det", "det kostar ingenting", "ingen frågade oss", "det är för sent nu")


def kinds(comments: list[tuple[str, str]]) -> tuple[tuple[str, Flood], ...]:
    """Every kind with its name; the last three are made of what people wrote."""
    return (
        ("the same over and over", alike),
        ("all different", varied),
        ("after a pattern", patterned(comments)),
        ("sentences of people", shuffled(comments)),
        ("one text, changed", changed(comments)),
    )


def alike(number: int) -> tuple[str, str]:
    """One of a flood that differs in digits and addresses only."""
    return "Erbjudande", random.choice(SPAM).format(number)


def varied(_number: int) -> tuple[str, str]:
    """One of a flood that nothing gives away: a text of its own, half plausible, about places that there are."""
    lines = [
        f"{random.choice(PLACES).capitalize()} ska {random.choice(WANTS)}, för {random.choice(WHY)}."
        for _line in range(random.randrange(3, 8))
    ]
    return "Gör om alltihop", " ".join([*lines, f"Det skriver {''.join(random.choices('abcdefghijklmnop', k=12))}."])


def patterned(comments: list[tuple[str, str]]) -> Flood:
    """A flood after three patterns, with words of people in their gaps: hardly a sentence comes twice."""
    words = sorted({word for _title, text in comments[:2000] for word in text.split() if len(word) > 4})
    patterns = (
        "Jag bor nära {} och tycker att {} borde göras om helt och hållet, för {} räcker inte längre till.",
        "Hej! Vi i familjen vill gärna att {} och {} byter plats i vår. Mvh {}",
        "Kan ni svara på varför {} aldrig blir klart trots att {} har lovat det sedan {} var ny?",
    )
    return lambda _number: ("Gör om alltihop", random.choice(patterns).format(*random.sample(words, 3)))


def shuffled(comments: list[tuple[str, str]]) -> Flood:
    """A flood of two or three sentences each, out of four hundred texts that people wrote."""
    found = [one for _title, text in comments[:400] for one in re.split(r"(?<=[.!?])\s+", text) if len(one) > 20]
    return lambda _number: ("Gör om alltihop", " ".join(random.sample(found, random.randrange(2, 4))))


def changed(comments: list[tuple[str, str]]) -> Flood:
    """A flood of one long text that somebody wrote, every fifth word of it another each time."""
    text = max((text for _title, text in comments[:300]), key=len)
    words = [word for _title, other in comments[:400] for word in other.split()]

    def one(_number: int) -> tuple[str, str]:
        mine = (random.choice(words) if random.random() < 0.2 else word for word in text.split())
        return "Gör om alltihop", " ".join(mine)

    return one
