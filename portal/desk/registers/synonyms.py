"""The register of words that mean the same when residents search."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField, ValidationError

from portal.actions import synonyms as actions
from portal.desk.messages import tell
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.rights import Act
from portal.indexing.trying import being_built, try_words
from portal.synonyms import queries
from portal.web.access import me, needs
from portal.web.forms import Form, length, required, tidy

blueprint = Blueprint("synonyms", __name__, url_prefix="/synonyms")


def _lines(text: str | None) -> list[str]:
    """The words of a text with one on each line, each once."""
    words = (" ".join(line.split()).strip(" ,;") for line in (text or "").splitlines())
    return list({word.casefold(): word for word in words if word}.values())


def _words(_form: Form, field: TextAreaField) -> None:
    """Refuse what could not be searched for, and name it."""
    words = _lines(field.data)
    if len(words) < 2:
        raise ValidationError(_("Write at least two different words, each on a line of its own."))
    if len(words) > actions.MOST_WORDS:
        raise ValidationError(_("Write at most %(most)s words.", most=actions.MOST_WORDS))
    for word in words:
        if len(word) > actions.LONGEST:
            raise ValidationError(
                _("“%(word)s…” is longer than %(most)s characters.", word=word[:20], most=actions.LONGEST)
            )
        if not any(letter.isalpha() for letter in word):
            raise ValidationError(_("“%(word)s” has no letters, so nobody can search for it.", word=word))
    for other in queries.groups():
        shared = {one.casefold() for one in other.words} & {word.casefold() for word in words}
        if shared and other.id != (request.view_args or {}).get("group_id"):
            told = ", ".join(other.words)
            raise ValidationError(
                _("“%(word)s” already stands in the group “%(group)s”.", word=min(shared), group=told)
            )


class SynonymForm(Form):
    """A group of words."""

    words = TextAreaField(
        _l("Words that mean the same"),
        filters=[tidy],
        description=_l("Each word or short phrase on a line of its own, in any form: “badhus”, then “simhall”."),
        validators=[required(_l("Write the words.")), length(most=1000), _words],
    )


@blueprint.get("")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """Every group, and whether the index knows the newest."""
    return render_template(
        "desk/registers/synonyms.html",
        groups=queries.groups(),
        building=being_built(current_app.extensions["search"].asking()),
        may_keep=me().may(Act.COORDINATE),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Add a group."""
    return _entry(None)


@blueprint.route("/<int(max=2147483647):group_id>", methods=["GET", "POST"])
def edit(group_id: int) -> Any:
    """Change a group."""
    return _entry(group_id)


@blueprint.post("/<int(max=2147483647):group_id>/remove")
def remove(group_id: int) -> Any:
    """Take a group away."""
    actions.remove(group_id, actor=me())
    tell(_("Removed. The index is built anew, and until then the words still find each other."))
    return redirect(url_for(".index"))


def _entry(group_id: int | None) -> Any:
    if not me().may(Act.COORDINATE):
        raise NotAllowed
    row = queries.group(group_id) if group_id is not None else None
    if group_id is not None and row is None:
        raise NotFound
    form = SynonymForm(data={"words": "\n".join(row.words)} if row and request.method == "GET" else None)
    tried, words = None, []
    if form.validate_on_submit():
        words = _lines(form.words.data)
        if "preview" not in request.form:
            if row is None:
                actions.add(words, actor=me())
            else:
                actions.change(row.id, words, actor=me())
            tell(_("Saved. The worker builds the index anew; the words find each other when it is ready."))
            return redirect(url_for(".index"))
        tried = try_words(words, engine=current_app.extensions["search"].asking())
    page = render_template(
        "desk/registers/synonym.html",
        form=form,
        group_id=group_id,
        words=words,
        tried=tried,
        asked="preview" in request.form and not form.errors,
    )
    return page, 422 if form.errors else 200
