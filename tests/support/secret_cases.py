"""Cases with a secret, each in two ways: two platforms that have one of them each differ in nothing else."""

from collections.abc import Callable, Sequence
from typing import Any

from case_studies.operations.cases.consents import answer_for_partners
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.reports import decide, report_part
from case_studies.partner_answers import asked_partners
from case_studies.vocabulary import Action, PartnerAnswer, ReportKind, SaidLife
from tests.support.workflow_cases import EDITOR, REVIEWERS, WRITER, Steps
from tests.support.world import WHOLE_CASE, World

Way = int
"""0 or 1."""
Secret = Callable[[World, Way], Steps]
AUTHORITIES = ("Zandrith authority", "Quorbel bureau")


def publish(case: Steps, code: str = "gha", reviewers: Sequence[str] = REVIEWERS) -> Steps:
    """Take a draft of a delegation through clearance and review."""
    judge(case, code, reviewers)
    case.act(Action.PUBLISH, EDITOR)
    return case


def judge(case: Steps, code: str = "gha", reviewers: Sequence[str] = REVIEWERS) -> None:
    """Take a draft to the decision."""
    case.act(Action.REQUEST_CLEARANCE, f"focal-point.{code}")
    case.consent_all()
    case.act(Action.CLEAR, f"clearance.{code}")
    for reviewer in reviewers:
        case.assign(reviewer)
    case.act(Action.START_REVIEW, EDITOR)
    case.judge(reviewers=tuple(reviewers))


def _sections(**changed: str) -> dict[str, str]:
    return {**WHOLE_CASE["sections"], **changed}


def _submitted_by(world: World, way: Way, attribution: str) -> Steps:
    code, place = (("gha", "ISL"), ("bgd", "FJI"))[way]
    values: dict[str, Any] = {
        "attribution": attribution,
        "implemented_by": [place],
        "partners": [AUTHORITIES[way]],
        "contact": f"office.{code}@example.org",
        "section_audiences": {"resources": "delegations", "contact": "members"},
        "released_to": ["KEN"],
    }
    return publish(Steps.start(world, f"focal-point.{code}", **values), code)


def unnamed_submitter(world: World, way: Way) -> Steps:
    """Nobody learns who submitted it."""
    return _submitted_by(world, way, "unnamed")


def submitter_named_to_members(world: World, way: Way) -> Steps:
    """The public does not learn who submitted it."""
    return _submitted_by(world, way, "named_to_members")


def parts_for_members(world: World, way: Way) -> Steps:
    """The public reads that some parts are kept, and nothing of others."""
    texts = (("A zandrith was laid.", "Vexilbook 9", "A note"), ("The frobnitz came with a truck.", "Wexel", "Paper"))
    actions, source, narrower = texts[way]
    return publish(
        Steps.start(
            world,
            sections=_sections(actions=actions, resources=narrower),
            sources=[source],
            section_audiences={"actions": "members", "sources": "members", "resources": "delegations"},
            public_sections={"actions": "The road was searched."},
            narrower_sources={"delegations": [narrower]},
            unmentioned_sections={"resources": True, "sources": True},
            released_to=["KEN"],
        )
    )


def named_delegations(world: World, way: Way) -> Steps:
    """Only the named delegations learn which they are, and how many."""
    kept = {"section_audiences": {"resources": "delegations"}, "unmentioned_sections": {"resources": True}}
    return publish(Steps.start(world, **kept, released_to=[["KEN"], ["SEN", "BRA"]][way]))


def who_reviewed(world: World, way: Way) -> Steps:
    """Only editors learn who reviewed it."""
    return publish(Steps.start(world), reviewers=(REVIEWERS, ("reviewer.jpn", "reviewer.sen"))[way])


def who_declined_to_review(world: World, way: Way) -> Steps:
    """Only editors learn who was asked, declined, or has a conflict of interest."""
    case = Steps.start(world)
    judge(case, reviewers=(REVIEWERS, ("reviewer.jpn", "reviewer.sen"))[way])
    declining, in_conflict = ("reviewer.bra", "reviewer.ken")[:: 1 - 2 * way]
    case.assign(declining)
    case.respond(declining, accept=False)
    case.assign(in_conflict)
    case.declare(in_conflict, "An exercise together.")
    case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    return case


def who_reported(world: World, way: Way) -> Steps:
    """Only editors learn who reported a part, and in which words."""
    case = publish(Steps.start(world))
    with world.platform.work.writing() as session:
        actor = world.actor(("reviewer.ken", "practitioner")[way])
        words = ("It names a lane.", "A longer sentence about the second line.")[way]
        found = find_case(session, actor, case.reference)
        report_part(session, found, actor, "actions", ReportKind.DANGER, words)
    with world.platform.work.writing() as session:
        editor = world.actor(EDITOR)
        found = find_case(session, editor, case.reference, for_change=True)
        decide(session, found, editor, "actions", agree=True, note="Take it out.")
    return case


def draft(world: World, way: Way) -> Steps:
    """Nobody learns what a draft says, or whom it names."""
    named = ({"implemented_by": ["GHA"]}, {"implemented_by": ["GHA", "SEN"], "co_submitters": ["JPN"]})[way]
    return Steps.start(world, title=("Zandrith", "Quorbel, but longer")[way], **named)


def next_draft(world: World, way: Way) -> Steps:
    """Nobody learns whether there is a next draft, or what it says."""
    case = publish(Steps.start(world))
    if way:
        case.act(Action.REVISE, WRITER)
        case.edit(title="Quorbel", co_submitters=["JPN"], audience="members", attribution="unnamed")
    return case


def partner_that_did_not_agree(world: World, way: Way) -> Steps:
    """Nobody learns who took part without having agreed to be named."""
    case = Steps.start(world, implemented_by=["GHA", ("SEN", "FJI")[way]], partners=[AUTHORITIES[way]])
    with world.platform.work.writing() as session:
        actor = world.actor(WRITER)
        found = find_case(session, actor, case.reference, for_change=True)
        answers = {one.key: (PartnerAnswer.REFUSED, "") for one in asked_partners(found.current)}
        answer_for_partners(session, found, actor, answers, version=found.version)
    return publish(case)


def withdrawn_consent(world: World, way: Way) -> Steps:
    """Nobody learns whose consent was withdrawn."""
    code, name, people = (("SEN", "Senegal", "Senegalese"), ("JPN", "Japan", "Japanese"))[way]
    case = publish(
        Steps.start(
            world,
            co_submitters=[code],
            implemented_by=["GHA", code],
            host_states=[code],
            title=f"How {name} searches",
            sections=_sections(actions=f"The {people} walked ahead."),
            sources=[f"{name}, annual report"],
        )
    )
    case.confirm(SaidLife.CHANGED, f"The unit of {name} has left.")
    case.withdraw_consent(f"clearance.{code.lower()}")
    return case


def sentence_that_waits(world: World, way: Way) -> Steps:
    """Nobody reads a sentence that is not cleared."""
    case = publish(Steps.start(world))
    case.confirm(SaidLife.STOPPED, ("Zandrith stopped.", "Quorbel is over now.")[way], WRITER)
    return case


def sentence_for_members(world: World, way: Way) -> Steps:
    """The public does not read a sentence for members."""
    case = publish(Steps.start(world))
    case.confirm(SaidLife.STOPPED, ("Zandrith stopped.", "Quorbel is over now.")[way], members_only=True)
    return case


def name_narrowed_for_members(world: World, way: Way) -> Steps:
    """The public learns nothing of a name that only members had."""
    case = publish(Steps.start(world, attribution=("named_to_members", "unnamed")[way]))
    if not way:
        case.narrow(attribution="unnamed")
    return case


def summary_narrowed_for_members(world: World, way: Way) -> Steps:
    """The public learns nothing of a summary that only members had."""
    chosen, text = {"summary": ("members", "delegations")[way]}, {"summary": "A search."}
    case = publish(Steps.start(world, section_audiences=chosen, public_sections=text, released_to=["KEN"]))
    if not way:
        case.narrow(section_audiences={"summary": "delegations"})
    return case


def withdrawn_case(world: World, way: Way) -> Steps:
    """Nobody learns whether a case that is not there was published."""
    case = Steps.start(world)
    if not way:
        publish(case)
        case.act(Action.WITHDRAW, WRITER, "A reason.")
    return case
