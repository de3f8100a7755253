"""A platform full of secrets: every one is a word that occurs nowhere else, with the offices that may read it."""

from dataclasses import dataclass, field

from app.api.examples_of_proposals import PROPOSAL
from app.api.examples_of_studies import STUDY
from case_studies.collection_vocabulary import CollectionState
from case_studies.models import Delegation, DelegationContribution
from case_studies.operations.accounts.accounts import add_account, find_account
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import (
    Action,
    AdoptionState,
    Audience,
    Contribution,
    DelegationKind,
    EventState,
    Kind,
    Role,
    Standing,
    State,
)
from tests.support.adoptions import AdoptionSteps, adoption_in
from tests.support.api_client import Program, fine
from tests.support.capacity import DELIVERY, PROVIDER, REPORT, CapacitySteps, MatchSteps
from tests.support.collections import collection_in
from tests.support.events import EventSteps, event_in
from tests.support.files import pdf
from tests.support.issues import IssueSteps
from tests.support.practices import PracticeSteps
from tests.support.provisions import link, provision_in
from tests.support.texts import TextSteps, text_in
from tests.support.threads import ThreadSteps
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World

ONE, TWO = "xanthe.one", "xanthe.two"
OTHERS = ("reviewer.fra", "reviewer.bra", "editor.bra", "practitioner", "admin", "focal-point.deu", None)
READERS = (WRITER, OFFICER, ONE, TWO, EDITOR, *OTHERS)
ADMINISTRATOR = "admin"  # knows the accounts and their offices, and not who reviews what
DELEGATION = frozenset({WRITER, OFFICER})
EDITORS = frozenset({EDITOR, "editor.bra"})
Reader = str | None


@dataclass
class Scene:
    """The platform, its cases, and secret → the readers that may know it."""

    world: World
    cases: dict[str, Steps] = field(default_factory=dict)
    secrets: dict[str, frozenset[Reader]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)  # ids of attachments
    items: dict[Kind, list[str]] = field(default_factory=lambda: {kind: [] for kind in Kind})
    """References of what is beside the cases."""

    def secret(self, word: str, *readers: Reader | frozenset[str]) -> str:
        """Note a secret and who may know it; return it."""
        known: set[Reader] = set()
        for reader in readers:
            known |= reader if isinstance(reader, frozenset) else {reader}
        self.secrets[word] = frozenset(known)
        return word


def build(world: World) -> Scene:
    """Bring a case into each situation in which something is somebody's alone."""
    scene = Scene(world)
    _hidden_reviewers(scene)
    _second_round(scene)
    _back_with_its_author(scene)
    _in_conflict(scene)
    _others(scene)
    _with_files(scene)
    _discussion(scene)
    _issues(scene)
    _adoptions(scene)
    _practices(scene)
    _events(scene)
    _studies(scene)
    _proposals(scene)
    _texts(scene)
    _provisions(scene)
    _capacity(scene)
    _collections(scene)
    return scene


def _discussion(scene: Scene) -> None:
    """A discussion about the public case: a delegation that is nowhere else speaks in it as a member."""
    secret = scene.secret
    listen = frozenset(reader for reader in READERS if reader not in (None, ADMINISTRATOR))
    anchor = scene.cases["files"].reference
    thread = ThreadSteps(
        scene.world,
        title=secret("Titleofadiscussion", *listen),
        text=secret("Firstpostofadiscussion", *listen),
        anchor=anchor,
    )
    fine(thread.say(ONE, text=secret("Postofamember", *listen)), 201)
    said = fine(thread.say(TWO, text=secret("Posttohide", *EDITORS, TWO)), 201)
    fine(thread.act(EDITOR, "hide_post", secret("Reasontohide", *listen), post=said["posts"][2]["id"]))
    fine(thread.act(EDITOR, "summarize", summary=secret("Summaryofadiscussion", *listen)))
    fine(thread.act(ONE, "object", secret("Objectionofamember", *EDITORS, ONE)))
    scene.items[Kind.THREAD].append(thread.reference)


def _issues(scene: Scene) -> None:
    """A draft of an issue, and one that is posted by a delegation that is not named."""
    secret, world = scene.secret, scene.world
    members = frozenset(reader for reader in READERS if reader is not None)
    draft = IssueSteps(
        world, question=secret("Questionofadraft", *DELEGATION), setting=secret("Settingofadraft", *DELEGATION)
    )
    asked = IssueSteps(
        world, question=secret("Questionformembers", *members), already_tried=secret("Triedalready", *members)
    )
    fine(asked.act(WRITER, "post"))
    fine(asked.answer(text=secret("Answerofamember", *members)), 201)
    scene.items[Kind.ISSUE] += [draft.reference, asked.reference]


def _adoptions(scene: Scene) -> None:
    """A draft of an adoption, one for members, and a change of it that is not cleared."""
    secret, world = scene.secret, scene.world
    members = frozenset(reader for reader in READERS if reader is not None)
    office = "focal-point.deu"
    adopts = scene.cases["files"].reference
    draft = AdoptionSteps(world, adopts, what_changed=secret("Draftofanadoption", office))
    recorded = adoption_in(
        world, AdoptionState.RECORDED, adopts=adopts, what_changed=secret("Adoptionformembers", *members)
    )
    fine(recorded.change(what_happened=secret("Changeofanadoption", office)))
    scene.items[Kind.ADOPTION] += [draft.reference, recorded.reference]


def _practices(scene: Scene) -> None:
    """A draft of a practice, which editors write."""
    draft = PracticeSteps(scene.world, statement=scene.secret("Statementofadraft", *EDITORS))
    scene.items[Kind.PRACTICE].append(draft.reference)


def _events(scene: Scene) -> None:
    """A draft of an event, one for members, and a public one with what is for members and for its organiser."""
    secret, world = scene.secret, scene.world
    members = frozenset(reader for reader in READERS if reader is not None)
    organiser = "focal-point.deu"
    draft = EventSteps(world, title=secret("Titleofaplannedevent", organiser))
    closed = event_in(world, EventState.CONFIRMED, agenda=secret("Agendaformembers", *members))
    link = f"https://example.org/{secret('Linkofapublicmeeting', *members)}"
    shown = event_in(world, EventState.ANNOUNCED, audience="public", link=link)
    fine(shown.act("practitioner", "take_part", attendance="yes"))
    scene.items[Kind.EVENT] += [draft.reference, closed.reference, shown.reference]


def _collections(scene: Scene) -> None:
    """A draft of the delegation, and a public collection of which one thing is for members, with the reason."""
    members = frozenset(reader for reader in READERS if reader is not None)
    kept = case_in(scene.world, State.PUBLISHED, audience=Audience.MEMBERS)
    things = {kept.reference: scene.secret("Reasonformembers", *members)}
    titles = {CollectionState.PUBLISHED: "Open", CollectionState.DRAFT: scene.secret("Collecteddraft", DELEGATION)}
    for state, title in titles.items():
        steps = collection_in(scene.world, state, things, title=title)
        scene.items[Kind.COLLECTION].append(steps.reference)


def _studies(scene: Scene) -> None:
    """A study that is not checked yet, for members, beside a case."""
    members = frozenset(reader for reader in READERS if reader is not None)
    beside = [scene.cases["files"].reference]
    study = {**STUDY, "finding": scene.secret("Findingofastudy", *members), "cases": beside}
    scene.items[Kind.STUDY].append(fine(Program(scene.world, WRITER).post("/studies", study), 201)["reference"])


def _proposals(scene: Scene) -> None:
    """A study proposal, for members."""
    members = frozenset(reader for reader in READERS if reader is not None)
    proposal = {**PROPOSAL, "question": scene.secret("Questionofaproposal", *members)}
    sent = Program(scene.world, WRITER).post("/study-proposals", proposal)
    scene.items[Kind.PROPOSAL].append(fine(sent, 201)["reference"])


def _texts(scene: Scene) -> None:
    """A draft, a text under silence with what one delegation asks within, and a delivered one with the way to it."""
    secret, world = scene.secret, scene.world
    members = frozenset(reader for reader in READERS if reader is not None)
    draft = TextSteps(world, title=secret("Headingofajointdraft", EDITORS))
    shown = text_in(world, TextState.UNDER_COMMENT)
    said = {"paragraph": 1, "text": secret("Commentonaparagraph", *members)}
    fine(shown.act(WRITER, "comment", comment=said))
    fine(shown.change(paragraphs=[{"id": 1, "text": secret("Wordsofanearlierversion", *members)}]))
    fine(shown.change(paragraphs=[{"id": 1, "text": "We thank them."}]))
    for action in ("put_under_silence", "agree", "align", "deliver"):
        shown.step(action)
    quiet = text_in(world, TextState.UNDER_COMMENT, title=secret("Titleofatextundersilence", *members))
    quiet.step("put_under_silence")
    asked = {"paragraph": 1, "reason": secret("Reasonthatisnotcleared", WRITER, OFFICER)}
    fine(quiet.act(WRITER, "ask_to_break", objection=asked))
    scene.items[Kind.TEXT] += [draft.reference, quiet.reference, shown.reference]


def _capacity(scene: Scene) -> None:
    """A draft of a request, and a match of one that is circulated: its talk is for the two and the editors."""
    secret, world = scene.secret, scene.world
    members = frozenset(reader for reader in READERS if reader is not None)
    inside = frozenset({*DELEGATION, *EDITORS, PROVIDER})
    draft = CapacitySteps(world, title=secret("Headingofaplannedrequest", *DELEGATION))
    match = MatchSteps(world, title=secret("Titleofarequest", *members), contact="")
    fine(match.say(WRITER, secret("Postoftheasker", *inside)), 201)
    fine(match.say(EDITOR, secret("Postofaneditor", *inside)), 201)
    fine(match.act(WRITER, "choose"))
    fine(match.act(PROVIDER, "deliver", delivery={**DELIVERY, "quantity": secret("Quantityofadelivery", *inside)}))
    fine(match.act(WRITER, "confirm_delivery"))
    report = {**REPORT, "outcome": secret("Outcomeoftheprovider", *EDITORS, PROVIDER)}
    fine(match.act(PROVIDER, "report", report=report))
    scene.items[Kind.OFFER].append(match.offer.reference)
    scene.items[Kind.REQUEST] += [draft.reference, match.request.reference]
    scene.items[Kind.MATCH].append(match.reference)


def _provisions(scene: Scene) -> None:
    """A provision with a case for all, and one for members with a reason that nobody else reads."""
    members = frozenset(reader for reader in READERS if reader is not None)
    provision = provision_in(scene.world)
    kept = case_in(scene.world, State.PUBLISHED, audience="members")
    reason = scene.secret("Reasonofalink", *members)
    fine(link(scene.world, provision, kept.reference, reason), 201)
    fine(link(scene.world, provision, scene.cases["files"].reference), 201)


def _with_files(scene: Scene) -> None:
    """A public case with a file for all and a file for members, which the next draft replaces by another."""
    secret, world = scene.secret, scene.world
    members = frozenset(reader for reader in READERS if reader is not None)
    case = scene.cases["files"] = Steps.start(world)
    scene.files.append(case.attach(pdf("Open words"), "open.pdf"))
    kept = pdf(secret("Wordsinafileformembers", *members))
    name, about = secret("Nameofafileformembers", *members), secret("Descriptionofafile", *members)
    scene.files.append(case.attach(kept, f"{name}.pdf", description=about, audience=Audience.MEMBERS))
    case.publish()
    case.act(Action.REVISE, WRITER)
    draft = pdf(secret("Wordsinafileofadraft", *DELEGATION))
    scene.files.append(case.attach(draft, f"{secret('Nameofafileofadraft', *DELEGATION)}.pdf"))


def _hidden_reviewers(scene: Scene) -> None:
    """Two reviewers of a delegation that appears nowhere but behind them."""
    with scene.world.platform.work.writing() as session:
        known = find_account(session, "practitioner@demo.example")
        session.add(
            Delegation(
                code="QXA",
                name=scene.secret("Quixandria", *EDITORS, ONE, TWO, ADMINISTRATOR),
                kind=DelegationKind.STATE,
                standing=Standing.OBSERVER,
                contributions=[DelegationContribution(Contribution.FUNDS)],
                clears_itself=False,
            )
        )
        session.flush()
        for name, own in ((ONE, "Xanthean first office"), (TWO, "Xanthean second office")):
            add_account(
                session,
                f"{name}@demo.example",
                "QXA",
                [Role.REVIEWER],
                office=scene.secret(own, *EDITORS, name, ADMINISTRATOR),
                password_hash=known.password_hash,
            )
            scene.secret(f"{name}@demo.example", *EDITORS, name, ADMINISTRATOR)


def _second_round(scene: Scene) -> None:
    """Revision 2 is under review: reviewer one has judged it, reviewer two has begun."""
    secret = scene.secret
    judges = frozenset({*EDITORS, ONE, TWO})
    inside = DELEGATION | judges
    case = scene.cases["second round"] = case_in(
        scene.world, State.SUBMITTED, title=secret("Firstrevisiontitle", *inside)
    )
    for reviewer in (ONE, TWO):
        case.assign(reviewer)
    case.act(Action.START_REVIEW, EDITOR)
    for reviewer in (ONE, TWO):
        case.respond(reviewer)
        number = reviewer.rpartition(".")[2]
        remark = {"section": "results", "weight": "must", "text": secret(f"Remarkfrom{number}", *inside), "quote": ""}
        case.review(
            reviewer,
            recommendation="revise",
            remarks=[remark],
            overall=secret(f"Overallfrom{number}", *inside),
            note_to_editors=secret(f"Notefrom{number}", *EDITORS, reviewer),
        )
    case.act(Action.REQUEST_REVISION, EDITOR, secret("Reasontorevise", *inside))
    case.edit(title=secret("Secondrevisiontitle", *inside))
    case.answer(text=secret("Answertoremarks", *inside))
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.SEND_BACK, OFFICER, secret("Reasonofclearance", *DELEGATION))
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    for reviewer in (ONE, TWO):
        case.respond(reviewer)
    verdicts = [{"remark": _remark_of(case, ONE), "verdict": "reopened", "text": secret("Stillmissing", *EDITORS, ONE)}]
    overall = secret("Secondoverall", *EDITORS, ONE)
    case.review(ONE, verdicts=verdicts, overall=overall, remarks=[], note_to_editors="")
    case.review(TWO, submit=False, verdicts=[], overall=secret("Halfareview", TWO), remarks=[], note_to_editors="")


def _remark_of(case: Steps, reviewer: str) -> int:
    found = next(a for a in case.look().revisions[0].assignments if a.reviewer.email.startswith(reviewer))
    assert found.review is not None
    return found.review.remarks[0].id


def _back_with_its_author(scene: Scene) -> None:
    """A revision is being written: its words are the delegation's, the judged ones are not."""
    case = scene.cases["back"] = case_in(scene.world, State.REVISION_REQUESTED)
    case.edit(
        title=scene.secret("Titleonthedesk", *DELEGATION),
        sections={"summary": scene.secret("Textonthedesk", *DELEGATION)},
    )
    case.answer(text=scene.secret("Answeronthedesk", *DELEGATION))
    draft = scene.cases["draft"] = Steps.start(scene.world, title=scene.secret("Titleofadraft", *DELEGATION))
    draft.edit(sections={"lessons": scene.secret("Textofadraft", *DELEGATION)})


def _in_conflict(scene: Scene) -> None:
    """Brazil co-submitted one; France's reviewer declared a conflict with another."""
    secret = scene.secret
    case = scene.cases["tied"] = case_in(
        scene.world,
        State.IN_REVIEW,
        co_submitters=["BRA"],
        title=secret("Titleoftied", *DELEGATION, EDITOR, "reviewer.fra"),
    )
    case.propose(EDITOR, "reviewer.bra", secret("Reasonofexception", EDITOR))
    declared = scene.cases["declared"] = case_in(
        scene.world, State.IN_REVIEW, title=secret("Titleofdeclared", *DELEGATION, *EDITORS)
    )
    declared.declare("reviewer.fra", secret("Reasonofconflict", *EDITORS))


def _others(scene: Scene) -> None:
    """What was withdrawn or declined, what is for members, and a next draft beside what is published."""
    secret, world = scene.secret, scene.world
    withdrawn = secret("Titleofwithdrawn", *DELEGATION)
    scene.cases["withdrawn"] = case_in(world, State.WITHDRAWN, title=withdrawn)
    scene.cases["declined"] = case_in(
        world, State.DECLINED, title=secret("Titleofdeclined", *DELEGATION, *EDITORS, "reviewer.fra")
    )
    members = frozenset(reader for reader in READERS if reader is not None)
    case = scene.cases["members"] = case_in(
        world, State.PUBLISHED, title=secret("Titleformembers", *members), audience="members"
    )
    case.act(Action.REVISE, WRITER)
    case.edit(
        title=secret("Titleofnextdraft", *DELEGATION), sections={"results": secret("Textofnextdraft", *DELEGATION)}
    )
