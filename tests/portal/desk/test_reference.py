"""Administrators keep names, organisations and districts; residents and the search follow at once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text

from portal.actions import areas
from portal.audit import AuditEntry
from portal.db import db
from portal.dialogues import queries
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.indexing import tell
from portal.overlap import load
from portal.publications.catalogue import catalogue
from portal.publications.reference import Catalogue
from portal.web.dates import today
from tests.make import Make
from tests.visitor import Visitor

PAGES = (
    "",
    "/staff",
    "/audit",
    "/organisations",
    "/organisations/new",
    "/areas",
    "/areas/merge",
    "/themes",
    "/groups",
)


TABLES = ("area", "area_successor", "population", "organisation", "theme", "target_group", "method")


@pytest.fixture(autouse=True)
def reference(app: Flask, emptying: Engine) -> Iterator[None]:
    """The reference data is put back as it was: other tests count on it."""
    with emptying.connect() as connection:
        for table in TABLES:
            connection.execute(text(f"CREATE TEMP TABLE kept_{table} AS TABLE {table}"))
        connection.commit()
        yield
        db.session.rollback()
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(text(f"INSERT INTO {table} SELECT * FROM kept_{table}"))
            connection.execute(text(f"DROP TABLE kept_{table}"))
        connection.execute(text("UPDATE content_version SET reference = reference + 1"))
        connection.commit()
    known()


def known() -> Catalogue:
    """The reference data as it is now, remembered as by a process that has served a page since the change."""
    db.session.rollback()
    return catalogue()


@pytest.fixture
def boss(make: Make) -> Actor:
    return make.staff(Role.ADMIN, organisation=None)


@pytest.fixture
def admin(app: Flask, make: Make, boss: Actor) -> Visitor:
    return make.signed_in(app, boss)


@pytest.mark.parametrize("role", Role)
def test_only_administrators_of_the_city_open_administration(app: Flask, make: Make, role: Role) -> None:
    city = make.signed_in(app, make.staff(role, organisation=None))
    district = make.signed_in(app, make.staff(role))
    for page in PAGES:
        city.get(f"/desk/admin{page}", status=200 if role is Role.ADMIN else 403)
        district.get(f"/desk/admin{page}", status=403)


def test_a_theme_called_otherwise_reaches_pages_and_the_index(
    app: Flask, make: Make, admin: Visitor, visitor: Visitor
) -> None:
    dialogue = make.published(title="Gångvägar")
    assert "Kvällsljus" not in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    admin.fill_in("/desk/admin/themes/urban_environment/safety", name_sv="Kvällsljus")
    known()
    assert "Kvällsljus" in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    engines = app.extensions["search"].telling()
    tell.tell_all(engines)
    assert tell.differences(engines) == []
    assert "Gångvägar" in visitor.get("/sv/dialogues?q=kvällsljus")
    kept = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "save_theme")).one()
    assert "Kvällsljus" in str(kept.change)


def test_what_is_closed_is_no_longer_offered_but_still_found(app: Flask, make: Make, admin: Visitor) -> None:
    dialogue = make.published()
    admin.fill_in("/desk/admin/themes/urban_environment/safety", retired="y")
    assert known().themes["urban_environment/safety"].retired
    assert dialogue.slug in str(Visitor(app).get("/sv/dialogues?theme=urban_environment/safety").links())
    assert "Avslutat" in admin.get("/desk/admin/themes")
    assert 'value="urban_environment/safety"' not in Visitor(app).get("/sv/suggest").text


def test_a_term_is_added_in_its_place_and_lacks_languages(admin: Visitor) -> None:
    admin.fill_in("/desk/admin/methods/new", name_sv="Promenad med hund", place="1", minutes="45")
    assert next(iter(known().methods)) == "promenad_med_hund"
    page = admin.fill_in("/desk/admin/methods/new", status=422, name_sv="promenad med HUND", place="1", minutes="0")
    assert page.form_values()["name_sv"] == ["promenad med HUND"]
    admin.fill_in("/desk/admin/methods/new", status=422, name_sv="promenad med HUND", place="1", minutes="30")


def test_a_group_never_lies_within_itself(admin: Visitor) -> None:
    admin.fill_in("/desk/admin/groups/youth_16_19", parent="young_adults_20_29")
    known()
    admin.fill_in("/desk/admin/groups/young_adults_20_29", status=422, parent="youth_16_19")
    admin.fill_in("/desk/admin/groups/all", status=422, retired="y")


def test_an_organisation_changes_its_name_everywhere(make: Make, admin: Visitor, visitor: Visitor) -> None:
    dialogue = make.published()
    address = "/desk/admin/organisations/enskede-arsta-vantor"
    admin.fill_in(address, name_sv="Söderortsnämnden", short="Söderort")
    known()
    assert "Söderortsnämnden" in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    yesterday = today() - timedelta(1)
    admin.fill_in(address, status=422, valid_from=str(today()), valid_to=str(yesterday))
    admin.fill_in(address, valid_to=str(yesterday), successor="farsta")
    assert not known().organisations["enskede-arsta-vantor"].current


def test_two_districts_merge_and_old_dialogues_are_found_under_both(
    app: Flask, make: Make, boss: Actor, admin: Visitor, visitor: Visitor
) -> None:
    old = make.published(title="Torget i Farsta", lead="farsta", areas=("farsta",)).slug
    inner = make.published(title="Parken i Rågsved", areas=("ragsved",)).slug
    merging = {"old": ["farsta", "enskede-arsta-vantor"], "name": "Nya Söderort", "on": str(today())}
    admin.fill_in("/desk/admin/areas/merge", status=422, **(merging | {"old": ["farsta"]}))
    admin.fill_in("/desk/admin/areas/merge", status=422, **(merging | {"name": "Kista"}))
    admin.fill_in("/desk/admin/areas/merge", **merging)
    known()
    areas.rebuild(["farsta", "enskede-arsta-vantor"])
    engines = app.extensions["search"].telling()
    tell.tell_all(engines)
    assert tell.differences(engines) == []
    for district in ("farsta", "nya-soderort"):
        assert old in str(visitor.get(f"/sv/dialogues?district={district}").links())
        assert old in str(visitor.get(f"/sv/dialogues?district={district}&q=torget").links())
        assert old in visitor.get(f"/feeds/dialogues.atom?district={district}").answer.get_data(as_text=True)
    page = visitor.get("/sv/districts/nya-soderort")
    assert "Torget i Farsta" in page
    assert "Parken i Rågsved" in page
    assert "/sv/districts/ragsved" in str(page.links())
    assert visitor.get("/sv/districts/farsta", status=301).location.endswith("/sv/districts/nya-soderort")
    assert inner in str(visitor.get("/sv/dialogues?district=enskede-arsta-vantor").links())
    load.sum_due()
    assert load.differences() == []
    assert "Nya Söderort" in visitor.get("/sv/load")
    assert "Farsta" not in [one.name for one in known().districts()]


def test_what_was_chosen_before_it_closed_stays_chosen_and_is_offered_to_nobody_else(
    app: Flask, make: Make, admin: Visitor
) -> None:
    clerk = make.staff()
    plan = make.dialogue(actor=clerk, areas=("ragsved", "hagsatra"), co_organisers=("farsta", "trafikkontoret"))
    yesterday = str(today() - timedelta(1))
    admin.fill_in("/desk/admin/organisations/farsta", valid_to=yesterday)
    known()
    admin.fill_in("/desk/admin/areas/hagsatra", valid_to=yesterday)
    known()
    browser = make.signed_in(app, clerk)
    fresh = browser.get("/desk/dialogues/new")
    assert 'value="trafikkontoret"' in fresh.text
    assert 'value="farsta"' not in fresh.text
    for step, field, chosen in (("basics", "co_organisers", "farsta"), ("scope", "areas", "hagsatra")):
        address = f"/desk/dialogues/{plan.id}/plan/{step}"
        filled = browser.get(address).form_values()
        assert chosen in filled[field]
        browser.post(address, filled, status=303)
    kept = queries.record(plan.id)
    assert kept is not None
    assert (kept.co_organisers, set(kept.areas)) == (("farsta", "trafikkontoret"), {"ragsved", "hagsatra"})


def test_a_district_ends_on_a_day_and_its_dialogues_are_found_under_what_follows(
    app: Flask, make: Make, admin: Visitor, visitor: Visitor
) -> None:
    old = make.published(title="Torget i Farsta", lead="farsta", areas=("farsta",)).slug
    address, yesterday = "/desk/admin/areas/farsta", today() - timedelta(1)
    page = admin.fill_in(address, status=422, successors=["skarholmen"])
    assert "Ange till och med när" in page
    admin.fill_in(address, valid_to=str(yesterday), successors=["skarholmen"])
    assert not known().areas["farsta"].current
    circle = admin.fill_in("/desk/admin/areas/skarholmen", status=422, valid_to=str(today()), successors=["farsta"])
    assert circle.form_values()["valid_to"] == [str(today())]
    areas.rebuild(["farsta"])
    engines = app.extensions["search"].telling()
    tell.tell_all(engines)
    assert tell.differences(engines) == []
    for district in ("farsta", "skarholmen"):
        assert old in str(visitor.get(f"/sv/dialogues?district={district}").links())
    assert visitor.get("/sv/districts/farsta", status=301).location.endswith("/sv/districts/skarholmen")
    kept = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "save_area")).one()
    assert kept.change["successors"] == [[], ["skarholmen"]]
    admin.fill_in(address, valid_to="", successors=[])
    assert known().areas["farsta"].current
    areas.rebuild(["farsta"])
    assert old not in str(visitor.get("/sv/dialogues?district=skarholmen").links())


def test_a_neighbourhood_has_days_too_and_the_city_has_none(make: Make, admin: Visitor) -> None:
    tomorrow = today() + timedelta(1)
    admin.fill_in("/desk/admin/areas/ragsved", valid_from=str(tomorrow))
    assert not known().areas["ragsved"].current
    admin.get("/desk/admin/areas/stockholm", status=404)
    admin.get("/desk/admin/areas/nowhere", status=404)


def test_a_merger_to_come_changes_nothing_before_its_day(make: Make, boss: Actor, visitor: Visitor) -> None:
    make.published(title="Torget i Farsta", lead="farsta", areas=("farsta",))
    day = today() + timedelta(30)
    areas.merge(areas.Merger(old=("farsta", "skarholmen"), name="Nya Söderort", on=day), actor=boss)
    known()
    assert {"farsta", "skarholmen"} <= {one.slug for one in known().districts()}
    assert "Torget i Farsta" in visitor.get("/sv/districts/farsta")
    areas.turn(day)
    areas.turn(day)
    turned = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "area_turns")).all()
    assert len(turned) == 3
