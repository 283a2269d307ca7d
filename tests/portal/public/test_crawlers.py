"""Robots learn what is worth reading."""

from flask import Flask

from tests.make import Make


def test_robots_find_every_public_dialogue_and_no_plan(app: Flask, make: Make) -> None:
    public, plan = make.published().slug, make.dialogue().slug
    browser = app.test_client()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in browser.get("/robots.txt").text
    assert "sitemap.xml?piece=0" in browser.get("/sitemap.xml").text
    piece = browser.get("/sitemap.xml?piece=0").text
    assert f"/ar/dialogues/{public}<" in piece
    assert f"/{plan}<" not in piece
    assert browser.get("/sitemap.xml?piece=99999").status_code == 404
