"""A case of two rounds in which every text that could leak into a mail is set."""

from case_studies.vocabulary import Action
from tests.support.mailbox import Post
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps
from tests.support.world import WHOLE_CASE

TITLE, TEXT, REASON, REMARK, NOTE = (f"sentinel-{what}" for what in ("title", "text", "reason", "remark", "note"))
SECRETS = (TITLE, TEXT, REASON, REMARK, NOTE)
MEMBERS_CASE = {
    "title": f"The {TITLE} of a case",
    "audience": "members",
    "sections": dict.fromkeys(WHOLE_CASE["sections"], f"The {TEXT}."),
}
REVIEW = {
    "recommendation": "revise",
    "overall": f"The {REMARK}.",
    "remarks": [{"section": "results", "weight": "must", "text": f"The {REMARK}.", "quote": f"The {TEXT}."}],
    "note_to_editors": f"The {NOTE}.",
}
A = Action


def two_rounds(post: Post, **changes: object) -> Steps:
    """Take a case through two rounds to its publication, with a reason wherever one can be given."""
    case = Steps.start(post.world, **{**MEMBERS_CASE, **changes})
    case.act(A.REQUEST_CLEARANCE, WRITER)
    case.act(A.SEND_BACK, OFFICER, f"The {REASON}.")
    case.act(A.REQUEST_CLEARANCE, WRITER)
    case.act(A.CLEAR, OFFICER)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    case.act(A.START_REVIEW, EDITOR)
    for reviewer in REVIEWERS:
        case.respond(reviewer)
        case.review(reviewer, **REVIEW)
    case.act(A.REQUEST_REVISION, EDITOR, f"The {REASON}.")
    case.answer(text=f"The {TEXT}.")
    case.act(A.REQUEST_CLEARANCE, WRITER)
    case.act(A.CLEAR, OFFICER)
    case.judge()
    case.act(A.PUBLISH, EDITOR, f"The {REASON}.")
    return case
