"""The form that asks for a reason which residents, or the log, will read."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.web.forms import Form, length, required, tidy


class ReasonForm(Form):
    """One reason of at least twenty characters."""

    reason = TextAreaField(
        _l("Reason"),
        filters=[tidy],
        description=_l("In plain words; when a dialogue is cancelled residents read it."),
        validators=[required(_l("Give a reason.")), length(least=20, most=1000)],
    )
