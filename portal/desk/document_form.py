"""Forms for documents."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, SelectField, StringField, URLField, ValidationError

from portal.files.kinds import Reason
from portal.web.forms import Form, length, optional, required, tidy, web_address

REFUSED: dict[Reason, Any] = {
    Reason.EMPTY: _l("The file is empty."),
    Reason.LARGE: _l("The file is too large: at most 10 megabytes and a thousand pages."),
    Reason.KIND: _l("Only PDF, Word (docx), JPEG and PNG can be added. The content of the file is something else."),
    Reason.BROKEN: _l("The file is damaged and cannot be read. Save it anew and try again."),
    Reason.LOCKED: _l("The file is locked with a password. Take the lock off and try again."),
    Reason.ACTIVE: _l("The file holds programs or hidden parts. Save it as PDF and try again."),
}


class DocumentForm(Form):
    """What is said about a document."""

    title = StringField(
        _l("Title"), filters=[tidy], validators=[required(_l("Give it a title.")), length(least=3, most=200)]
    )
    kind = SelectField(_l("What it is"))
    language = SelectField(_l("Language"))
    accessible = BooleanField(
        _l("People with a screen reader can read it"),
        description=_l("It has headings, real text and descriptions of pictures."),
    )


class NewDocumentForm(DocumentForm):
    """A file, or the address of one."""

    file = FileField(
        _l("File"),
        description=_l(
            "PDF, Word (docx), JPEG or PNG, at most 10 megabytes. Names of authors and places are removed."
        ),
    )
    url = URLField(
        _l("Or the address where it lies"), filters=[tidy], validators=[optional(), length(most=500), web_address()]
    )

    def validate_file(self, field: Any) -> None:
        """Exactly one of file and address."""
        if bool(field.data and field.data.filename) == bool(self.url.data):
            raise ValidationError(_("Choose a file, or write an address: one of them."))


class CheckForm(Form):
    """The declaration that a document holds no personal data."""

    read = BooleanField(
        _l("I have read the whole document. It names no private persons and shows no faces without consent."),
        validators=[required(_l("Read the document and tick the box."))],
    )
