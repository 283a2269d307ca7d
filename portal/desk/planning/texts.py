"""Seventh step: the texts that help more people to read, and the way to the translations."""

from flask_babel import lazy_gettext as _l

from portal.desk.planning.asking import StepForm, text


class TextsForm(StepForm):
    """Swedish texts beside those of the other steps."""

    easy_read = text(
        _l("Easy-to-read Swedish"), most=4000, hint=_l("Short sentences, common words, one thought at a time.")
    )
    accessibility_note = text(
        _l("Accessibility on the spot"),
        most=1000,
        hint=_l("What a visitor with a disability should know before coming."),
    )
