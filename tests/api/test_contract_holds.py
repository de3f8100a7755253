"""Whatever the contract allows a program to send, and what it does not allow, gets an answer that the contract names."""

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

from tests.api.conftest import Scene
from tests.api.program import EDITOR, PREFIX, REVIEWERS, WRITER

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CALLERS = (None, WRITER, "clearance.gha", EDITOR, REVIEWERS[0], "practitioner")
FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

OPERATIONS = [
    *(("GET", path) for path in ("/search", "/themes", "/operations", "/initiatives", "/states", "/delegations")),
    ("POST", "/cases"),
    ("GET", "/cases/{reference}"),
    ("PATCH", "/cases/{reference}"),
    ("POST", "/cases/{reference}/transitions"),
    ("GET", "/cases/{reference}/history"),
    ("GET", "/cases/{reference}/reviews"),
    ("GET", "/cases/{reference}/assignments"),
    ("POST", "/cases/{reference}/assignments"),
    ("GET", "/assignments"),
    ("POST", "/assignments/{assignment_id}/response"),
    ("PUT", "/assignments/{assignment_id}/review"),
    ("GET", "/openapi.json"),
    ("GET", "/docs"),
]


@pytest.fixture(scope="module")
def contract(scene: Scene) -> Any:
    return schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", scene.world.app)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_one_that_the_contract_names(
    scene: Scene, contract: Any, method: str, path: str, mode: GenerationMode
) -> None:
    operation = contract[PREFIX + path][method]
    places = list(scene.places.values())
    references = st.sampled_from([place for place in places if isinstance(place, str)])
    numbers = st.sampled_from([place for place in places if isinstance(place, int)])

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode), office=st.sampled_from(CALLERS), data=st.data())
    def call(case: Any, office: str | None, data: st.DataObject) -> None:
        for name, known in (("reference", references), ("assignment_id", numbers)):
            if name in case.path_parameters:
                case.path_parameters[name] = data.draw(known)
        answer = case.call(headers=scene.programs[office].headers)
        case.validate_response(answer, checks=CHECKS)

    call()


def test_all_operations_are_tried(contract: Any) -> None:
    told = {(method.upper(), path) for path, methods in contract.raw_schema["paths"].items() for method in methods}
    told = {(method, path.removeprefix(PREFIX)) for method, path in told if method != "PARAMETERS"}
    assert told == set(OPERATIONS)
