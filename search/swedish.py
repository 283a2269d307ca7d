"""Swedish inflection: the forms of one word (park, parken, parkerna, parkernas) brought to one stem.

Works on folded text (a and o for å, ä and ö), so that a word typed without its marks meets the same word with them.
"""

from functools import lru_cache

# Endings of nouns, adjectives and verbs, tried longest first; at least three letters must remain.
_LISTED = (
    "heterna heten heter het andet andena anden ande arna erna orna aste aren ades ade are ena ats at ad ar or er en "
    "et an as es a e"
)
_ENDINGS = tuple(sorted(_LISTED.split(), key=len, reverse=True))
# Words, and last parts of words, whose end looks like an ending but belongs to them.
_LAST_PARTS = (
    "plats insats svar plan stad strand organ roman buller budget fonster vatten ring dag lag tag kontor motor "
    "rektor senior junior doktor sektor faktor kurator korridor dator professor inspektor moderator koordinator "
    "administrator operator exploator klimat hus rum centrum kompass palats spar berg parlament dokument moment "
    "regn kultur natur struktur staket"
)
_SHORT = (
    "bro bar man torn horn stat vat rat ras gas glas bas val tal hal far barn garn kor bor mor tor lan her sten ben "
    "ren vagn len lek ved spel alder"
)
_WHOLE_ENDS = tuple(_LAST_PARTS.split())
_WHOLE = frozenset(_SHORT.split())
_AFTER_WHOLE = ("erna", "arna", "ernas", "arnas", "en", "et", "er", "ar", "n")
# A final s that is no genitive.
_WITH_S = (
    "hus etens kvens istens erens idens balans bulans levans stans lerans plats insats buss glas gas ras kurs ljus "
    "dans hals kompass provins pris grans resurs konkurs diskurs palats press process vers"
)
_KEEPS_S = tuple(_WITH_S.split())
_GENITIVE_AFTER = frozenset("bcdfghjklmnoprtvya")
_NEUTER = ("ligt", "igt", "alt", "ellt", "bart", "samt", "ivt", "iskt", "fullt", "lost", "skilt", "svart", "rikt")
# Stems that differ between forms of one word.
_SAME = {
    "vattn": "vatten", "dagvattn": "dagvatten", "centr": "centrum", "cent": "centrum", "aldst": "aldr",
    "muse": "museum", "gymnasi": "gymnasium", "bock": "bok", "foraldr": "forald", "gaml": "gamal", "gammal": "gamal",
    "fonstr": "fonster", "vintr": "vint", "systr": "syst", "brodr": "brod", "aldrar": "alder", "aldr": "aldr",
    "iden": "ide", "byn": "by", "byar": "by", "vattendrag": "vattendrag", "lagen": "lagenhet", "tryggt": "trygg",
    "kaf": "kafe", "museer": "museum", "kafeer": "kafe",
}  # fmt: skip


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded Swedish word in lower case; words of three letters and fewer are left alone."""
    if len(word) < 4 or not word.isalpha():
        return _SAME.get(word, word)
    base = _without_genitive(word)
    result = _without_ending(base)
    return _SAME.get(result, result)


def _without_genitive(word: str) -> str:
    before = word[-2]
    if word[-1] != "s" or len(word) < 5 or word.endswith(_KEEPS_S):
        return word
    if before == "t":  # a plural or definite form in the genitive (husets), but not plats
        return word[:-1] if word.endswith(("ets", "ats")) and len(word) > 5 else word
    if before in "ae":
        return word[:-1] if len(word) > 5 else word
    return word[:-1] if before in _GENITIVE_AFTER else word


def _is_whole(word: str) -> bool:
    return word in _WHOLE or word.endswith(_WHOLE_ENDS)


def _without_ending(word: str) -> str:  # noqa: PLR0911 - one line of return per kind of word reads best
    if _is_whole(word):
        return word
    for ending in _AFTER_WHOLE:
        if word.endswith(ending) and _is_whole(word[: -len(ending)]):
            return word[: -len(ending)]
    if len(word) > 5 and word.endswith(_NEUTER):
        return _settled(word[:-1], cut=True)
    if len(word) > 6 and word.endswith("bara"):
        return word[:-1]
    # The article of a word that ends in a vowel or in el, er, or: bron, kafeet, cykeln, vintern, motorn.
    if len(word) > 5 and word.endswith(("eln", "ern", "orn")):
        return _settled(word[:-1], cut=True)
    if word.endswith(("eet", "een", "eer", "eerna")) and len(word) > 4:
        return word[: word.rindex("ee") + 1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _settled(word[: -len(ending)], cut=True)
    if word[-1] == "n" and word[-2] in "oyui" and (not word.endswith("on") or word.endswith("bron")):
        return word[:-1]
    if word.endswith("um") and len(word) > 5:
        return word[:-2]
    return _settled(word, cut=False)


def _settled(base: str, *, cut: bool) -> str:
    """What remains after an ending, brought in line with the other forms of the same word."""
    if not _is_whole(base):
        if cut and len(base) > 4 and base.endswith(("ad", "at")):  # byggnaden, renoverade
            base = base[:-2]
        if len(base) > 5 and base.endswith("um"):
            base = base[:-2]
        if len(base) > 5 and base.endswith("er") and cut:
            base = base[:-2]
    if len(base) > 4 and base[-1] == "s" and base[-2] in _GENITIVE_AFTER and not base.endswith(_KEEPS_S):
        base = base[:-1]
    if base.endswith(("mm", "nn")):
        base = base[:-1]
    if base.endswith("bullr"):
        base = base[:-1] + "er"
    if len(base) > 4 and base.endswith("el"):
        base = base[:-2] + "l"
    return base
