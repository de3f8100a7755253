"""Every response, to valid and to invalid requests, is one that the OpenAPI document describes.

Nothing is refused that the document allows, apart from what the stored data decides (DATA_DECIDES).
`make torture` sends 10,000 requests, `make check` 1,000.
"""

import os
from collections.abc import Mapping
from random import SystemRandom
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.api_client import EDITOR, PREFIX, REVIEWERS, WRITER
from tests.support.api_operations import OPERATIONS
from tests.support.api_scene import Scene
from tests.support.world import WHOLE_CASE

pytestmark = pytest.mark.slow

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CALLERS = (None, WRITER, "clearance.gha", EDITOR, REVIEWERS[0], "practitioner")
REQUESTS = int(os.environ.get("CONTRACT_REQUESTS", "1000"))
DATA_DECIDES = (
    "Not a known value",
    "Choose at least one theme",
    "There is nothing with these references that you may read",
    "Each thing can be in the collection once",
    "A letter or a Roman numeral alone",
    "Write something here",
    "Give a day such as 2027-05-12, a month such as",
    "A status needs what is reported",
    "No published case, practice or issue that you may read",
    "It is linked already",
    "is already among the provisions",
    "Give an address that begins with https://",
    "Choose what would be measured or where",
    "Choose delegations that take part and do not lead",
    "List the study first",
    "An informal issue is for members only",
    "No State or organization that can take part has this code",
    "Name the one case or the one practice that your delegation adopts",
    "This is a case of your delegation",
    "This can’t be changed once it is recorded",
    "Say what your delegation changed",
    "Say what happened, or that it was not measured",
    "Nothing was changed since it was recorded",
    "A file can’t have more readers than its case",
    "Nothing would change. Choose fewer readers",
    "Choose a part of the case",  # that the caller reads
    "Enough reports wait for the editors already",
    "Say in a sentence what changed or happened",
    "There is no published case with this reference",
    "Choose delegations that take part",
    "Choose the answers that you take up",
    "There is no published case with this reference and revision",
    "The case says nothing in this section",
    "Give the reason in at least",
    "These readers read no evidence",
    "Give the practice a title",
    "Write “not known” if nobody knows",
    "Choose at least one theme",
    "At least two published cases of two delegations",
    "Search for what speaks against it",
    "The consultation lasts at least",
    "Assess the confidence, with a reason",
    "Say what came of it",
    "Write what members do",
    "should not be in a text that leaves",
    "There is nothing with this reference that every member may read",
    "Choose a day after today",
    "Choose a later day than the present one",
    "Choose a post of this discussion",
    "Sum the discussion up",
    "Say what is wrong with the summary",
    "Say why the summary stays",
    "Give a reason",
    "Give a day such as 2027-05-12",
    "Give the day, or the month if the day is open",
    "Give the last day, or leave it out",
    "The last day comes after the first",
    "Choose a time zone of the list of IANA",
    "Only an event of one day has hours",
    "Say in which time zone the hours are",
    "The event ends after it begins",
    "Give the event a title",
    "Say where it is held",
    "Write at least two sentences",
    "Give another day, hour or place",
    "Say whether you come",
    "Name cases, practices or issues that you may read",
    "Give the text a title",
    "Write at least one paragraph",
    "Name each paragraph of the newest version",
    "Name comments on this text",
    "Name an announced event",
    "Give the day until which comments are taken",
    "Give a day that is still to come",
    "Write other words for the paragraph",
    "Choose a language in which comments are taken",
    "Choose a paragraph of the newest version",
    "Give the day, the hour and the time zone",
    "Leave 24 hours of working days",
    "Choose an hour within the next 90 days",
    "The clocks change in that night",
    "Say why your delegation cannot accept",
    "Name the event at which it was delivered",
    "Say who delivered it",
    "Give the symbol that the document got",
    "Choose public, member, delegation:CODE",  # of a delegation that there is
    "there is no published case with this reference",
    "Choose at least one thing",
    "Name at least 2 cases",
    "No reviewer has the address",
    "The period ends before it starts",
    "This date has passed",
    "Give a date within the next two years",
    "choose a number from 1 to 5",  # of a review that is handed in
    "This is before the first day",
    "Some of these days are already in your list",
    "Nobody with this address",
    "Your office is not notified of this",
    "The content decides, not the name",
    "The file is empty",
    "This key was sent before with another body",
    "This event has no theme",
    "This is empty. Fill it before you post it",
    "it is valid for twelve months at most",
    "A request is for members only",
    "Give the new last day",
    "There is nothing with this reference that you may read",
    "Say how much was delivered",
    "Give the first day of the delivery",
    "Say what came of it, or that nobody measured it",
    "Say whether your delegation would do it again",
    "Say whether the need was met",
)
KNOWN_CODES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("host_state", "host_states", "implemented_by", "delegation"), ("MLI", "DEU")),
    **dict.fromkeys(("co_submitters", "released_to"), ("DEU",)),
    **dict.fromkeys(("theme", "themes"), ("EXP-SEARCH", "MOV-CONVOY")),
    **dict.fromkeys(("operation", "operations"), ("MINUSMA",)),
    **dict.fromkeys(("initiative", "initiatives"), ("a4p",)),
}

WITHOUT_INPUT = [
    path
    for method, path in OPERATIONS
    if method == "GET"
    and "{" not in path
    and path not in ("/compare", "/concepts", "/fit", "/search", "/suggest", "/notices")
]
MODES = [
    (method, path, mode)
    for method, path in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or path not in WITHOUT_INPUT  # no invalid request is possible
]

FEW = settings(
    max_examples=-(-REQUESTS // len(MODES)),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def names_of_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Whoosh draw names from the system: Hypothesis starts `random` again, and names of files would repeat."""
    monkeypatch.setattr("whoosh.util.random", SystemRandom())


@pytest.fixture(scope="module")
def contract(scene: Scene) -> Any:
    return schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", scene.world.app)


def call_uncompressed(scene: Scene, case: Any, office: str | None) -> Any:
    """Send a request. The checks of a WSGI application can't read a compressed response."""
    return case.call(headers={**scene.programs[office].headers, "Accept-Encoding": "identity"})


@pytest.mark.parametrize("path", [path for method, path in OPERATIONS if method == "GET" and "{reference}" in path])
def test_every_case_is_read_as_described_by_every_caller(scene: Scene, contract: Any, path: str) -> None:
    operation = contract[PREFIX + path]["GET"]
    statuses = set()
    for reference in [place for place in scene.places.values() if isinstance(place, str)]:
        for office in CALLERS:
            places = {"reference": reference, "number": 1, "attachment_id": "0" * 20, "suffix": "bib"}
            case = operation.Case(path_parameters={name: value for name, value in places.items() if name in path})
            answer = call_uncompressed(scene, case, office)
            case.validate_response(answer, checks=CHECKS)
            statuses.add(answer.status_code)
    has_none_here = "attachment_id" in path or path.endswith("/consent")  # no file, no co-submitter
    assert 200 in statuses or has_none_here


@pytest.mark.parametrize(("method", "path", "mode"), MODES)
def test_every_response_is_described_in_the_document(
    scene: Scene, contract: Any, method: str, path: str, mode: GenerationMode
) -> None:
    operation = contract[PREFIX + path][method]
    places = list(scene.places.values())
    references = st.sampled_from([place for place in places if isinstance(place, str)])
    numbers = st.sampled_from([place for place in places if isinstance(place, int)])

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode), office=st.sampled_from(CALLERS), data=st.data())
    def call(case: Any, office: str | None, data: st.DataObject) -> None:
        items = {
            "issue_reference": st.sampled_from(scene.issues),
            "adoption_reference": st.sampled_from(scene.adoptions),
            "practice_reference": st.sampled_from(scene.practices),
            "thread_reference": st.sampled_from(scene.threads),
            "event_reference": st.sampled_from(scene.events),
            "collection_reference": st.sampled_from(scene.collections),
            "study_reference": st.sampled_from(scene.studies),
            "proposal_reference": st.sampled_from(scene.proposals),
            "text_reference": st.sampled_from(scene.texts),
            "offer_reference": st.sampled_from(scene.offers),
            "request_reference": st.sampled_from(scene.requests),
            "match_reference": st.sampled_from(scene.matches),
            "provision_id": st.sampled_from(scene.provisions),
        }
        for name, known in {"reference": references, "assignment_id": numbers, **items}.items():
            if name in case.path_parameters:
                case.path_parameters[name] = data.draw(known)
        if mode is GenerationMode.POSITIVE:
            use_known_codes(case, data)
        answer = call_uncompressed(scene, case, office)
        case.validate_response(answer, checks=CHECKS)
        if mode is GenerationMode.POSITIVE and answer.status_code in (400, 413, 414, 415, 422):
            problem = answer.json()
            faults = [text for texts in problem.get("errors", {}).values() for text in texts] or [problem["detail"]]
            unexpected = [fault for fault in faults if not any(known in fault for known in DATA_DECIDES)]
            assert not unexpected, (unexpected, case.query, case.body)

    call()


def use_known_codes(case: Any, data: st.DataObject) -> None:
    """Replace codes of the vocabularies by codes that they have: the document can't list them."""

    def known(values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        drawn = {
            name: data.draw(st.lists(st.sampled_from(codes), unique=True))
            for name, codes in KNOWN_CODES.items()
            if isinstance(values.get(name), list)
        }
        return {**values, **drawn}  # a copy: the values may be the document's own example

    case.query, case.body = known(case.query), known(case.body)


def test_all_operations_are_tested(contract: Any) -> None:
    described = {(method.upper(), path) for path, methods in contract.raw_schema["paths"].items() for method in methods}
    described = {(method, path.removeprefix(PREFIX)) for method, path in described if method != "PARAMETERS"}
    assert described == set(OPERATIONS)


def test_successful_requests_are_answered_as_described(scene: Scene, contract: Any) -> None:
    """Send the examples of the document in the order of a case's life."""
    reference = ""
    number = 0

    def send(office: str, method: str, path: str, **changes: Any) -> dict[str, Any]:
        operation = contract[PREFIX + path][method]
        example = operation.definition.raw["requestBody"]["content"]["application/json"]["example"]
        places = {"reference": reference, "assignment_id": number}
        case = operation.Case(
            path_parameters={name: value for name, value in places.items() if "{" + name + "}" in path},
            body={**example, **changes},
            media_type="application/json",
        )
        answer = call_uncompressed(scene, case, office)
        case.validate_response(answer, checks=CHECKS)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()  # type: ignore[no-any-return]

    started = send(WRITER, "POST", "/cases")
    reference = started["reference"]
    changed = send(WRITER, "PATCH", "/cases/{reference}", version=started["version"], sections=WHOLE_CASE["sections"])
    waiting = send(WRITER, "POST", "/cases/{reference}/transitions", version=changed["version"])
    transitions = "/cases/{reference}/transitions"
    send("clearance.gha", "POST", transitions, action="clear", version=waiting["version"])
    for reviewer in REVIEWERS:
        email = f"{reviewer}@demo.example"
        number = send(EDITOR, "POST", "/cases/{reference}/assignments", reviewer=email)["id"]
        send(reviewer, "POST", "/assignments/{assignment_id}/response")
    version = scene.programs[EDITOR].case(reference)["version"]
    send(EDITOR, "POST", transitions, action="start_review", version=version)
    send(REVIEWERS[-1], "PUT", "/assignments/{assignment_id}/review")
