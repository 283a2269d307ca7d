"""What robots are told: where they are welcome, and the addresses worth knowing."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from portal.publications import queries
from portal.web.language import absolute, offered

blueprint = Blueprint("crawlers", __name__)

PIECE = 5000
"""So many rows of the table one file of addresses covers."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Lists are read without words and orders; filter addresses would multiply without end."""
    lines = ["User-agent: *", "Disallow: /desk", "Disallow: /feeds/", "Disallow: /*?q=", "Disallow: /*&"]
    lines += ["Crawl-delay: 2", f"Sitemap: {absolute(url_for('.sitemap'))}"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain", headers={"Cache-Control": "public, no-cache"})


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public dialogue in every language, in files of a fixed size; without a number, the list of the files."""
    number = request.args.get("piece", type=int)
    if number is None:
        found = [absolute(url_for(".sitemap", piece=one)) for one in range(queries.last_row() // PIECE + 1)]
    elif 0 <= number <= queries.last_row() // PIECE:
        slugs = queries.slugs(first=number * PIECE, size=PIECE)
        lists = [absolute(url_for("public.dialogues.index", language=language)) for language in offered()]
        found = [f"{one}/{slug}" for slug in slugs for one in lists]
    else:
        abort(404)
    return Response(
        render_template("public/crawlers/sitemap.xml", addresses=found, whole=number is None),
        mimetype="application/xml",
        headers={"Cache-Control": "public, no-cache"},
    )
