"""Secrets of many kinds, and two platforms that differ in them: who may not know them gets the same from both.

Every address is read, those of the cases with each preview, and searches for what is secret. What is compared is
bytes, headers and the number of statements.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from werkzeug.routing import BuildError, Rule

from app.url_converters import CaseReference
from tests.support.crawl import one_of
from tests.support.page_reader import statements
from tests.support.secret_cases import (
    Secret,
    draft,
    name_narrowed_for_members,
    named_delegations,
    next_draft,
    partner_that_did_not_agree,
    parts_for_members,
    publish,
    sentence_for_members,
    sentence_that_waits,
    submitter_named_to_members,
    summary_narrowed_for_members,
    unnamed_submitter,
    who_declined_to_review,
    who_reported,
    who_reviewed,
    withdrawn_case,
    withdrawn_consent,
)
from tests.support.template import Template
from tests.support.twins import fit_addresses, readable_parts, search_addresses
from tests.support.workflow_cases import OFFICER, WRITER, Steps
from tests.support.world import START, World

pytestmark = pytest.mark.slow

FROM_ALL = (
    unnamed_submitter,
    named_delegations,
    who_reviewed,
    who_declined_to_review,
    who_reported,
    draft,
    next_draft,
    partner_that_did_not_agree,
    withdrawn_consent,
    sentence_that_waits,
    withdrawn_case,
)
FROM_THE_PUBLIC = (
    submitter_named_to_members,
    parts_for_members,
    sentence_for_members,
    name_narrowed_for_members,
    summary_narrowed_for_members,
)
KEPT: dict[str, tuple[Sequence[Secret], Sequence[str | None]]] = {
    "from everybody": (FROM_ALL, (None, "focal-point.deu")),
    "from the public": (FROM_THE_PUBLIC, (None,)),
    "from its own delegation": ((who_reviewed, who_declined_to_review, who_reported), (WRITER, OFFICER)),
    "from those who read parts": ((unnamed_submitter, partner_that_did_not_agree), ("reviewer.ken",)),
    "from those whom it names": ((draft, next_draft, partner_that_did_not_agree), ("clearance.jpn", "clearance.sen")),
}
WORDS = ("zandrit", "zand*", "quorbel", "delegation:gha", "by:isl", "Senegal", "name withheld", "-zandrith", "sear")
CODES = ("GHA", "ISL", "SEN")
READ_AS = ("public", "member", "delegation:KEN", "delegation:SEN")
FILLED: dict[str, list[object]] = {
    "attachment_id": ["0" * 20],
    "assignment_id": [1],
    "absence_id": [1],
    "override_id": [1],
    "remark_id": [1],
    "number": [1, 2],
    "search_id": [1],
    "export_id": ["none"],
    "concept_id": ["theme:EXP"],
    "name": ["where", "summary", "audience"],
    "action": ["publish", "withdraw"],
    "code": [*CODES, "EXP-SEARCH", "MINUSMA"],
}
EACH_TIME = re.compile(r'(name="(?:form_key|key|page)" value=)"[^"]*"')


def addresses(world: World, references: Sequence[str]) -> Iterator[str]:
    """Yield every address, with each of the cases, and searches."""
    values: dict[str, list[object]] = {**FILLED, "reference": [*references]}
    with world.app.test_request_context():
        for rule in world.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()):
                continue
            names = sorted(rule.arguments)
            for chosen in product(*(one_of(rule, name) or _fitting(rule, name, values) for name in names)):
                try:
                    built = rule.build(dict(zip(names, chosen, strict=True)))
                except BuildError:
                    continue
                if built is not None:
                    yield built[1]
    for reference, reader in product(references, READ_AS):
        yield from (f"/cases/{reference}/readers?as={reader}", f"/api/v1/cases/{reference}?as={reader}")
    yield "/compare?" + "&".join(f"case={reference}" for reference in references[:4])
    filters = [{name: code} for name in ("delegation", "implemented_by", "host_state") for code in CODES]
    yield from search_addresses(*({"q": words} for words in WORDS), *filters, {"sort": "newest"}, {"life": "stopped"})
    yield from fit_addresses("host_state=SEN", "host_state=MLI&unit=convoy")


def _fitting(rule: Rule, name: str, values: Mapping[str, list[object]]) -> list[object]:
    """Return the values of an argument. Of another kind than cases there is nothing: one reference that it refuses."""
    is_other_kind = name == "reference" and not isinstance(rule._converters[name], CaseReference)
    return values[name][:1] if is_other_kind else values.get(name, [1])


def build(template: Template, folder: Path, way: int, secrets: Sequence[Secret]) -> tuple[World, list[str]]:
    """Return a platform with the secrets in one of their two ways, and the references of its cases."""
    folder.mkdir()
    world = template.copy(folder)
    references = [publish(Steps.start(world)).reference]
    for place, secret in enumerate(secrets, 1):
        world.clock.moment = START + timedelta(minutes=4 * place)
        references.append(secret(world, way).reference)
    world.clock.moment = START + timedelta(minutes=50)
    references.append(Steps.start(world, "focal-point.deu").reference)
    return world, references


def read(world: World, reader: str | None, urls: Sequence[str]) -> dict[str, tuple[object, int]]:
    """Return what each address answers, and what it costs."""
    headers = world.headers(reader) if reader else {}
    browser, program = world.browser(reader) if reader else world.visitor(), world.visitor(use_cookies=False)
    found: dict[str, tuple[object, int]] = {}
    for url in urls:
        world.clock.moment = START + timedelta(minutes=55)
        with statements(world) as asked:
            answer = program.get(url, headers=headers) if url.startswith("/api/") else browser.get(url)
        status, text, pairs = readable_parts(answer)
        headers_shown = [pair for pair in pairs if not EACH_TIME.search(text) or pair[0] != "ETag"]
        found[url] = (status, EACH_TIME.sub(r"\1", text), headers_shown), len(asked)
    return found


@pytest.mark.parametrize("kept", KEPT)
def test_who_may_not_know_a_secret_gets_the_same(bare_template: Template, tmp_path: Path, kept: str) -> None:
    secrets, readers = KEPT[kept]
    (one, references), (other, same) = (build(bare_template, tmp_path / str(way), way, secrets) for way in (0, 1))
    assert references == same
    urls = list(dict.fromkeys(addresses(one, references)))
    assert len(urls) > 300
    for reader in readers:
        ours, theirs = read(one, reader, urls), read(other, reader, urls)
        assert [url for url in urls if ours[url] != theirs[url]] == [], reader
    one.close()
    other.close()
