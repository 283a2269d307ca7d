"""Forms for documents."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, SelectField, StringField, URLField, ValidationError

from portal.web.forms import Form, length, optional, required, tidy, web_address


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
