"""What every command shares: the application as the environment describes it, and faults said in one line."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click
from sqlalchemy.exc import OperationalError

from portal import settings

Command = TypeVar("Command", bound=Callable[..., Any])


def plainly(command: Command) -> Command:
    """Say what is wrong in one line instead of a trace."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except settings.SettingsError as fault:
            raise click.ClickException(str(fault)) from None
        except OperationalError as fault:
            reason = str(fault.orig).strip().splitlines()[0]
            raise click.ClickException(f"The database does not answer: {reason}") from None

    return run  # type: ignore[return-value]


def the_app() -> Any:
    """The application; made only when a command needs it, for that takes a while."""
    from portal.app import create_app

    return create_app(settings.read(os.environ))
