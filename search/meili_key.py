"""The key that web processes search with: it can do nothing else."""

import meilisearch
import requests
from meilisearch.errors import MeilisearchError

from search.engine import EngineError
from search.meili_settings import ADMIN_SECONDS, INDEX


def ensure_search_key(url: str, master_key: str, *, index: str = INDEX) -> str:
    """The key that may search one index and nothing else; made when it is missing, the same one every time."""
    admin = meilisearch.Client(url, master_key, timeout=ADMIN_SECONDS)
    wanted = {"name": f"search {index}", "actions": ["search"], "indexes": [index], "expiresAt": None}
    try:
        for found in admin.get_keys({"limit": 1000}).results:
            if found.name == wanted["name"] and found.actions == ["search"] and found.indexes == [index]:
                return str(found.key)
        return str(admin.create_key(wanted).key)
    except MeilisearchError as error:
        raise EngineError(f"Meilisearch at {url}: {error}") from error
    except requests.RequestException as error:
        raise EngineError(f"Meilisearch at {url} does not answer: {type(error).__name__}") from error
