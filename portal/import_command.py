"""The command `portal import`: a file of dialogues at the terminal, with its progress and its report."""

from pathlib import Path
from typing import Any

import click
from flask import Flask

from portal.bulk import mapping
from portal.bulk.running import File, Outcome, check, load
from portal.desk import import_words
from portal.tables.row import Unreadable
from portal.web import dates
from portal.web import language as languages


def run_import(
    app: Flask, *, file: str, dry_run: bool, skip_bad: bool, history: bool, columns: str | None, language: str
) -> bool:
    """Check or load a file and print what came of it; whether everything in it is, or could be, entered."""
    with app.test_request_context():
        languages.use(language)
        try:
            given = mapping.given(Path(columns).read_bytes()) if columns else mapping.Given()
            wanted = File(content=Path(file).read_bytes(), given=given, history=history)
            total = sum(1 for _row in wanted.rows())
            with click.progressbar(length=total, label=Path(file).name, show_pos=True) as bar:
                progress = _moving(bar)
                if dry_run:
                    outcome = check(wanted, today=dates.today(), progress=progress)
                else:
                    outcome = load(wanted, today=dates.today(), skip_bad=skip_bad, progress=progress)
        except Unreadable as fault:
            raise click.ClickException(import_words.why(fault)) from None
        _report(outcome, dry_run=dry_run, skip_bad=skip_bad)
        return not outcome.bad or (skip_bad and not dry_run)


def _moving(bar: Any) -> Any:
    def progress(outcome: Outcome) -> None:
        bar.update(outcome.rows - bar.pos)

    return progress


def _report(outcome: Outcome, *, dry_run: bool, skip_bad: bool) -> None:
    for fault in outcome.faults:
        click.echo(import_words.line(fault))
    if outcome.unknown:
        click.echo(f"Left aside, no such column: {', '.join(outcome.unknown)}.")
    click.echo(
        f"{outcome.rows} rows: {outcome.good} good, {outcome.bad} with mistakes, {outcome.known} entered before."
    )
    if dry_run:
        click.echo("Nothing was changed (dry run).")
    elif outcome.bad and not skip_bad:
        click.echo("Nothing was entered. Mend the rows above, or use --skip-bad to enter the others.")
    else:
        click.echo(f"{outcome.made} dialogues were entered.")
