"""What members can see coming."""

from dataclasses import asdict

from app.access import signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers import Json
from app.current import reading
from app.identity import actor
from app.schemas.signals import SignalsSchema
from app.thing_urls import thing_url
from case_studies.operations.signals.signals import read_signals
from case_studies.policy.issue_release import ReleasedIssue

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
            "issues": [_serialize_issue(issue) for issue in signals.issues],
            "words": list(signals.words),
        }


def _serialize_issue(issue: ReleasedIssue) -> Json:
    return {
        "reference": issue.reference,
        "question": issue.question,
        "state": issue.state,
        "url": thing_url(issue.reference, external=True),
    }
