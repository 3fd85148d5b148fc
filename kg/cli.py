"""The command `kg`: each file of `kg/commands/` is one command of its name, found by listing the folder.

A module there has a function `command` (Typer reads its signature and docstring) or a `typer.Typer` called `app` for a
group of commands. It imports what it needs inside the function: `kg --help` loads no library but Typer.

Exit codes: 0 all well · 1 nothing was done, and one sentence says why · 2 the command line is wrong ·
3 done, but something was set aside or a fault was found · 130 interrupted.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from kg import commands
from kg.errors import EntenteError

_INTERRUPTED = 130
_HELP = "Diplomatic news into a knowledge graph: who met whom, when, in which office, with the sentence that says so."
_EPILOG = (
    "Exit codes: 0 all well, 1 nothing was done (one sentence says why), 2 wrong command line, "
    "3 something was set aside or a fault was found. Example: kg demo"
)


def make_app() -> typer.Typer:
    """The application with every command of the folder."""
    app = typer.Typer(
        help=_HELP, epilog=_EPILOG, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    for found in pkgutil.iter_modules(commands.__path__):
        module, name = import_module(f"kg.commands.{found.name}"), found.name.replace("_", "-")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name=name)(module.command)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line, by default this process's own; an error for a person ends it with one sentence."""
    try:
        make_app()(args=arguments, prog_name="kg")
    except EntenteError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(1)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:  # by Ctrl-C, which Typer has caught
            print("kg: interrupted; what was done so far stays.", file=sys.stderr)
        raise
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
