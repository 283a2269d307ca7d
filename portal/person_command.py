"""The command `portal person`: what is held about one address, and the truth about erasing it before it is done."""

import json
from pathlib import Path

import click

from portal.actions import erasing, persons
from portal.actions.erasing import Case, Foreseen

LEFT = {
    "leader": "A process leader or facilitator has this address: taken away under Leaders, at the desk.",
    "account_of_staff": "An account of staff has this address: closed under Staff and roles, at the desk.",
}


def show(email: str, *, folder: Path, file: str | None) -> None:
    """Write what is held as JSON, or with the files that were sent into a ZIP file."""
    if file is None:
        click.echo(json.dumps(persons.held(email), ensure_ascii=False, indent=2))
    else:
        Path(file).write_bytes(persons.export(email, folder=folder))


def erase(email: str, *, decision: str, sure: bool) -> None:
    """Say what will go and what will stay, ask, and do it."""
    found = erasing.foresee(email)
    for line in told(found, decision=decision):
        click.echo(line)
    if found.empty:
        return
    if not sure:
        click.confirm("Erase this? It cannot be undone.", abort=True)
    for kind, count in erasing.erase(email, decision=decision).items():
        click.echo(f"{kind}: {count}")


def told(found: Foreseen, *, decision: str) -> list[str]:
    """What erasing will do, line by line, before it is done."""
    counts = ", ".join(f"{count} × {kind.replace('_', ' ')}" for kind, count in found.counts.items() if count)
    lines = [f"Erased whole: {counts}."] if counts else []
    lines += [line for case in found.cases for line in _of_case(case, whole=bool(decision))]
    if found.cases and not decision:
        lines.append(
            "What was sent in is an official document: its text and files may only be destroyed where that has been"
            " decided. With such a decision, name it: --decision 'case number'."
        )
    lines += [LEFT[kind] for kind in found.untouched]
    if lines:
        lines.append("Stays: who did what when, without names. Backups hold it until they are overwritten.")
    return lines or ["Nothing is held about this address."]


def _of_case(case: Case, *, whole: bool) -> list[str]:
    files = f", {case.files} file(s)" if case.files else ""
    if whole:
        lines = [f"{case.reference} ({case.state}): erased: name, address, text, answers, messages, notes{files}."]
        if case.open:
            lines.append("  It is still open, and ends: nobody decides about it or answers it any more.")
    else:
        lines = [f"{case.reference} ({case.state}): erased: name, address. Kept: text, messages{files}."]
    if case.shown:
        lines.append("  Everybody can read it now: it is taken from the public at once.")
    if case.draft:
        lines.append(f"  Kept: the dialogue made of it, '{case.draft}', whose text is the organiser's to change.")
    return lines
