"""The `portal` command."""

import json
import os
import sys
from typing import Any

import click
from sqlalchemy import create_engine

from portal import __version__, settings
from portal.command import plainly, the_app
from portal.domain.errors import NotFound
from portal.domain.words import Role


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Dialogportalen: the city's public register of citizen dialogues."""


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port of the web server.")
@click.option("--demo/--no-demo", default=True, show_default=True, help="Load demonstration data when empty.")
@plainly
def run(port: int, demo: bool) -> None:
    """Run all of it on this machine: database, search, worker and web."""
    from portal.laptop.run import run as run_all

    os.environ["PORTAL_DEMO"] = "1" if demo else "0"
    sys.exit(run_all(port=port, migrate=_migrate, load_demo=_load_demo if demo else None))


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@plainly
def web(port: int, host: str, workers: int) -> None:
    """Serve pages."""
    from portal.serving import serve

    serve(settings.read(os.environ), host=host, port=port, workers=workers)


@main.command("mail-trial")
@click.argument("address")
@plainly
def mail_trial(address: str) -> None:
    """Send one letter to ADDRESS now, to try the mail settings."""
    from portal.letters.trial import send_trial

    try:
        send_trial(the_app(), address)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo("The mail server took the letter.")


@main.command("mail-bounce")
@plainly
def mail_bounce() -> None:
    """Read a report from a mail server (standard input) about a letter that came back."""
    from portal.letters.bounces import receive

    with the_app().app_context():
        click.echo("Noted." if receive(sys.stdin.buffer.read()) else "Nothing of ours.")


@main.group()
def person() -> None:
    """What the portal holds about one e-mail address."""


@person.command("show")
@click.argument("email")
@click.option("--zip", "file", type=click.Path(dir_okay=False), help="Write a ZIP file, with all files.")
@plainly
def person_show(email: str, file: str | None) -> None:
    """Write everything about EMAIL as JSON, to be handed to its owner."""
    from portal.person_command import show

    app = the_app()
    with app.app_context():
        show(email, folder=app.config["PORTAL"].data_dir, file=file)


@person.command("erase")
@click.argument("email")
@click.option("--decision", default="", help="The decision on disposal that lets texts and files go too.")
@click.option("--yes", "sure", is_flag=True, help="Do not ask.")
@plainly
def person_erase(email: str, decision: str, sure: bool) -> None:
    """Erase what is held about EMAIL, after saying what goes and what stays."""
    from portal.person_command import erase

    with the_app().app_context():
        erase(email, decision=decision.strip(), sure=sure)


@main.command()
@plainly
def maintenance() -> None:
    """Write the page that a proxy shows while the portal is away."""
    from portal.web.maintenance import page

    with the_app().app_context():
        click.echo(page())


@main.command()
@plainly
def worker() -> None:
    """Do recorded jobs: the search index, and what time asks for."""
    from portal.worker import work

    work(the_app())


@main.command()
@plainly
def migrate() -> None:
    """Bring the database up to date; enters the city's reference data into an empty one."""
    _migrate()
    click.echo("The database is up to date.")


def _migrate() -> None:
    from portal import schema
    from portal.duties import kept
    from portal.indexing import tell
    from portal.overlap import asks
    from portal.reference.load import load_if_empty

    engine = create_engine(settings.read(os.environ).database_url)
    schema.migrate(engine)
    engine.dispose()
    app = the_app()
    with app.app_context():
        load_if_empty()
        asks.fill(click.echo)
        kept.keep_in_step()
        tell.prepare(app.extensions["search"].telling(), app.extensions["search"].desk())


def _load_demo() -> str:
    from portal.demo import accounts, load
    from portal.web.dates import today

    with the_app().app_context():
        load.load_if_empty(today())
        return accounts.told() if accounts.there() else ""


@main.command()
@plainly
def demo() -> None:
    """Load demonstration data into a database without dialogues."""
    click.echo(_load_demo())


@main.command()
@click.option("--check", is_flag=True, help="Only compare index and database; exit 1 when they differ.")
@plainly
def reindex(check: bool) -> None:
    """Rebuild the search index beside the one in use, then swap."""
    from portal.indexing import desk, tell

    app = the_app()
    with app.app_context():
        engines = app.extensions["search"].telling()
        if not check:
            tell.rebuild_all(engines)
            desk.rebuild(app.extensions["search"].desk())
            click.echo("The index is rebuilt.")
            return
        differences = [*tell.differences(engines), *desk.differences(app.extensions["search"].desk())]
        for line in differences[:20]:
            click.echo(line)
        click.echo(f"{len(differences)} differences." if differences else "Index and database agree.")
        sys.exit(1 if differences else 0)


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
def overlap(file: Any) -> None:
    """Judge a planned dialogue against others, given as JSON ("-" reads from standard input)."""
    from portal.overlap.judging import judge

    try:
        answer = judge(json.load(file))
    except (ValueError, KeyError, TypeError) as fault:
        raise click.ClickException(f"The file does not hold a plan to judge: {repr(fault)[:120]}") from None
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only say what is wrong; change nothing.")
@click.option("--skip-bad", is_flag=True, help="Enter the good rows although others are wrong.")
@click.option("--history", is_flag=True, help="Let dialogues that are over lack what nobody knows any more.")
@click.option("--columns", type=click.Path(exists=True, dir_okay=False), help="A mapping file; see docs/import.md.")
@click.option("--language", default="en", show_default=True, help="Language of the report.")
@plainly
def import_file(file: str, dry_run: bool, skip_bad: bool, history: bool, columns: str | None, language: str) -> None:
    """Register the dialogues of FILE (.csv, .xlsx, .json or .jsonl, also packed with gzip)."""
    from portal.import_command import run_import

    fine = run_import(
        the_app(), file=file, dry_run=dry_run, skip_bad=skip_bad, history=history, columns=columns, language=language
    )
    sys.exit(0 if fine else 1)


@main.command()
@click.option("--check", is_flag=True, help="Only compare with the dialogues; exit 1 when something differs.")
@plainly
def load(check: bool) -> None:
    """Make anew what the overlap check and the load map read, from the dialogues."""
    from portal.overlap import asks
    from portal.overlap import load as sums

    with the_app().app_context():
        if not check:
            asks.rebuild(click.echo)
            click.echo(f"The load of {sums.rebuild()} months is summed.")
            return
        wrong, months = asks.differences(), sums.differences()
        for number in wrong:
            click.echo(f"Dialogue {number} is stored otherwise than it is registered.")
        for month in months:
            click.echo(f"The load of {month:%Y-%m} is not the sum of its dialogues.")
        click.echo("Load and dialogues agree." if not wrong and not months else "Run 'portal load' to mend it.")
        sys.exit(1 if wrong or months else 0)


@main.group()
def staff() -> None:
    """Look after staff accounts."""


@staff.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--organisation", help="Its slug, such as farsta; left out, the role holds for the whole city.")
@plainly
def add_staff(email: str, name: str, role: str, organisation: str | None) -> None:
    """Add somebody and print a link with which they choose a password, once."""
    from portal.actions import staff as actions

    app = the_app()
    with app.app_context(), app.test_request_context():
        try:
            person = actions.add(email=email, name=name, role=Role(role), organisation=organisation)
        except NotFound as unknown:
            raise click.ClickException(f"There is no organisation called {unknown}.") from None
        token = actions.first_link_token(person, secret=app.config["SECRET_KEY"])
        click.echo(f"{app.config['BASE_URL']}/desk/sign-in/choose/{token}")


@main.command()
@click.option("--dialogues", "count", default=10_000, show_default=True, help="How many to make.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same dialogues.")
@click.option("--without-results", is_flag=True, help="No findings, answers or promises.")
@plainly
def samples(count: int, seed: int, without_results: bool) -> None:
    """Fill the database with realistic bulk data for benchmarks."""
    from portal.demo.samples import make

    with the_app().app_context():
        make(count, seed=seed, say=click.echo, results=not without_results)


@main.command()
@plainly
def doctor() -> None:
    """Look for faults; exit 1 when there is one."""
    from portal.doctor import examine

    findings = examine(the_app())
    for line in findings:
        click.echo(("ok     " if line.fine else "FAULT  ") + line.text)
    sys.exit(0 if all(line.fine for line in findings) else 1)


if __name__ == "__main__":
    main()
