"""What a moderator is shown to look at, measured on sentences that were labelled by hand."""

import json
import re
from collections import Counter
from pathlib import Path

from portal.domain.privacy import everything
from tests.portal.domain.kept_back import LABELLED
from tests.portal.domain.labelled import WITH_TRACES, WITHOUT

LABEL = re.compile(r"\[(\w+):([^\]]+)\]")


def read(line: str) -> tuple[str, list[tuple[str, str]]]:
    """A sentence without its labels, and the labels."""
    return LABEL.sub(r"\2", line), LABEL.findall(line)


def marked(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in everything(text)]


def test_at_least_98_in_a_hundred_are_found_of_every_kind() -> None:
    there, found = Counter[str](), Counter[str]()
    missed = []
    for line in WITH_TRACES.strip().splitlines():
        text, labels = read(line)
        shown = marked(text)
        for label in labels:
            there[label[0]] += 1
            found[label[0]] += label in shown
            missed += [label] if label not in shown else []
    assert {kind for kind in there if found[kind] / there[kind] < 0.98} == set(), missed
    assert sum(there.values()) >= 50


def test_at_most_2_in_a_hundred_sentences_without_persons_are_marked() -> None:
    lines = WITHOUT.strip().splitlines()
    false = [(line, marked(line)) for line in lines if marked(line)]
    assert len(false) / len(lines) <= 0.02, false


def test_on_sentences_kept_back_98_in_a_hundred_are_found_and_numbers_of_other_things_are_left_alone() -> None:
    there, missed, false = Counter[str](), list[str](), list[str]()
    for kind, held, text in LABELLED:
        there[kind] += 1
        if kind == "nothing":
            false += [text] if marked(text) else []
        elif not any(held.lstrip("(") in part for _kind, part in marked(text)):
            missed.append(f"{kind}: {text}")
    not_found = [one for one in missed if not one.startswith("address")]
    assert len(not_found) <= 0.02 * (sum(there.values()) - there["nothing"] - there["address"]), missed
    assert len(false) <= 0.02 * there["nothing"], false
    assert sum(there.values()) >= 150


def test_of_sentences_made_to_be_hard_98_in_a_hundred_are_marked_whole_and_other_numbers_left_alone() -> None:
    messy = json.loads((Path(__file__).parent / "messy.json").read_text("utf-8"))
    there, missed = Counter[str](), list[tuple[str, str]]()
    for text, labels in messy["sentences"]:
        shown = [range(one.start, one.end) for one in everything(text)]
        for kind, held in labels:
            there[kind] += 1
            start = text.index(held)
            letters = [at for at in range(start, start + len(held)) if text[at].isalnum()]
            missed += [] if all(any(at in one for one in shown) for at in letters) else [(kind, held)]
    lost = Counter(kind for kind, _held in missed)
    assert {kind for kind in there if lost[kind] > 0.02 * there[kind]} == set(), missed
    assert min(there.values()) >= 100
    false = [(text, marked(text)) for text in messy["clean"] if [one for one in marked(text) if one[0] != "address"]]
    assert len(false) <= 0.02 * len(messy["clean"]), false
