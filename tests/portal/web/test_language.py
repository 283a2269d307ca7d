"""A page speaks the language of its address, and says so when a text does not."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from portal.web import language


def test_a_reader_gets_the_text_in_her_language(bare: Flask) -> None:
    with bare.test_request_context("/ar/"):
        assert language.said({"sv": "Lekpark", "ar": "ملعب"}) == language.Said("ملعب", "ar", "rtl")


def test_a_text_without_translation_comes_in_swedish_and_is_marked(bare: Flask) -> None:
    with bare.test_request_context("/ar/"):
        assert language.said({"sv": "Lekpark", "en": ""}) == language.Said("Lekpark", "sv", "ltr", fallback=True)


def test_a_text_that_is_only_in_somali_is_better_than_none(bare: Flask) -> None:
    with bare.test_request_context("/en/"):
        assert language.said({"so": "Beer"}).lang == "so"


def test_no_text_at_all_is_false(bare: Flask) -> None:
    with bare.test_request_context("/en/"):
        assert not language.said(None)
        assert not language.said({})


def test_a_language_that_is_not_offered_has_no_pages(bare: Flask) -> None:
    with bare.test_request_context("/fi/"), pytest.raises(NotFound):
        bare.preprocess_request()


def test_links_stay_in_the_language_of_the_page(bare: Flask) -> None:
    with bare.test_request_context("/ar/"):
        bare.preprocess_request()
        assert bare.url_for("public.dialogues.index") == "/ar/dialogues"


def test_the_same_list_in_every_language_keeps_its_filters(bare: Flask) -> None:
    with bare.test_request_context("/en/dialogues?district=farsta"):
        bare.preprocess_request()
        links = language.links([("district", "farsta"), ("district", "jarva")])
    assert [link.address for link in links] == [
        f"/{code}/dialogues?district=farsta&district=jarva" for code in ("sv", "en", "ar")
    ]
    assert links[1].current
    assert links[0].url == "https://dialog.example.org/sv/dialogues?district=farsta&district=jarva"


@pytest.mark.parametrize(
    ("code", "direction"), [("ar", "rtl"), ("fa", "rtl"), ("ckb", "rtl"), ("ti", "ltr"), ("?", "ltr")]
)
def test_every_language_has_a_direction(code: str, direction: str) -> None:
    assert language.direction_of(code) == direction


def test_languages_on_the_spot_are_named_in_the_readers_language(bare: Flask) -> None:
    with bare.test_request_context("/sv/"):
        bare.preprocess_request()
        assert [language.name_of(code) for code in ("so", "ti", "zz-unknown")] == [
            "Somaliska",
            "Tigrinja",
            "zz-unknown",
        ]


def test_a_language_has_no_capital_within_a_sentence_where_the_readers_language_writes_none(whole_app: Flask) -> None:
    for spoken, alone, within in (
        ("es", "Sueco", "sueco"),
        ("sv", "Svenska", "svenska"),
        ("en", "Swedish", "Swedish"),
    ):
        with whole_app.test_request_context(f"/{spoken}/"):
            language.use(spoken)
            assert (language.name_of("sv"), language.name_within("sv")) == (alone, within)
