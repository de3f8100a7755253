"""The health of the platform: what is to be set up, what needs care, then the figures."""

from flask import Blueprint, render_template

from app.access import only_roles
from app.collation import by_name
from app.current import current_config, current_platform, reading
from app.identity import actor
from case_studies.operations.administration.health import delegations_without_clearance, platform_health
from case_studies.operations.administration.setup import FIRST_DELEGATIONS, read_setup
from case_studies.vocabulary import Role

pages = Blueprint("administration", __name__)


@pages.get("/administration")
@only_roles(Role.ADMINISTRATOR)
def administration() -> str:
    """Show what needs care first, then the figures."""
    config = current_config()
    with reading() as session:
        health = platform_health(session, current_platform().search, config.data_dir, actor())
        setup = read_setup(session, actor())
        is_set_up = config.demo_mode or (bool(config.public_url) and all(setup.steps))
        lacking = delegations_without_clearance(session, actor())
        return render_template(
            "admin/administration.html",
            health=health,
            setup=setup,
            is_set_up=is_set_up,
            address=config.public_url,
            first_delegations=FIRST_DELEGATIONS,
            delegations=sorted(lacking, key=lambda delegation: by_name(delegation.name)),
        )
