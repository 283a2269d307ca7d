"""A resident signs up and follows on a small phone without scripts; every page on the way passes axe."""

import json
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ContextOpener, Portal, sign_in
from tests.browser.test_axe import overflow, violations

pytestmark = pytest.mark.browser


def connected(portal: Portal) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(
        portal.environment["PORTAL_DATABASE_URL"].replace("postgresql+psycopg://", "postgresql://")
    )


def asked(portal: Portal, question: str, *facts: object) -> Any:
    """The first value the portal's database answers."""
    with connected(portal) as connection:
        row = connection.execute(question, facts).fetchone()
    return row[0] if row else None


def occasion(portal: Portal) -> str:
    """Something in the demonstration data that one can sign up for."""
    found: str = asked(
        portal,
        "SELECT card->'occasion'->>'uuid' FROM published_item WHERE kind = 'occasion' AND starts > current_date + 3"
        " AND card->'occasion'->>'registration' <> 'none' AND card->'occasion'->>'state' = 'planned' LIMIT 1",
    )
    return found


def letter(portal: Portal, kind: str, address: str) -> dict[str, Any]:
    facts = asked(portal, "SELECT facts::text FROM mail WHERE kind = %s AND recipient = %s", kind, address)
    found: dict[str, Any] = json.loads(facts)
    return found


def sound(page: Page, axe: str) -> None:
    """Checked as it stands; the browser under test runs axe although pages run no scripts of their own."""
    found = violations(page, axe) + overflow(page)
    assert not found, "\n".join(found)


def pressed(page: Page, button: str) -> None:
    """A button pressed, and the page it leads to come."""
    with page.expect_navigation():
        page.locator(button).click()


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_she_signs_up_confirms_and_cancels_without_scripts(
    open_context: ContextOpener, portal: Portal, language: str
) -> None:
    page = open_context(width=320, scripts=False).new_page()
    address = f"amina-{language}@example.org"
    page.goto(f"/{language}/occasions/{occasion(portal)}/sign-up")
    page.fill("#email", address)
    page.check("#services-0")
    page.locator("main form button").click()
    assert "/sign-up/sent" in page.url
    page.goto(f"/{language}/registrations/{letter(portal, 'sign_up', address)['code']}")
    page.locator("form[action*='/confirm'] button").click()
    assert page.locator("form[action*='/confirm']").count() == 0
    page.locator("form[action*='/cancel'] button").click()
    assert page.locator("form[action*='/cancel']").count() == 0


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_page_of_joining_and_following_passes_axe(
    open_context: ContextOpener, portal: Portal, axe: str, language: str
) -> None:
    page = open_context(width=320, dark=language == "en").new_page()
    address = f"bo-{language}@example.org"
    page.goto(f"/{language}/occasions/{occasion(portal)}/sign-up")
    sound(page, axe)
    pressed(page, "main form button")
    sound(page, axe)
    page.fill("#email", address)
    pressed(page, "main form button")
    sound(page, axe)
    page.goto(f"/{language}/registrations/{letter(portal, 'sign_up', address)['code']}")
    sound(page, axe)
    page.goto(f"/{language}/follow")
    sound(page, axe)
    page.fill("#email", address)
    pressed(page, "main form button")
    sound(page, axe)
    page.goto(f"/{language}/follow/{letter(portal, 'follow', address)['token']}")
    sound(page, axe)
    pressed(page, "form[action*='/confirm'] button")
    sound(page, axe)
    page.goto(f"/{language}/dialogues/trygg-gangvag-ragsved/poster")
    sound(page, axe)


def test_the_list_for_the_door_passes_axe_on_a_phone(open_context: ContextOpener, portal: Portal, axe: str) -> None:
    here = asked(
        portal,
        "SELECT link.dialogue_id || '/' || o.id FROM occasion o"
        " JOIN dialogue_occasion link ON link.occasion_id = o.id"
        " JOIN dialogue d ON d.id = link.dialogue_id JOIN organisation b ON b.id = d.lead_id"
        " WHERE o.registration <> 'none' AND b.slug = 'enskede-arsta-vantor' AND d.published_at IS NOT NULL LIMIT 1",
    )
    dialogue, occasion_id = here.split("/")
    with connected(portal) as connection:
        connection.execute(
            "INSERT INTO registration (code, occasion_id, state, email, name, language, spoken, people, services,"
            " tell_result, told_sequence) VALUES ('door', %s, 'seated', 'door@example.org', 'Amina', 'sv', 'so', 2,"
            " '{interpreter}', false, 0)",
            (occasion_id,),
        )
    page = open_context(width=320).new_page()
    sign_in(page, "handlaggare@example.org")
    page.goto(f"/desk/dialogues/{dialogue}/occasions/{occasion_id}/guests")
    assert "Amina" in page.content()
    sound(page, axe)
