"""What members can see coming."""

from dataclasses import asdict

from app.access import signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers import Json
from app.api.serializers.issues import serialize_issue_link
from app.current import reading
from app.identity import actor
from app.schemas.signals import SignalsSchema
from case_studies.operations.signals.signals import read_signals

blueprint = ApiBlueprint("Signals", "Growing themes, issues without answer, and words that nobody found.")


@blueprint.route("/signals")
@signed_in
@blueprint.returns(200, SignalsSchema, callers="Members.", refusals=(401,))
def list_signals() -> Json:
    """List what may need a case, an answer or a study next."""
    with reading() as session:
        signals = read_signals(session, actor())
        return {
            "quarters": [asdict(quarter) for quarter in signals.quarters],
            "themes": [asdict(theme) for theme in signals.themes],
            "issues": [serialize_issue_link(issue) for issue in signals.issues],
            "words": list(signals.words),
        }
