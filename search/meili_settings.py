"""How the Meilisearch index is set up; changed only on a new index, which is then swapped in."""

from typing import Any

from search.analyser import Analyser
from search.query import FACETS

LAYOUT = "4"  # raised when a setting or a field changes
INDEX = "dialogues"
ADMIN_SECONDS = 15
STATE = "_state"
WORDS = "_words"
# Stems of titles and places, of labels, of parts of titles, of summaries, of parts of summaries, of long texts.
FIELDS = ("a", "b", "p", "c", "q", "d")
NEAR, FAR = FIELDS[:5], FIELDS[5:]


def facet(name: str) -> str:
    """The field that holds a facet."""
    return f"f_{name}"


def settings(analyser: Analyser) -> dict[str, Any]:
    """All settings of the index."""
    return {
        "searchableAttributes": list(FIELDS),
        "displayedAttributes": ["key", "id", "version", "applied", "hash", "words", "stamp"],
        "filterableAttributes": ["key", "version", "codes", "starts", "ends", *(facet(name) for name in FACETS)],
        "sortableAttributes": ["starts", "id"],
        # A word in the title with a slip beats the exact word in a long text: attribute before typo. An order that is
        # asked for goes before everything; what is otherwise alike comes newest first.
        "rankingRules": ["sort", "words", "attribute", "typo", "proximity", "exactness", "starts:desc"],
        "stopWords": [],
        "synonyms": {
            " ".join(phrase): [" ".join(other) for other in others] for phrase, others in analyser.all_synonyms()
        },
        "typoTolerance": {"minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9}, "disableOnAttributes": ["d"]},
        "pagination": {"maxTotalHits": 5000},
        "faceting": {"maxValuesPerFacet": 300, "sortFacetValuesBy": {"*": "count"}},
        "proximityPrecision": "byAttribute",
        "searchCutoffMs": 300,
        "facetSearch": False,
    }
