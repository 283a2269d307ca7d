"""Search over any documents: knows nothing of Flask or of the portal."""

from search.document import Document, Place, Rejected
from search.engine import Behind, Engine, EngineError
from search.opening import open_engine
from search.query import FACETS, Hit, Query, Results

__all__ = [
    "FACETS",
    "Behind",
    "Document",
    "Engine",
    "EngineError",
    "Hit",
    "Place",
    "Query",
    "Rejected",
    "Results",
    "open_engine",
]
