"""What the worker does by the clock: each piece can be done again at any time without harm, and late without loss."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from portal import rates
from portal.actions import (
    answering,
    areas,
    disposal,
    escalating,
    flooding,
    following,
    letters_to_guests,
    looking_again,
    mail,
    noticing,
    passing,
    registrations,
    reminding,
    retention,
    settling,
    showing_figures,
)
from portal.bulk import files
from portal.db import now
from portal.duties import kept
from portal.files import store
from portal.indexing import desk, tell
from portal.letters.delivery import deliver
from portal.letters.news import tell_readers
from portal.overlap import asks, load
from portal.publications import quarters, statistics
from portal.web import dates


@dataclass(frozen=True, slots=True)
class Regular:
    """Something done again and again: when (as cron writes it, in UTC), and whether at the start of a worker too."""

    name: str
    cron: str
    work: Callable[[Flask], object]
    at_start: bool = True


EVERY_MINUTE = "* * * * *"
EVERY_TEN_MINUTES = "*/10 * * * *"
NIGHTLY = "41 3 * * *"
MORNINGLY = "23 5 * * *"

TIMETABLE = (
    Regular("move_by_time", EVERY_TEN_MINUTES, lambda _app: passing.move_by_time(today=dates.today())),
    Regular("turn_districts", EVERY_TEN_MINUTES, lambda _app: areas.turn(dates.today())),
    Regular("remind", EVERY_TEN_MINUTES, lambda _app: reminding.remind_at(now())),
    Regular("move_guests_up", EVERY_MINUTE, lambda _app: registrations.move_up(moment=now())),
    Regular("tell_guests_of_changes", EVERY_MINUTE, lambda _app: letters_to_guests.tell_changes(moment=now())),
    Regular("remind_guests", EVERY_TEN_MINUTES, lambda _app: letters_to_guests.remind(moment=now())),
    Regular("tell_guests_results", EVERY_TEN_MINUTES, lambda _app: letters_to_guests.tell_results(moment=now())),
    Regular("settle_decisions", EVERY_MINUTE, lambda _app: settling.settle_due(now())),
    Regular("settle_floods", EVERY_MINUTE, lambda _app: flooding.settle_floods(now())),
    Regular("look_again_at_a_flood", EVERY_TEN_MINUTES, lambda _app: looking_again.look_again(now())),
    Regular("follow_drafts_of_residents", EVERY_TEN_MINUTES, lambda _app: answering.follow_drafts()),
    Regular("tell_late_decisions", MORNINGLY, lambda _app: escalating.tell_late(now())),
    Regular("close_answered", NIGHTLY, lambda _app: answering.close_answered(now())),
    Regular("tell_readers", EVERY_TEN_MINUTES, lambda app: tell_readers(app, moment=now())),
    Regular("send_mail_again", EVERY_MINUTE, lambda app: deliver(app, moment=now())),
    Regular("tell_search_again", EVERY_MINUTE, lambda app: tell.tell_all(app.extensions["search"].telling())),
    Regular("tell_desk_again", EVERY_MINUTE, lambda app: desk.tell(app.extensions["search"].desk())),
    Regular("store_missing_asks", NIGHTLY, lambda _app: asks.fill()),
    Regular("keep_duties_in_step", NIGHTLY, lambda _app: kept.keep_in_step()),
    Regular("sum_load_again", EVERY_MINUTE, lambda _app: load.sum_due()),
    Regular("tell_overlaps", MORNINGLY, lambda _app: noticing.tell_overlaps(today=dates.today())),
    Regular("forget_rates", "17 * * * *", lambda _app: rates.forget_ended(), at_start=False),
    Regular("blank_contacts", NIGHTLY, lambda _app: disposal.blank_contacts(now())),
    Regular("dispose_of_submissions", NIGHTLY, lambda _app: disposal.dispose(now())),
    Regular("forget_guests", NIGHTLY, lambda _app: retention.forget_guests(now())),
    Regular(
        "forget_unused_files",
        NIGHTLY,
        lambda app: store.clean(app.config["PORTAL"].data_dir, moment=now()),
        at_start=False,
    ),
    Regular("forget_unconfirmed", NIGHTLY, lambda _app: following.forget_unconfirmed(moment=now())),
    Regular("forget_files", NIGHTLY, lambda _app: files.forget_old(now())),
    Regular("forget_leaders", NIGHTLY, lambda _app: retention.forget_leaders(today=dates.today())),
    Regular("show_missing_figures", NIGHTLY, lambda _app: showing_figures.show_missing_figures()),
    Regular("keep_statistics_in_step", NIGHTLY, lambda _app: statistics.keep_in_step()),
    Regular("count_ended_quarters", EVERY_TEN_MINUTES, lambda _app: quarters.publish_ended(now())),
    Regular("forget_sent_letters", NIGHTLY, lambda _app: mail.forget_sent(now())),
)
"""In the order in which a starting worker catches up."""
