"""Why a part of the portal cannot start, in a sentence for the person who started it."""


class CannotStart(Exception):
    """A part cannot start; the message says why and what to do about it."""


class InUse(CannotStart):
    """Somebody else is using the folder."""
