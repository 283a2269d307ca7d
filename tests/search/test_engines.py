"""What both engines promise, said once and asked of each."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from search import Behind, Engine, EngineError, Query, Synonyms
from tests.search.documents import document

PARK = document(
    "dialogue:1", "Ny lekpark i Hökarängen", "Barnen får en klätterställning.", version=3, label="Parker och lek",
    place="Hökarängen Farsta", areas=("farsta", "hokarangen"), starts=date(2025, 5, 1), ends=date(2025, 6, 1),
    titles={"en": "A new playground in Hökarängen", "ar": "ملعب الأطفال الجديد"}, theme=("park",), status=("open",),
)  # fmt: skip
LIBRARY = document(
    "dialogue:2", "Biblioteket i Rinkeby byggs om", "Var ska böckerna stå?", version=4, label="Kultur",
    place="Rinkeby Järva", areas=("jarva", "rinkeby"), starts=date(2025, 9, 1), ends=date(2025, 9, 30),
    titles={"en": "The library in Rinkeby", "fi": "Rinkebyn kirjasto"}, theme=("library",), status=("reported",),
)  # fmt: skip
LIGHTS = document(
    "dialogue:3", "Gatubelysning längs gångvägen", "Många vill ha fler lampor i Tensta.", version=5, label="Trygghet",
    place="Tensta Järva", areas=("jarva", "tensta"), starts=date(2024, 1, 10), ends=date(2024, 2, 1),
    body="Arbetet samordnas med biblioteket.", theme=("safety", "street"), status=("open",),
)  # fmt: skip
ALL = (PARK, LIBRARY, LIGHTS)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    assert engine.put(ALL) == ()
    return engine


def found(engine: Engine, text: str = "", language: str = "sv", **more: object) -> list[str]:
    return [hit.id for hit in engine.search(Query(text, language, **more)).hits]  # type: ignore[arg-type]


def test_a_resident_finds_lekpark_by_park(filled: Engine) -> None:
    assert found(filled, "park") == ["dialogue:1"]


def test_a_resident_finds_by_another_form_another_word_and_a_slip(filled: Engine) -> None:
    assert found(filled, "lekparkernas") == ["dialogue:1"]
    assert found(filled, "lampor")[0] == "dialogue:3"
    assert found(filled, "bibloteket")[0] == "dialogue:2"


def test_a_title_comes_before_a_long_text(filled: Engine) -> None:
    assert found(filled, "biblioteket") == ["dialogue:2", "dialogue:3"]


def test_a_reader_of_english_finnish_or_arabic_finds_in_her_language(filled: Engine) -> None:
    assert found(filled, "playgrounds", "en")[0] == "dialogue:1"
    assert found(filled, "kirjastot", "fi")[0] == "dialogue:2"
    assert found(filled, "للأطفال", "ar")[0] == "dialogue:1"


def test_swedish_words_are_found_whatever_the_language_of_the_page(filled: Engine) -> None:
    for language in ("en", "ar", "so"):
        assert found(filled, "gatubelysning", language)[0] == "dialogue:3"


def test_a_place_in_the_query_is_a_place_and_not_a_word(filled: Engine) -> None:
    results = filled.search(Query("lampor i tennsta"))
    assert results.place == "tensta"
    assert [hit.id for hit in results.hits] == ["dialogue:3"]
    assert filled.search(Query("Järvas bibliotek")).place == "jarva"
    assert filled.search(Query("park Hokarangen")).hits[0].id == "dialogue:1"


def test_a_query_without_words_shows_everything_newest_first(filled: Engine) -> None:
    results = filled.search(Query(""))
    assert [hit.id for hit in results.hits] == ["dialogue:2", "dialogue:1", "dialogue:3"]
    assert results.total == 3


def test_values_of_one_filter_are_joined_by_or_and_filters_by_and(filled: Engine) -> None:
    assert set(found(filled, filters={"district": ("jarva", "farsta")})) == {d.id for d in ALL}
    assert found(filled, filters={"district": ("jarva",), "status": ("open",)}) == ["dialogue:3"]
    assert found(filled, filters={"status": ("archived",)}) == []


def test_counts_stay_true_under_filters_and_ignore_their_own(filled: Engine) -> None:
    results = filled.search(Query(filters={"district": ("jarva",)}, facets=("district", "theme", "status")))
    assert results.total == 2
    assert results.facets == {
        "district": {"jarva": 2, "farsta": 1},
        "theme": {"library": 1, "safety": 1, "street": 1},
        "status": {"open": 1, "reported": 1},
    }


def test_a_window_of_days_keeps_what_it_touches(filled: Engine) -> None:
    def between(first: date, last: date) -> list[str]:
        return found(filled, starts_from=first.toordinal(), starts_to=last.toordinal())

    assert between(date(2025, 5, 20), date(2025, 5, 21)) == ["dialogue:1"]
    assert between(date(2025, 6, 1), date(2025, 9, 1)) == ["dialogue:2", "dialogue:1"]
    assert between(date(2023, 1, 1), date(2023, 12, 31)) == []


def test_undated_documents_are_left_out_of_a_window(filled: Engine) -> None:
    filled.put([document("dialogue:9", "Utan datum")])
    assert "dialogue:9" in found(filled)
    assert "dialogue:9" not in found(filled, starts_from=1)


def test_dates_order_both_ways(filled: Engine) -> None:
    assert found(filled, sort="date") == ["dialogue:3", "dialogue:1", "dialogue:2"]
    assert found(filled, "biblioteket", sort="date") == ["dialogue:3", "dialogue:2"]
    assert found(filled, "biblioteket", sort="-date") == ["dialogue:2", "dialogue:3"]


def test_pages_follow_each_other_without_gap_or_repeat(engine: Engine) -> None:
    engine.put([document(f"d{n}", f"Torget nummer {n}", starts=date(2025, 1, 1 + n % 28)) for n in range(35)])
    pages = [found(engine, "torget", offset=start, limit=10) for start in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 10, 5]
    assert len({id for page in pages for id in page}) == 35


def test_pages_follow_each_other_when_the_query_had_to_be_loosened(engine: Engine) -> None:
    engine.put([document(f"both{n}", f"Fontän vid torget {n}") for n in range(4)])
    engine.put([document(f"one{n}", f"Fontän i parken {n}") for n in range(12)])
    engine.put([document(f"square{n}", f"Torget mitt i byn {n}") for n in range(30)])
    first = engine.search(Query("fontän torget", limit=10))
    second = engine.search(Query("fontän torget", offset=10, limit=10))
    assert first.loosened
    assert first.total == second.total == 16
    assert {hit.id for hit in first.hits[:4]} == {f"both{n}" for n in range(4)}
    assert not {hit.id for hit in first.hits} & {hit.id for hit in second.hits}


def test_filters_that_leave_nothing_find_nothing_and_still_say_what_would_help(filled: Engine) -> None:
    filled.put([replace(PARK, id="dialogue:9", facets={**PARK.facets, "language": ("sv",)})])
    answer = filled.search(Query("park lekplats", filters={"language": ("ti",)}, facets=("language",)))
    assert (answer.hits, answer.total) == ((), 0)
    assert answer.facets["language"].get("sv") == 1


def test_a_changed_document_replaces_the_old_one(filled: Engine) -> None:
    filled.put([replace(PARK, version=8, titles={"sv": "En fontän"}, labels={})])
    assert found(filled, "fontän") == ["dialogue:1"]
    assert found(filled, "playground", "en") == []
    assert dict(filled.versions())["dialogue:1"] == 8


def test_a_withdrawn_document_is_gone_and_an_unknown_one_is_no_error(filled: Engine) -> None:
    filled.drop(["dialogue:1", "never-there"])
    assert found(filled, "lekpark") == []
    assert sorted(filled.versions()) == [("dialogue:2", 4), ("dialogue:3", 5)]


def test_the_index_remembers_how_far_it_was_told_and_a_new_one_does_not(filled: Engine) -> None:
    assert filled.applied == 0
    filled.set_applied(17)
    assert filled.applied == 17
    filled.rebuild(ALL)
    assert filled.applied == 0
    filled.rebuild(ALL, applied=21)
    assert filled.applied == 21


def test_a_caller_who_knows_more_is_told_that_the_index_is_behind(filled: Engine) -> None:
    filled.set_applied(5)
    assert filled.search(Query("park", at_least=5)).total == 1
    with pytest.raises(Behind):
        filled.search(Query("park", at_least=6))


def test_searches_go_on_while_the_index_is_rebuilt(filled: Engine) -> None:
    answers: list[int] = []
    problems: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                answers.append(filled.search(Query("biblioteket", limit=1)).total)
            except EngineError as error:
                problems.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(3):
        filled.rebuild([*ALL, *(document(f"x{n}", f"Biblioteket {n}") for n in range(300))])
    stop.set()
    reader.join()
    assert problems == []
    assert set(answers) <= {2, 302}
    assert 302 in answers


def test_what_is_gone_from_the_source_is_gone_after_a_rebuild(filled: Engine) -> None:
    filled.rebuild([LIGHTS])
    assert list(filled.versions()) == [("dialogue:3", 5)]
    assert found(filled, "lekpark") == []


def test_another_lexicon_means_that_a_rebuild_is_needed(
    name: str, open_one: Callable[..., Engine], engine: Engine
) -> None:
    own = "hash_test"
    first = open_one(name, own=own)
    assert first.needs_rebuild()
    first.prepare()
    assert not first.needs_rebuild()
    other = open_one(name, own=own, synonyms=Synonyms(groups=(("lekpark", "hoppborg"),)))
    assert other.settings_hash != first.settings_hash
    assert other.needs_rebuild()
    other.rebuild([PARK])
    assert not other.needs_rebuild()
    assert found(other, "hoppborg") == ["dialogue:1"]


def test_preparing_twice_and_by_several_at_once_harms_nothing(name: str, open_one: Callable[..., Engine]) -> None:
    several = [open_one(name, own="at_once") for _ in range(4)]
    threads = [threading.Thread(target=one.prepare) for one in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    several[0].put(ALL)
    several[1].prepare()
    assert several[2].search(Query("park")).total == 1


def test_an_index_that_was_never_made_says_so(name: str, open_one: Callable[..., Engine]) -> None:
    missing = open_one(name)
    with pytest.raises(EngineError):
        missing.search(Query("park"))
    assert missing.healthy()
    assert missing.applied == 0
    assert missing.needs_rebuild()


def test_a_working_engine_is_healthy(filled: Engine, name: str) -> None:
    assert filled.healthy() is None
    assert filled.search(Query("park")).engine == name


def test_one_bad_document_does_not_stop_the_others(engine: Engine) -> None:
    bad = [replace(PARK, id=""), replace(PARK, id="far", version=-1), replace(PARK, id="late", starts=10**9)]
    good = [document(f"good{n}", f"Fontänen {n}") for n in range(20)]
    rejected = engine.put([*good[:7], *bad, *good[7:]])
    assert {one.id for one in rejected} == {"", "far", "late"}
    assert all(one.reason for one in rejected)
    assert engine.search(Query("fontänen")).total == 20


def test_a_misspelt_word_is_corrected_in_words_people_write(filled: Engine) -> None:
    assert filled.search(Query("bibloteket")).suggestion == "biblioteket"
    assert filled.search(Query("biblioteket")).suggestion is None


def test_half_a_word_finds_while_one_is_typing(filled: Engine) -> None:
    for typed in ("bibl", "gatub", "lekp"):
        assert len(found(filled, typed)) >= 1, typed


def test_what_staff_add_finds_one_way_in_other_languages_and_inside_compounds(
    name: str, open_one: Callable[..., Engine]
) -> None:
    more = Synonyms(
        finds=(("hoppa", "lekpark"), ("", "park"), ("!!", "torg")),
        translations=(("pl", "biblioteczka", "bibliotek"), ("xx", "bokborg", "bibliotek")),
        parts=("gatu", "7", ""),
    )
    engine = open_one(name, synonyms=more)
    engine.rebuild(ALL)
    assert found(engine, "hoppa") == ["dialogue:1"]
    assert found(engine, "biblioteczka", "pl")[0] == "dialogue:2"
    assert not engine.needs_rebuild()
    same = Synonyms(parts=("", "GATU"), finds=(("Hoppa ", "lekpark"),), translations=more.translations[::-1])
    assert open_one(name, synonyms=same).settings_hash == engine.settings_hash


def test_findings_and_pages_are_answered_beside_the_dialogues(filled: Engine) -> None:
    said = replace(
        PARK,
        id="finding:1",
        kind="finding",
        titles={"sv": "Parken är mörk"},
        facets={"kind": ("finding",), "theme": ("park",)},
    )
    page = replace(PARK, id="page:1", kind="page", titles={"sv": "Om parker"}, facets={"kind": ("page",)})
    filled.put([said, replace(said, id="finding:2"), replace(said, id="finding:3"), page])
    asked = Query(
        "park", filters={"kind": ("dialogue",)}, facets=("kind",), groups={"finding": 2, "page": 5, "document": 5}
    )
    answer = filled.search(asked)
    assert [hit.id for hit in answer.hits] == ["dialogue:1"]
    assert {kind: (len(best.hits), best.total) for kind, best in answer.groups.items()} == {
        "finding": (2, 3),
        "page": (1, 1),
    }
    assert answer.facets["kind"] == {"dialogue": 1, "finding": 3, "page": 1}
    narrowed = filled.search(replace(asked, filters={"kind": ("dialogue",), "theme": ("park",)}))
    assert set(narrowed.groups) == {"finding"}
    alone = filled.search(replace(asked, filters={}, facets=(), limit=0))
    assert (alone.hits, alone.total, alone.groups) == ((), 0, answer.groups)
    assert filled.search(Query("bibloteket", groups={"finding": 2})).groups == {}


def test_a_word_that_only_a_withdrawn_text_had_is_no_longer_suggested(filled: Engine) -> None:
    filled.put(
        [document("dialogue:4", "Kägelbanan i Rinkeby", body="Hemligstämplad"), document("dialogue:5", "Torg")]
    )
    assert filled.search(Query("kägelbnaan")).suggestion == "kägelbanan"
    filled.drop(["dialogue:4"])
    assert filled.search(Query("kägelbnaan")).suggestion is None
    filled.put([document("dialogue:5", "Klockspelet")])
    assert filled.search(Query("klokkspelet")).suggestion == "klockspelet"
    filled.put([document("dialogue:5", "Torget", version=2)])
    assert filled.search(Query("klokkspelet")).suggestion is None
    assert filled.search(Query("bibloteket")).suggestion == "biblioteket"


def test_a_word_is_suggested_as_long_as_one_text_has_it(filled: Engine) -> None:
    several = [document(f"d{n}", "Kägelbanan") for n in range(3)]
    filled.put(several)
    filled.put(several)
    filled.drop(["d0", "never-there", "d1"])
    assert filled.search(Query("kägelbnaan")).suggestion == "kägelbanan"
    filled.drop(["d2"])
    assert filled.search(Query("kägelbnaan")).suggestion is None


def test_a_code_keeps_the_documents_that_have_just_it(engine: Engine) -> None:
    square = replace(
        document("d:1", "Torget i Tensta", areas=("jarva",)), codes=("a2.3.1", "ks 2026/123", "å 1'\"\\x")
    )
    other = replace(document("d:2", "Torget i Rinkeby", areas=("jarva",)), codes=("a2.3.10", "ks 2026/1234"))
    assert engine.put([square, other]) == ()
    assert found(engine, "torget", code="a2.3.1") == ["d:1"]
    assert found(engine, code="ks 2026/1234") == ["d:2"]
    assert found(engine, "torget", code="a2.3") == found(engine, "torget", code="ks") == []
    assert found(engine, "torget", code="å 1'\"\\x") == ["d:1"]
    counted = engine.search(Query("torget", code="a2.3.1", facets=("district",)))
    assert (counted.total, counted.facets["district"]) == (1, {"jarva": 1})
    assert list(engine.differing([square, other])) == []
    engine.put([replace(square, version=2, codes=())])
    assert found(engine, "torget", code="a2.3.1") == []
