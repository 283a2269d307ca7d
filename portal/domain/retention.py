"""How long the portal keeps what it knows about people; the privacy page is written from the same numbers."""

SUBMITTER_CONTACT_DAYS = 365
"""Name and address of a sender, after the matter is closed."""

SENT_LETTER_DAYS = 30
"""Address and contents of a letter, after it was sent."""

REGISTRATION_DAYS = 30
"""A sign-up, after the occasion; or after the result was told, for those who asked for it."""

LONGEST_WAIT_FOR_RESULT_DAYS = 400
"""A sign-up whose owner asked for the result, after the occasion, even if no result ever comes."""

NEEDS_DAYS = 1
"""Which services somebody needs, after the occasion."""

UNCONFIRMED_SUBSCRIPTION_DAYS = 7
"""A subscription that nobody has confirmed."""

LEADER_MONTHS = 24
"""Who a process leader or facilitator was, after the person left."""

TEXT_MONTHS = 24
"""What was sent in, after the matter is closed: so long at least, and then only where a rule says that it goes."""
