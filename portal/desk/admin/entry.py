"""A page of the administration on which one thing is entered, saved, and refused in words at its fields."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template
from flask_babel import gettext as _

from portal.desk import rules
from portal.desk.messages import tell
from portal.domain.errors import RulesNotMet


def entered(
    form: Any, save: Callable[[], object], *, title: str, register: str, back: str, said: str | None = None
) -> Any:
    """Save what was sent and go back, or show the form with what is wrong.

    `back` is the address of the list, called `register`; `said` is what is told when it is saved.
    """
    if form.validate_on_submit():
        try:
            save()
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(said or _("Saved. Pages show it at once, the search within seconds."))
            return redirect(back)
    page = render_template("desk/registers/entry.html", form=form, title=title, back=back, register=register)
    return page, 422 if form.errors else 200
