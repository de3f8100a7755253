"""Each role reads every page, API answer and mail. None has a word that the reader may not see."""

from collections.abc import Iterator, Mapping
from email.message import Message
from itertools import product
from mailbox import Maildir

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.url_converters import (
    AdoptionReference,
    CollectionReference,
    EventReference,
    IssueReference,
    MatchReference,
    OfferReference,
    PracticeReference,
    ProposalReference,
    RequestReference,
    StudyReference,
    TextReference,
    ThreadReference,
)
from case_studies.vocabulary import Kind
from tests.support.api_client import Program
from tests.support.crawl import crawl, one_of
from tests.support.documents import text_of
from tests.support.scene import READERS, Reader, Scene, build
from tests.support.template import Template

pytestmark = pytest.mark.slow

MOST_ASKED = 10  # of a view: each case of the scene; what more there is are vocabularies
SECTIONS = ("title", "where", "summary", "results")
NAMES_ALL_DELEGATIONS = (
    "/about",
    "/api/v1/delegations",
    "/delegations",
    "/delegations/QXA",  # what it is; the cases listed there have sentinels of their own
    "/edit/audience",
    "/studies/proposals/SP-2026-0001/edit",
    "/edit/where",
    "/narrowing",
    "/write/about",
)  # lists that name all delegations, and the page of this one
LISTS = (
    "/words/",  # an entry of the thesaurus, with a list of all that it can be a name of
    "/studies/proposals/new",  # with the delegations to ask
)


@pytest.fixture(scope="module")
def scene(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    world = bare_template.copy(tmp_path_factory.mktemp("secrets"))
    found = build(world)
    while world.platform.outbox.send():
        pass
    yield found
    world.close()


def addresses(scene: Scene, reader: Reader, *, api: bool) -> Iterator[str]:
    """Yield every address of the application, with every object that it can have."""
    with scene.world.app.test_request_context():
        for rule in scene.world.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "asset" and rule.rule.startswith("/api/") == api:
                yield from _filled(rule, scene, READERS.index(reader))


BY_TURNS = ("action", "suffix")
"""Arguments that choose a form of the same thing: of all pairs with a thing, each reader asks for a third, by turns."""
TURNS = 3


def _filled(rule: Rule, scene: Scene, turn: int) -> Iterator[str]:
    values = _values(scene)
    names = sorted(rule.arguments)
    unknown = [name for name in names if name not in values and not one_of(rule, name)]
    assert not unknown, f"{rule.rule}: nothing to put in"
    every = list(product(*(one_of(rule, name) or _fitting(rule, name, values) for name in names)))
    for chosen in every[turn % TURNS :: TURNS] if set(names) & set(BY_TURNS) else every:
        built = rule.build(dict(zip(names, chosen, strict=True)))
        assert built is not None
        yield built[1]


OF_KIND: dict[type, Kind] = {
    IssueReference: Kind.ISSUE,
    AdoptionReference: Kind.ADOPTION,
    ThreadReference: Kind.THREAD,
    PracticeReference: Kind.PRACTICE,
    EventReference: Kind.EVENT,
    StudyReference: Kind.STUDY,
    ProposalReference: Kind.PROPOSAL,
    TextReference: Kind.TEXT,
    OfferReference: Kind.OFFER,
    RequestReference: Kind.REQUEST,
    MatchReference: Kind.MATCH,
    CollectionReference: Kind.COLLECTION,
}


def _fitting(rule: Rule, name: str, values: Mapping[str, list[object]]) -> list[object]:
    """Return the values of an argument; of a reference, those of its kind."""
    kind = OF_KIND.get(type(rule._converters[name]))
    return values[f"{kind}_reference"] if kind is not None else values[name]


def _values(scene: Scene) -> Mapping[str, list[object]]:
    from case_studies.vocabulary import Action

    return {
        "reference": [case.reference for case in scene.cases.values()],
        **{f"{kind}_reference": [*scene.items[kind]] for kind in OF_KIND.values()},
        "answer_id": [1, 2],
        "attachment_id": ["0" * 20, *scene.files],
        "assignment_id": list(range(1, 30)),
        "absence_id": [1],
        "override_id": [1],
        "remark_id": [1],
        "number": [1, 2, 3],
        "search_id": [1],
        "export_id": ["none"],
        "provision_id": [1],
        "concept_id": ["theme:EXP"],
        "name": list(SECTIONS),
        "action": [action.value for action in Action],
        "token": ["none"],
        "secret": ["none"],
        "code": ["EXP-SEARCH", "MLI", "MINUSMA", "GHA", "a4p"],
        "edition": [1],
        "page": ["home", "about"],
        "language": ["en", "ar"],
    }


def pages(client: FlaskClient, scene: Scene, reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield every linked page and the answer of every address, including refusals."""
    linked = set()
    for url, text in crawl(client, most=MOST_ASKED):
        linked.add(url)
        yield url, text
    for url in addresses(scene, reader, api=False):
        if url not in linked:
            yield url, text_of(client.get(url).get_data())
    for url in queries(scene):
        yield url, client.get(url).get_data(as_text=True)


BRIEFS = ("theme:EXP", "host_state:MLI", "operation:MINUSMA")


def queries(scene: Scene) -> Iterator[str]:
    """Yield addresses that ask for something."""
    for query in (
        "?q=searching+road",
        "?q=title*",
        "?theme=EXP-SEARCH",
        "?kind=event",
        "?kind=study",
        "?kind=text",
        "?kind=request",
    ):
        yield from (f"{place}{query}" for place in ("/search", "/search.csv", "/search.jsonl"))
    yield from (f"/briefs?about={about}&audience={who}" for about in BRIEFS for who in ("public", "members"))
    yield "/briefs.md?about=host_state:MLI&audience=members"
    yield "/oai?verb=ListRecords&metadataPrefix=oai_dc"
    yield from (f"/compare?case={case.reference}" for case in scene.cases.values())
    yield from (f"/fit?{query}" for query in ("host_state=MLI", "unit=convoy&means=radios", "terrain=coast"))
    yield from (f"/search/suggest?q={query}" for query in ("title", "mali"))


def answers(program: Program, scene: Scene, reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield every answer of the API."""
    for url in addresses(scene, reader, api=True):
        yield url, text_of(program.client.get(url, headers=program.headers).get_data())


def mails(scene: Scene) -> list[Message]:
    """Return every mail that was sent."""
    return list(Maildir(scene.world.config.mail_dir, create=False))


def everything(scene: Scene, reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield place and text of everything that a reader gets."""
    world = scene.world
    yield from pages(world.browser(reader) if reader else world.visitor(), scene, reader)
    yield from answers(Program(world, reader), scene, reader)
    if reader:
        address = f"{reader}@demo.example"
        yield from (("a mail", str(mail)) for mail in mails(scene) if address in mail["To"])


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_nobody_reads_what_they_may_not_see(scene: Scene, reader: Reader) -> None:
    found: set[str] = set()
    visited = 0
    for place, text in everything(scene, reader):
        visited += 1
        for secret, readers in scene.secrets.items():
            is_list = place.endswith(NAMES_ALL_DELEGATIONS) or place.startswith(LISTS)
            if secret in text and not (secret == "Quixandria" and is_list):
                assert reader in readers, f"{place} tells {reader} “{secret}”"
                found.add(secret)
    assert visited > 200
    # the crawler is effective: readers who may know a secret find it
    missed = {secret for secret, readers in scene.secrets.items() if reader in readers} - found
    assert not missed - BEHIND_A_FORM, f"{reader} should find {missed}"


BEHIND_A_FORM = {"Reasonofclearance"}


def test_no_mail_of_an_unpublished_or_members_case_has_a_word_of_it(scene: Scene) -> None:
    """It has the reference and a link, and nothing else: mailboxes are not secure."""
    sent = mails(scene)
    assert len(sent) > 50
    for mail in sent:
        text = str(mail)
        own = {mail["To"].split("@")[0].strip("<>")}
        told = [secret for secret in scene.secrets if secret in text and not any(name in secret for name in own)]
        assert not told, f"{mail['Subject']}: {told}"
