"""The whole library is harvested by two programs of others, and what is not public any more stays as a deletion."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree
from oaipmh_scythe import Scythe
from sickle import Sickle
from sqlalchemy import delete
from werkzeug.serving import make_server

from case_studies.models import PublicRecord, PublicRecordSet
from case_studies.vocabulary import Action, Audience, PracticeState, State
from tests.support.page_reader import read, statements
from tests.support.practices import practice_in, two_cases
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, case_in
from tests.support.world import World

SCHEMAS = Path(__file__).parent / "schemas"
SPACES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcs": "http://www.openarchives.org/OAI/2.0/oai_dc/",
}
LIST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"


def schema() -> etree.XMLSchema:
    """Return the schema of the protocol with the schema of its format."""
    both = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:import namespace="{SPACES["oai"]}" schemaLocation="OAI-PMH.xsd"/>
        <xs:import namespace="{SPACES["dcs"]}" schemaLocation="oai_dc.xsd"/></xs:schema>"""
    return etree.XMLSchema(etree.fromstring(both, base_url=str(SCHEMAS / "both.xsd")))


SCHEMA = schema()


def ask(client: FlaskClient, address: str, **posted: str) -> Any:
    """Return an answer that the schema allows."""
    answer = client.post(address, data=posted) if posted else client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    root = etree.fromstring(answer.get_data())
    SCHEMA.assertValid(root)
    return root


def find(root: Any, path: str) -> list[Any]:
    found: list[Any] = root.xpath(path, namespaces=SPACES)
    return found


def error_of(root: Any) -> str:
    return "".join(find(root, "//oai:error/@code"))


def headers(root: Any) -> dict[str, tuple[str, str]]:
    """Return reference → status and time of each record."""
    return {
        one.findtext("oai:identifier", namespaces=SPACES).removeprefix("oai:localhost:"): (
            one.get("status", ""),
            one.findtext("oai:datestamp", namespaces=SPACES),
        )
        for one in find(root, "//oai:header")
    }


def statuses(root: Any) -> dict[str, str]:
    return {reference: status for reference, (status, _at) in headers(root).items()}


@contextmanager
def served(world: World) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/oai"
    server.shutdown()


def public_references(world: World) -> set[str]:
    found = world.visitor().get("/api/v1/search?per_page=100&kind=case&kind=practice").get_json()
    return {one["reference"] for one in found["items"]}


def test_programs_of_others_harvest_the_whole_demonstration(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exports.oai.verbs.PAGE_SIZE", 9)
    expected = public_references(library)
    assert len(expected) > 15
    with served(library) as address, Scythe(address) as scythe:
        sickle = Sickle(address)
        for program in (list(sickle.ListRecords(metadataPrefix="oai_dc")), list(scythe.list_records())):
            assert [one.header.identifier for one in program] == list(
                dict.fromkeys(one.header.identifier for one in program)
            )
            assert {one.header.identifier.removeprefix("oai:localhost:") for one in program} == expected
            assert all(one.metadata["title"] and one.metadata["rights"] for one in program)
        in_mali = {one.identifier for one in sickle.ListIdentifiers(metadataPrefix="oai_dc", set="host:MLI")}
        assert in_mali == {one.identifier for one in scythe.list_identifiers(set_="host:MLI")}
        found = library.visitor().get("/api/v1/search?host_state=MLI&per_page=100").get_json()
        assert {one.removeprefix("oai:localhost:") for one in in_mali} == {one["reference"] for one in found["items"]}
        assert {one.setSpec for one in sickle.ListSets()} >= {"kind", "kind:case", "theme:EXP", "host"}
        assert sickle.Identify().deletedRecord == scythe.identify().deletedRecord == "persistent"
        assert [one.metadataPrefix for one in sickle.ListMetadataFormats()] == ["oai_dc"]


def test_each_page_keeps_to_the_schema_and_a_token_goes_on(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exports.oai.verbs.PAGE_SIZE", 10)
    client, seen, address = library.visitor(), dict[str, tuple[str, str]](), LIST
    while address:
        root = ask(client, address)
        seen |= headers(root)
        token = "".join(find(root, "//oai:resumptionToken/text()"))
        address = f"/oai?verb=ListRecords&resumptionToken={token}" if token else ""
    assert set(seen) == public_references(library)
    assert find(root, "//oai:resumptionToken/@completeListSize") == [str(len(seen))]
    assert sorted(seen.values(), key=lambda one: one[1]) == list(seen.values())


def test_errors_have_the_words_of_the_protocol(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exports.oai.verbs.PAGE_SIZE", 1)
    client = library.visitor()
    references = sorted(public_references(library))
    token = find(ask(client, LIST), "//oai:resumptionToken/text()")[0]
    one = f"identifier=oai:localhost:{references[0]}"
    errors = {
        "": "badVerb",
        "verb=Nothing": "badVerb",
        "verb=Identify&verb=Identify": "badVerb",
        "verb=Identify&set=kind": "badArgument",
        "verb=ListRecords": "badArgument",
        "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc": "badArgument",
        "verb=ListRecords&metadataPrefix=marc21": "cannotDisseminateFormat",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-01": "badArgument",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-02T09:00Z": "badArgument",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-02&until=2026-11-02T09:00:00Z": "badArgument",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-03&until=2026-11-02": "badArgument",
        "verb=ListRecords&metadataPrefix=oai_dc&until=2026-01-01": "noRecordsMatch",
        "verb=ListRecords&metadataPrefix=oai_dc&set=theme:NONE": "noRecordsMatch",
        "verb=ListRecords&metadataPrefix=oai_dc&set=a%20b": "badArgument",
        f"verb=ListRecords&metadataPrefix=oai_dc&resumptionToken={token}": "badArgument",
        f"verb=ListIdentifiers&resumptionToken={token}": "badResumptionToken",
        f"verb=ListRecords&resumptionToken={token[:-1]}": "badResumptionToken",
        f"verb=ListSets&resumptionToken={token}": "badResumptionToken",
        f"verb=GetRecord&{one}": "badArgument",
        f"verb=GetRecord&{one}&metadataPrefix=marc21": "cannotDisseminateFormat",
        "verb=GetRecord&identifier=CS-2026-0001&metadataPrefix=oai_dc": "idDoesNotExist",
        "verb=GetRecord&identifier=oai:elsewhere:CS-2026-0001&metadataPrefix=oai_dc": "idDoesNotExist",
        "verb=ListMetadataFormats&identifier=oai:localhost:CS-2026-9999": "idDoesNotExist",
        f"verb=GetRecord&{one}&metadataPrefix=oai_dc": "",
        f"verb=ListMetadataFormats&{one}": "",
        f"verb=ListRecords&resumptionToken={token}": "",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2020-11-02&until=2030-11-02&set=theme:EXP": "",
    }
    assert {query: error_of(ask(client, f"/oai?{query}")) for query in errors} == errors
    posted = ask(client, "/oai", verb="GetRecord", identifier=f"oai:localhost:{references[1]}", metadataPrefix="oai_dc")
    assert list(headers(posted)) == [references[1]]


@pytest.mark.slow
def test_what_is_not_public_any_more_stays_as_a_deletion(bare: World) -> None:
    """Narrowed, archived, withdrawn, without enough evidence: the harvester of yesterday learns of each."""
    never = case_in(bare, State.PUBLISHED, audience=Audience.MEMBERS)
    narrowed, archived = two_cases(bare)
    practice = practice_in(bare, PracticeState.ADOPTED, (narrowed, archived))
    withdrawn = case_in(bare, State.PUBLISHED)
    client = bare.visitor()
    everything = {one.reference for one in (narrowed, archived, withdrawn, practice)}
    assert statuses(ask(client, LIST)) == dict.fromkeys(everything, "")
    relations = find(ask(client, f"{LIST}&set=kind:practice"), "//dc:relation/text()")
    assert relations == [f"http://localhost/cases/{one.reference}/revisions/1" for one in (narrowed, archived)]
    bare.clock.moment += timedelta(days=1)
    since = bare.clock.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    narrowed.narrow(audience="members")
    archived.act(Action.ARCHIVE, EDITOR, "Replaced by another one.")
    withdrawn.act(Action.WITHDRAW, OFFICER, "It names a place.")
    root = ask(client, f"{LIST}&from={since}")
    assert statuses(root) == dict.fromkeys(everything, "deleted")
    assert not find(root, "//oai:metadata")
    one = f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:{withdrawn.reference}"
    assert not find(ask(client, one), "//oai:metadata")
    assert statuses(ask(client, f"{LIST}&set=theme:EXP")).keys() == everything, "a set keeps what left it"
    archived.act(Action.RESTORE, EDITOR, "It is used again.")
    assert statuses(ask(client, f"{LIST}&from={since}"))[archived.reference] == ""
    assert never.reference not in read(bare.browser(WRITER), LIST), "for everybody the same: what the public reads"


def test_a_change_that_the_records_do_not_have_yet_shows_nothing(bare: World) -> None:
    """Between a change and its record, such as while the index is busy, the policy decides. An upgrade records all."""
    case = case_in(bare, State.PUBLISHED)
    with bare.platform.work.writing() as session:
        session.execute(delete(PublicRecordSet))
        session.execute(delete(PublicRecord))
    assert bare.platform.indexer.prepare()
    assert statuses(ask(bare.visitor(), LIST)) == {case.reference: ""}
    bare.platform.work.after_commit = ()
    case.narrow(audience="members")
    assert statuses(ask(bare.visitor(), LIST)) == {case.reference: "deleted"}
    bare.platform.indexer.drain()
    assert statuses(ask(bare.visitor(), LIST)) == {case.reference: "deleted"}


def test_a_page_costs_the_same_for_many_records_as_for_few(library: World, monkeypatch: pytest.MonkeyPatch) -> None:
    costs = []
    for size in (5, 25):
        monkeypatch.setattr("app.exports.oai.verbs.PAGE_SIZE", size)
        read(library.visitor(), f"{LIST}&set=kind:case")
        with statements(library) as asked:
            read(library.visitor(), f"{LIST}&set=kind:case")
        costs.append(len(asked))
    assert costs[0] == costs[1] < 40
