"""Search over any documents: knows nothing of Flask or of the portal."""

from search.document import Document, Place, Rejected
from search.engine import Behind, Engine, EngineError
from search.fallback import Fallback
from search.highlight import highlight
from search.meili_diagnosis import diagnose, refusal
from search.meili_key import ensure_search_key
from search.opening import open_engine
from search.query import FACETS, Best, Hit, Query, Results
from search.synonyms import Synonyms

__all__ = [
    "FACETS",
    "Behind",
    "Best",
    "Document",
    "Engine",
    "EngineError",
    "Fallback",
    "Hit",
    "Place",
    "Query",
    "Rejected",
    "Results",
    "Synonyms",
    "diagnose",
    "ensure_search_key",
    "highlight",
    "open_engine",
    "refusal",
]
