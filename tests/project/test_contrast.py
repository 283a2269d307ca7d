"""Every colour that is read or looked for stands out from every ground it may stand on, in the light and in the dark.

Computed from the tokens: axe does not look at text in the Arabic script.
"""

import itertools
import re
from pathlib import Path

import pytest

SCHEMES = ("light", "dark")
READABLE, VISIBLE = 4.5, 3.0

GROUNDS = ("paper", "surface", "granite-tint", "water-tint", "ochre-tint", "copper-tint", "patina-tint")
TEXTS = ("ink", "ink-soft", "water", "water-strong", "copper", "patina", "ochre-ink", "visited")
EDGES = ("granite",)
"""Edges of fields and buttons, and icons, which tell something by themselves."""

WATER = ("deep", "deep-2")
ON_WATER = ("on-deep", "on-deep-soft", "ochre")
STRONG = ("water", "water-strong", "patina", "copper")
"""Grounds of buttons and of counted things."""

PAIRS = {
    READABLE: [
        *itertools.product(TEXTS, GROUNDS),
        *itertools.product(ON_WATER, WATER),
        *itertools.product(("on-strong",), STRONG),
        ("on-ochre", "ochre"),
    ],
    VISIBLE: [*itertools.product(EDGES, GROUNDS), ("deep-line", "deep"), ("on-deep", "deep"), ("ink", "paper")],
}
ORNAMENTS = {"line", "granite", "ochre"}
"""Lines and bars beside which the same is said in words."""

COLOURS = re.compile(r"--([\w-]+): (#(?:[0-9a-f]{3}){1,2});")


@pytest.fixture(scope="module")
def tokens(checkout: Path) -> dict[str, dict[str, str]]:
    text = (checkout / "static" / "css" / "portal.css").read_text("utf-8")
    light, dark = (dict(COLOURS.findall(block)) for block in re.findall(r":root \{(.*?)\}", text, re.DOTALL)[:2])
    return {"light": light, "dark": light | dark}


@pytest.fixture(scope="module")
def rules(checkout: Path) -> list[str]:
    """What every rule of our own style sheets declares, those for paper and for forced colours left out."""
    sheets = [
        path
        for path in sorted((checkout / "static" / "css").rglob("*.css"))
        if path.name not in ("poster.css", "paper-form.css")
    ]
    text = "".join(path.read_text("utf-8") for path in sheets)
    text = re.sub(r"@media (?:print|\(forced-colors: active\)) \{(?:[^{}]*\{[^{}]*\})*\s*\}", "", text)
    return re.findall(r"\{([^{}]+)\}", text)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_what_the_guidelines_say_it_is() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("least", PAIRS)
def test_every_pair_has_contrast(tokens: dict[str, dict[str, str]], scheme: str, least: float) -> None:
    of = tokens[scheme]
    weak = [
        f"--{front} on --{ground}: {contrast(of[front], of[ground]):.2f}"
        for front, ground in PAIRS[least]
        if contrast(of[front], of[ground]) < least
    ]
    assert not weak, f"below {least} in the {scheme}:\n" + "\n".join(weak)


def test_the_dark_has_every_colour_of_its_own(checkout: Path) -> None:
    text = (checkout / "static" / "css" / "portal.css").read_text("utf-8")
    light, dark = (set(dict(COLOURS.findall(block))) for block in re.findall(r":root \{(.*?)\}", text, re.DOTALL)[:2])
    assert light - dark == {"on-ochre"}


def test_no_style_sheet_reads_or_paints_a_colour_that_is_not_computed(rules: list[str]) -> None:
    texts = {front for pairs in PAIRS.values() for front, _ground in pairs}
    grounds = {ground for pairs in PAIRS.values() for _front, ground in pairs}
    for rule in rules:
        for colour in re.findall(r"(?:^|[;\s])color:([^;]*)", rule):
            assert set(re.findall(r"--([\w-]+)", colour)) <= texts, rule
            assert "#" not in colour, f"a colour of its own: {rule}"
        for ground in re.findall(r"(?:^|[;\s])background(?:-color)?:([^;]*)", rule):
            assert set(re.findall(r"--([\w-]+)", ground)) <= grounds | ORNAMENTS | {"columns"}, rule


def test_what_one_rule_puts_together_is_among_the_pairs(rules: list[str]) -> None:
    together = {pair for pairs in PAIRS.values() for pair in pairs}
    found = 0
    for rule in rules:
        front = re.search(r"(?:^|[;\s])color: var\(--([\w-]+)\)", rule)
        ground = re.search(r"(?:^|[;\s])background(?:-color)?: var\(--([\w-]+)\)", rule)
        if front and ground:
            found += 1
            assert (front[1], ground[1]) in together, rule
    assert found > 10
