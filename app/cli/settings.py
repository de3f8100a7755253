"""casebook settings: whether a server would start with the present settings."""

import click
from flask.cli import AppGroup

from config import Config, UnsafeConfiguration

commands = AppGroup("settings", help="The settings of this server.")


@commands.command("check", with_appcontext=False)
def check() -> None:
    """Check the settings. Each problem is one line that names the setting and the right form."""
    try:
        config = Config.from_environment()
    except UnsafeConfiguration as error:
        raise SystemExit(str(error)) from error
    click.echo("The settings are valid.")
    for note in _notes(config):
        click.echo(note)


def _notes(config: Config) -> list[str]:
    """Return what is allowed, but perhaps not intended."""
    notes = (
        (config.demo_mode, "DEMO_MODE is on: everybody can sign in with the password of the demonstration."),
        (not config.smtp_host and not config.demo_mode, "SMTP_HOST is empty: no mail is sent."),
        (not config.public_url, f"PUBLIC_URL is empty: links begin with {config.address}."),
        (config.secure_cookies and not config.behind_proxies, "BEHIND_PROXIES is 0: no proxy is believed."),
        (config.is_data_dir_open, "DATA_DIR can be read by other accounts of this machine: chmod -R go= closes it."),
    )
    return [note for holds, note in notes if holds]
