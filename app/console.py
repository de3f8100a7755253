"""The program `casebook`: the commands without Flask's own, with the settings of the environment.

The commands are known before the settings are read. So `--help` works everywhere, and a command outside a configured
environment says which setting is missing.
"""

import gc
from functools import partial

from flask.cli import ScriptInfo

from app import build_app, create_app


def main(arguments: list[str] | None = None) -> None:
    """Run a command. An invalid setting ends it with one line."""
    app = build_app()
    app.cli.name = "casebook"
    app.cli.help = "Operate a Casebook. The settings are environment variables: see docs/operations.md."
    gc.freeze()
    gc.enable()  # the program has turned it off while it loaded
    app.cli.main(arguments, prog_name="casebook", obj=ScriptInfo(create_app=partial(create_app, app=app)))


if __name__ == "__main__":
    main()
