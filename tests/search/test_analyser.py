"""Words as people write them, and what becomes of them."""

import pytest

from search import analyser as analysers
from search import highlight, languages
from search.document import Place
from search.fields import fields
from search.places import Gazetteer
from search.swedish import stem
from search.tokens import clean, fold, words
from search.vocabulary import Vocabulary, distance
from tests.search.conftest import PLACES
from tests.search.documents import document

FORMS = """
park parken parker parkerna parkens parkernas
bibliotek biblioteket biblioteken bibliotekets
gata gatan gator gatorna gatans
torg torget torgen torgets
skola skolan skolor skolorna skolans
bro bron broar broarna
museum museet museer museerna
träd trädet träden
lekplats lekplatsen lekplatser lekplatserna lekplatsernas
senior seniorer seniorerna
centrum centrumet centret centrumen
bostad bostaden bostäder bostäderna
strand stranden stränder
rum rummet rummen
väg vägen vägar vägarna
medborgare medborgaren medborgarna
förslag förslaget förslagen
cykel cykeln cyklar cyklarna
kontor kontoret kontoren
viadukt viadukten viadukter viadukterna
belysning belysningen belysningar
stambyte stambytet stambyten
möte mötet möten mötena
kafé kaféet kaféer kaféerna
barn barnet barnen barns
vatten vattnet vattnen
tunnel tunneln tunnlar tunnlarna
rektor rektorn rektorer
fönster fönstret fönstren
hyresgäst hyresgästen hyresgäster hyresgästerna
förälder föräldrar föräldrarna
ungdom ungdomen ungdomar ungdomarna
lägenhet lägenheten lägenheter lägenheterna
""".strip().splitlines()


@pytest.mark.parametrize("forms", FORMS)
def test_all_forms_of_a_word_have_one_stem(forms: str) -> None:
    stems = {stem(fold(form)) for form in forms.split()}
    assert len(stems) == 1, stems


def test_words_that_only_look_alike_keep_apart() -> None:
    assert stem("parkering") != stem("park")
    assert stem("skolan") != stem("skog")
    assert stem("planering") != stem("plan")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("lekpark", "lek park"),
        ("boendedialog", "boende dialog"),
        ("trygghetsvandringen", "trygghet vandring"),
        ("gatubelysning", "gata belysning"),
        ("skolgårdarna", "skola gård"),
        ("återvinningsstationen", "återvinning station"),
        ("bilparkeringar", "bil parkering"),
        ("cykelbanorna", "cykel bana"),
        ("äldreboendet", "äldre boende"),
        ("torghandeln", "torg handel"),
        ("hundrastgård", "hund rast gård"),
        ("parkering", ""),
        ("husby", ""),
        ("planering", ""),
        ("stationen", ""),
        ("personal", ""),
    ],
)
def test_a_compound_is_found_by_its_parts_and_a_plain_word_stays_whole(word: str, parts: str) -> None:
    found = {part.stem for part in analysers.default().splitter.split(fold(word))}
    assert {stem(fold(part)) for part in parts.split()} <= found
    if not parts:
        assert found == set()


def test_parts_cover_the_letters_they_stand_for() -> None:
    whole = "trygghetsvandringen"
    first, last = analysers.default().splitter.split(whole)
    assert whole[first.start : first.end] == "trygghet"
    assert whole[last.start : last.end] == "vandringen"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "library libraries"),
        ("en", "playground playgrounds"),
        ("fi", "kirjasto kirjastot"),
        ("fi", "leikkikenttä leikkikentät"),
        ("ar", "مكتبة المكتبة للمكتبة"),
        ("ar", "السلامة السلامه"),
        ("so", "badbaado badbaadada"),
        ("es", "biblioteca bibliotecas"),
        ("pl", "park parki parku"),
    ],
)
def test_other_languages_join_their_forms(language: str, forms: str) -> None:
    stems = {languages.stem(form, language) for form in forms.split()}
    if language == "so":
        first, second = sorted(stems, key=len)
        assert second.startswith(first[:-1])
    else:
        assert len(stems) == 1, stems


def test_the_same_letters_in_two_languages_are_two_words() -> None:
    assert languages.stem("parking", "en") != languages.stem("park", "sv")


def test_arabic_and_persian_are_read_without_vowel_signs_and_with_their_shared_letters() -> None:
    assert clean("مَكْتَبَة") == "مكتبة"
    assert fold("كتاب") == fold("کتاب")
    assert words(clean("کتابخانه‌ها")) == ["کتابخانه", "ها"]


def test_what_is_invisible_is_no_part_of_a_word() -> None:
    assert words(clean("\u200flek\u00adpark\u200b 🛝 \x00torg\u202e")) == ["lekpark", "torg"]
    assert words(clean("a\u030alder")) == ["ålder"]
    assert words("t-bana") == ["tbana", "bana"]


def test_places_are_known_by_name_genitive_half_a_name_and_nearly_right() -> None:
    gazetteer = Gazetteer(PLACES)

    def place(*query: str) -> str | None:
        found = gazetteer.find([fold(word) for word in query], lambda word: word in {"hus", "lekplats"})
        return found.place.slug if found else None

    assert place("lekplats", "rinkeby") == "rinkeby"
    assert place("rinkebys", "lekplats") == "rinkeby"
    assert place("vallingby") == "vallingby"
    assert place("hasselby") == "hasselby-vallingby"
    assert place("enskede", "gard") == "enskede-gard"
    assert place("farsta") == "farsta"
    assert place("skarholmn") == "skarholmen"
    assert place("hokarengen") == "hokarangen"
    assert place("stockholm") is None
    assert place("hus") is None


def test_a_name_of_two_words_is_not_found_by_its_common_half() -> None:
    analyser = analysers.build(names=[place.name for place in PLACES])
    assert "gard" not in analyser.terms("Torget i Enskede gård", "sv").wholes
    assert "enskedegard" in analyser.terms("Torget i Enskede gårds mitt", "sv").wholes
    assert "gard" not in analyser.terms("Vi ses i Gärdet", "sv").wholes
    assert "gard" in analyser.terms("Vi ses på gården", "sv").wholes


def test_without_places_nothing_is_a_place() -> None:
    assert Gazetteer(()).find(["rinkeby"], lambda _: False) is None
    assert Gazetteer([Place("a", "", "district")]).find(["x"], lambda _: False) is None


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [("park", "park", 0), ("lekplast", "lekplats", 1), ("biblotek", "bibliotek", 1), ("hus", "torget", 3)],
)
def test_mistakes_are_counted_swaps_as_one(one: str, other: str, mistakes: int) -> None:
    assert distance(one, other, 2) == mistakes


def test_a_misspelt_word_is_traced_to_the_common_one() -> None:
    vocabulary = Vocabulary([("bibliotek", 40, 60, "biblioteket"), ("biblografi", 1, 1, "bibliografi")])
    assert vocabulary.near("biblotek")[0] == "bibliotek"
    assert vocabulary.near("xyzzy") == []


def test_the_words_of_the_query_are_marked_in_any_form() -> None:
    assert highlight("Tyck till om parken!", "parker", "sv") == [
        ("Tyck till om ", False),
        ("parken", True),
        ("!", False),
    ]


def test_a_part_of_a_compound_is_marked_alone() -> None:
    assert highlight("Lekparken", "park ", "sv") == [("Lek", False), ("parken", True)]


def test_synonyms_and_half_typed_words_are_marked() -> None:
    assert ("Gatubelysning", True) in highlight("Gatubelysning nu", "lampor", "sv")
    assert ("bibli", True) in highlight("Stora biblioteket", "stora bibli", "sv")


def test_arabic_is_marked_in_its_own_letters() -> None:
    assert highlight("المكتبة في Kista", "مكتبة", "ar")[0] == ("المكتبة", True)


def test_marking_neither_loses_nor_escapes_a_letter() -> None:
    text = '<b>Park</b> & "torg" – a\u030alder'
    pieces = highlight(text, "park <b> & torg", "sv")
    assert "".join(piece for piece, _ in pieces) == '<b>Park</b> & "torg" – ålder'
    assert ("Park", True) in pieces
    assert highlight("", "park", "sv") == []
    assert highlight("Torget", "", "sv") == [("Torget", False)]


def test_a_label_of_one_word_counts_as_what_the_dialogue_is_about_and_a_longer_one_does_not() -> None:
    analyser = analysers.default()
    found = fields(document("1", "Vad tycker du?", label="Kultur och bibliotek\nNyanlända\nUnga 16–19"), analyser)
    (newcomers,) = analyser.terms("nyanlända", "sv").wholes
    (young,) = analyser.terms("unga", "sv").wholes
    assert {newcomers, young} <= set(found.title_parts)
    assert not {"kultur", "bibliotek"} & set(found.title_parts)
    assert {"kultur", "bibliotek", newcomers} <= set(found.labels)
