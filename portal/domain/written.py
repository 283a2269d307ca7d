"""Which of the portal's languages a text is written in, told by its letters and its smallest words."""

import re
from collections import Counter

_WORDS = {
    "sv": "och att det som är på för inte med den till av vi jag har om ett men kan så de från när ni ska vill",
    "en": "the and that is of to in it for not with are we have this be on you but they from should our can there",
    "fi": "ja on ei että se hän mutta kun niin tai olla me ovat kuin myös jos mitä tämä joka oli minä pitäisi",
    "so": "waa iyo oo ka ku in ay waxaan la soo ah uu loo kale maya haa waxa dadka badan ugu si",
    "es": "el la de que y los las en un una por con no para es se del al lo como más pero hay son",
    "pl": "i w nie na się że z do jest to jak ale po co tak za od przez dla są czy jego ich ma",
}
_LISTS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PERSIAN = re.compile(r"[پچژگکی]")
LEAST = 2
"""So many small words at least, and more of one language than of any other."""


def written_in(text: str) -> str | None:
    """The code of the language, or None when the text is too short or mixed to tell."""
    letters = sum(one.isalpha() for one in text)
    if letters and len(_ARABIC.findall(text)) > letters / 2:
        return "fa" if len(_PERSIAN.findall(text)) > letters / 50 else "ar"
    words = re.findall(r"[^\W\d_]+", text[:4000].casefold())
    found = Counter({language: sum(word in known for word in words) for language, known in _LISTS.items()})
    (first, most), (_second, next_most) = found.most_common(2)
    return first if most >= LEAST and most > next_most else None
