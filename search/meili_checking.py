"""Compare what Meilisearch holds with what it should hold, field by field."""

from collections.abc import Iterable, Iterator
from itertools import islice

import meilisearch

from search.analyser import Analyser
from search.document import Document
from search.fields import fields, problem
from search.meili_query import quoted
from search.meili_rows import as_row

_BATCH = 500


def differing(
    admin: meilisearch.Client, index: str, documents: Iterable[Document], *, analyser: Analyser
) -> Iterator[str]:
    """The ids of those documents that the index lacks or holds otherwise; those it cannot take are passed over."""
    source = (document for document in documents if problem(document) is None)
    while batch := list(islice(source, _BATCH)):
        wanted = {row["key"]: row for row in (as_row(one, fields(one, analyser)) for one in batch)}
        where = f"key IN [{', '.join(map(quoted, wanted))}]"
        held = {}
        for one in admin.index(index).get_documents({"filter": where, "limit": len(wanted)}).results:
            row = dict(one)
            held[row["key"]] = row
        yield from (row["id"] for key, row in wanted.items() if held.get(key) != row)
