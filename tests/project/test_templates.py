"""Templates compile, are used, hold no style, script or unsafe text, and let every visible word be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "templates"
NAMES = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.html"))
READ_OUT = ("alt", "title", "aria-label", "placeholder", "aria-description", "content")
NOT_WORDS = {"width", "device", "initial", "scale", "light", "dark", "noindex", "nofollow", "follow", "kb", "svenska"}


@pytest.fixture(scope="module")
def jinja(unconnected: Flask) -> Environment:
    return unconnected.jinja_env


def source(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def without_jinja(text: str) -> str:
    """The HTML that is left when all that Jinja does is taken away."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%-?\s*set\s.*?%\}", " ", text, flags=re.DOTALL)
    # A block that holds one word gives a page a name for its style sheet.
    text = re.sub(r"\{% block \w+ %\}[a-z-]+\{% endblock %\}", " ", text)
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", text, flags=re.DOTALL)


def words(text: str) -> list[str]:
    text = re.sub(r"https?://\S+|&\w+;|\b[\w.-]+\.(?:se|org|stockholm)\b", " ", text)
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if word.lower() not in NOT_WORDS]


def test_there_are_templates_to_read() -> None:
    assert len(NAMES) > 50


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(jinja: Environment, name: str) -> None:
    assert jinja.get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_a_template_takes_in_no_macro_that_it_does_not_use(jinja: Environment, name: str) -> None:
    tree = jinja.parse(source(name))
    taken = [
        alias if isinstance(alias, str) else alias[1]
        for one in tree.find_all(nodes.FromImport)
        for alias in one.names
    ] + [one.target for one in tree.find_all(nodes.Import)]
    used = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}
    assert not set(taken) - used
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_holds_no_unsafe_text_style_or_script(jinja: Environment, name: str) -> None:
    tree = jinja.parse(source(name))
    filters = {one.name for one in tree.find_all(nodes.Filter)}
    assert not filters & {"safe", "forceescape"}
    assert not any(True for _ in tree.find_all((nodes.MarkSafe, nodes.ScopedEvalContextModifier)))
    html = without_jinja(source(name))
    assert not re.search(r"\sstyle\s*=", html)
    # A letter and the page for when the portal is away have no style sheet they could link to.
    assert "<style" not in html or name in ("mail/layout.html", "errors/maintenance.html")
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", html)
    assert not re.search(r"javascript:", html, re.IGNORECASE)
    for script in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
        assert "src" in script[0]
        assert not script[1].strip()


@pytest.mark.parametrize("name", NAMES)
def test_every_visible_word_can_be_translated(name: str) -> None:
    html = without_jinja(source(name))
    attributes = [value for attribute, value in re.findall(r"\s([\w-]+)=\"([^\"]*)\"", html) if attribute in READ_OUT]
    visible = re.sub(r"<!--.*?-->|<!doctype[^>]*>|<[^>]*>", " ", html, flags=re.DOTALL | re.IGNORECASE)
    assert not words(visible)
    assert not [word for value in attributes for word in words(value)]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_given_to_the_translators_whole(jinja: Environment, name: str) -> None:
    """A text glued together or filled in before it is looked up is never found in a catalogue."""
    for call in jinja.parse(source(name)).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext"):
            texts = call.args[: 2 if call.node.name == "ngettext" else 1]
            assert all(isinstance(text, nodes.Const) for text in texts), call.lineno
            given = {keyword.key for keyword in call.kwargs}
            wanted = {place for text in texts for place in re.findall(r"%\((\w+)\)", str(text.value))}  # type: ignore[attr-defined]
            known = {"num"} if call.node.name == "ngettext" else set()
            assert wanted - known == given - known, (call.lineno, wanted, given)


def pattern(node: nodes.Node | ast.expr) -> str:
    """The names an expression may give, as a regular expression."""
    match node:
        case nodes.Const(value=str(text)) | ast.Constant(value=str(text)):
            return re.escape(text)
        case nodes.Concat(nodes=parts) | ast.JoinedStr(values=parts):
            return "".join(pattern(part) for part in parts)
        case nodes.CondExpr(expr1=one, expr2=other) | ast.IfExp(body=one, orelse=other):
            return f"(?:{pattern(one)}|{pattern(other) if other else ''})"
        case _:
            return ".+"


def asked_for_by_templates(jinja: Environment) -> Iterator[str]:
    for name in NAMES:
        asking = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        for one in jinja.parse(source(name)).find_all(asking):
            yield pattern(one.template)


def asked_for_by_pages() -> Iterator[str]:
    for file in (ROOT / "portal").rglob("*.py"):
        for one in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(one, ast.Constant | ast.JoinedStr):
                text = pattern(one) if not isinstance(one, ast.Constant) or isinstance(one.value, str) else ""
                if text.endswith(r"\.html") and text != r"\.html":
                    yield text


def test_every_template_is_used_and_every_one_asked_for_is_there(jinja: Environment) -> None:
    asked = {*asked_for_by_templates(jinja), *asked_for_by_pages()}
    assert ".+" not in asked
    assert r".+\.html" not in asked
    unused = [name for name in NAMES if not any(re.fullmatch(one, name) for one in asked)]
    assert not unused
    there = [*NAMES, "mail/parts.txt", "mail/style.css", "errors/maintenance.css"]
    missing = [one for one in asked if not any(re.fullmatch(one, name) for name in there)]
    assert not missing


def test_a_page_extends_one_layout_and_a_part_of_a_page_none(jinja: Environment) -> None:
    for name in NAMES:
        tree = jinja.parse(source(name))
        layouts = list(tree.find_all(nodes.Extends))
        macros = any(isinstance(one, nodes.Macro) for one in tree.body)
        if name.startswith("components/") or "/parts" in name or name.endswith(("/results.html", "/partial.html")):
            assert not layouts, name
        elif name not in ("layouts/base.html", "layouts/paper.html", "mail/layout.html"):
            assert len(layouts) == 1 or macros, name


def test_every_macro_is_used_and_every_component_has_one(jinja: Environment) -> None:
    trees = {name: jinja.parse(source(name)) for name in NAMES}
    taken = {
        (one.template.value, alias if isinstance(alias, str) else alias[0])
        for tree in trees.values()
        for one in tree.find_all(nodes.FromImport)
        if isinstance(one.template, nodes.Const)
        for alias in one.names
    }
    for name, tree in trees.items():
        macros = {one.name for one in tree.find_all(nodes.Macro)}
        here = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}
        assert not {macro for macro in macros - here if (name, macro) not in taken}, name
        assert macros or not name.startswith("components/"), name
