"""The menu of the desk holds what its reader may open, and marks where one is."""

from flask import Flask

from portal.domain.words import Role
from tests.make import Make
from tests.visitor import Page

OF_THE_CITY = {"/desk/admin", "/desk/records", "/desk/weights", "/desk/mail"}


def entries(page: Page) -> dict[str, str | None]:
    """Where each entry leads, and how it is marked."""
    (menu,) = page.tree.findall(".//{*}nav[@id='desk-menu']")
    return {str(link.get("href")): link.get("aria-current") for link in menu.iter() if link.get("href")}


def groups(page: Page) -> list[str]:
    (menu,) = page.tree.findall(".//{*}nav[@id='desk-menu']")
    return [str(summary.text) for summary in menu.iter() if str(summary.tag).endswith("summary")]


def test_a_clerk_finds_plans_and_follow_up_and_nothing_of_the_administration(app: Flask, make: Make) -> None:
    page = make.signed_in(app, make.staff(Role.EDITOR)).get("/desk/calendar/links")
    found = entries(page)
    assert {"/desk/", "/desk/dialogues", "/desk/calendar", "/desk/answers", "/sv/"} <= set(found)
    assert not (OF_THE_CITY | {"/desk/moderation"}) & set(found)
    assert groups(page) == ["Planering", "Uppföljning"]
    assert {address for address, mark in found.items() if mark} == {"/desk/calendar"}


def test_an_administrator_finds_the_administration_in_one_group(app: Flask, make: Make) -> None:
    page = make.signed_in(app, make.staff(Role.ADMIN, organisation=None)).get("/desk/admin")
    assert set(entries(page)) >= OF_THE_CITY
    assert groups(page) == ["Planering", "Uppföljning", "Administration"]
    assert entries(page)["/desk/admin"] == "page"


def test_a_group_of_one_needs_no_opening(app: Flask, make: Make) -> None:
    page = make.signed_in(app, make.staff(Role.REGISTRAR)).get("/desk/records")
    assert "Administration" not in groups(page)
    assert entries(page)["/desk/records"] == "page"
