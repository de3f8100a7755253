"""Provisions by API and pages: each reader counts and lists what they may read, and learns of nothing else."""

import csv
import io
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select, text

from app.api.examples_of_provisions import PROVISION
from case_studies.demo.provision_loader import load_provisions
from case_studies.models import Case, HistoryEntry, Issue, Practice, Provision, ProvisionLink
from case_studies.operations.vocabularies.edit import read_entry
from case_studies.operations.vocabularies.kinds import INITIATIVES
from case_studies.operations.vocabularies.merge import merge_entry
from case_studies.vocabulary import Action, HistoryAction, IssueState, PracticeState, State
from tests.support.api_client import EDITOR, WRITER, Program, fine, refused
from tests.support.crawl import check_markup
from tests.support.issues import issue_in
from tests.support.page_reader import hidden_fields, open_page, read
from tests.support.practices import practice_in
from tests.support.provisions import link, provision_in
from tests.support.twins import readable_parts
from tests.support.workflow_cases import OFFICER, case_in
from tests.support.world import World

READERS = (None, "practitioner", "focal-point.deu", WRITER, EDITOR)
KINDS = ("cases", "practices", "issues")
MEMBERS = "('public', 'members')"
COUNTED = {
    "cases": "SELECT count(*) FROM provision_links JOIN revisions USING (case_id) "
    "WHERE provision_id = {provision} AND state = 'published' AND audience IN {audiences}",
    "issues": "SELECT count(*) FROM provision_links JOIN issues ON issues.id = issue_id "
    "WHERE provision_id = {provision} AND state NOT IN ('draft', 'in_clearance', 'withdrawn') "
    "AND audience IN {audiences}",
    "practices": "SELECT count(DISTINCT practice_id) FROM provision_links JOIN practice_editions USING (practice_id) "
    "WHERE provision_id = {provision} AND state IN {states}",
}


def link_in_secret(world: World, provision: int, **things: int) -> None:
    """Store a link as it would be if what it leads to had been readable once."""
    with world.platform.work.writing() as session:
        author = world.actor(EDITOR)
        stored = {"linked_by_id": author.account, "delegation_code": author.delegation, "linked_at": world.clock()}
        session.add(ProvisionLink(provision_id=provision, **stored, **things))


def ids(world: World, model: Any, *references: str) -> list[int]:
    with world.platform.work.reading() as session:
        return [session.scalars(select(model.id).where(model.reference == one)).one() for one in references]


def addresses(provision: int) -> list[str]:
    api = f"/api/v1/provisions/{provision}"
    pages = ["/provisions", f"/provisions/{provision}", "/provisions.csv"]
    return [*pages, "/api/v1/provisions", api, f"{api}/evidence"]


def everything_read(world: World, provision: int, office: str | None) -> Mapping[str, Any]:
    client, program = world.browser(office) if office else world.visitor(), Program(world, office)
    return {
        url: readable_parts(client.get(url, headers=program.headers if "/api/" in url else {}))
        for url in addresses(provision)
    }


def counted(world: World, provision: int, office: str | None) -> dict[str, int]:
    """Return the numbers by plain SQL. Every linked practice is members' or a draft."""
    audiences, states = (MEMBERS, "('in_consultation', 'adopted')") if office else ("('public')", "('none')")
    with world.platform.work.reading() as session:
        asked = {"provision": provision, "audiences": audiences, "states": states}
        return {kind: session.scalars(text(sql.format(**asked))).one() for kind, sql in COUNTED.items()}


@pytest.mark.slow
def test_the_table_equals_counts_by_sql_for_every_reader_and_hides_the_rest(bare: World) -> None:
    provision = provision_in(bare)
    public, gone = case_in(bare, State.PUBLISHED), case_in(bare, State.PUBLISHED)
    fine(link(bare, provision, public.reference, "It shows how."), 201)
    before = {office: everything_read(bare, provision, office) for office in (None, "practitioner")}

    fine(link(bare, provision, gone.reference), 201)
    gone.act(Action.WITHDRAW, OFFICER)
    drafts = case_in(bare, State.DRAFT), practice_in(bare, PracticeState.DRAFT), issue_in(bare, IssueState.DRAFT)
    for column, model, thing in zip(
        ("case_id", "practice_id", "issue_id"), (Case, Practice, Issue), drafts, strict=True
    ):
        link_in_secret(bare, provision, **{column: ids(bare, model, thing.reference)[0]})
    for office, seen in before.items():
        assert everything_read(bare, provision, office) == seen, office

    kept = case_in(bare, State.PUBLISHED, audience="members", operations=["MINUSCA"])
    practice = practice_in(bare, PracticeState.IN_CONSULTATION, (public, kept))
    issue = issue_in(bare, IssueState.OPEN)
    for one in (kept, practice, issue):
        fine(link(bare, provision, one.reference, "A reason for members.", WRITER), 201)
    assert everything_read(bare, provision, None) == before[None]
    hidden = [gone.reference, *(one.reference for one in drafts)]
    for office in READERS:
        seen = everything_read(bare, provision, office)
        expected = counted(bare, provision, office)
        assert expected == dict(zip(KINDS, (2, 1, 1) if office else (1, 0, 0), strict=True))
        evidence = fine(Program(bare, office).get(f"/provisions/{provision}/evidence"))
        assert {kind: evidence[kind]["count"] for kind in KINDS} == expected
        assert {kind: len(evidence[kind]["references"]) for kind in KINDS} == expected
        assert fine(Program(bare, office).get("/provisions"))["items"][0]["evidence"] == expected
        client = bare.browser(office) if office else bare.visitor()
        cells = [cell.words for cell in open_page(client, "/provisions").css("tbody td.is-number")]
        assert [int(cell) for cell in cells] == [expected[kind] for kind in KINDS]
        [row] = csv.DictReader(io.StringIO(seen["/provisions.csv"][1].lstrip("\ufeff")))
        assert [row["Cases"], row["Good practices"], row["Difficult issues"]] == [str(expected[kind]) for kind in KINDS]
        for url, (status, shown, _headers) in seen.items():
            assert status == 200
            assert [one for one in hidden if one in shown] == [], (office, url)
        if office is not None:
            assert "A reason for members." in seen[f"/provisions/{provision}"][1]
    assert "An example of a paragraph" in read(bare.visitor(), f"/cases/{public.reference}")
    assert "An example of a paragraph" in read(bare.browser(WRITER), f"/practices/{practice.reference}")


@pytest.mark.slow
def test_editors_write_and_offices_link_what_they_may_read(bare: World) -> None:
    editor, writer, other = (Program(bare, office) for office in (EDITOR, WRITER, "focal-point.deu"))
    once = {"Idempotency-Key": "one"}
    added = [fine(editor.post("/provisions", PROVISION, headers=once), 201) for _time in range(2)]
    assert added[0] == added[1]
    provision, address = added[0]["id"], f"/provisions/{added[0]['id']}"
    bad = {
        "paragraph": "IV.",
        "title": " ",
        "initiative": "res-0",
        "status_on": "2026-02-30",
    }
    for field, value in bad.items():
        refused(editor.post("/provisions", {**PROVISION, "title": "New", field: value}), 422, field)
    refused(editor.post("/provisions", PROVISION), 422, "title")
    refused(editor.patch(address, {"status_by": "", "version": 1}), 422, "status_by")
    refused(writer.patch(address, {"title": "Ours", "version": 1}), 403)
    assert fine(editor.patch(address, {"addressee": "all", "version": 1}))["version"] == 2
    refused(editor.patch(address, {"addressee": "secretariat", "version": 1}), 409)

    case, draft = case_in(bare, State.PUBLISHED, audience="members"), case_in(bare, State.DRAFT)
    for _time in range(2):
        answer = fine(link(bare, provision, case.reference, "It shows how.", WRITER), 201)
    assert answer["cases"] == {
        "count": 1,
        "references": [case.reference],
        "links": [
            {
                "reference": case.reference,
                "kind": "case",
                "url": answer["cases"]["links"][0]["url"],
                "title": answer["cases"]["links"][0]["title"],
                "language": "en",
                "audience": "members",
                "reason": "It shows how.",
                "may_unlink": True,
            }
        ],
    }
    unknown = [
        refused(link(bare, provision, one, office=WRITER), 422, "reference")
        for one in (draft.reference, "CS-2020-0099", "EV-2026-0001")
    ]
    assert len({str(one["errors"]) for one in unknown}) == 1, "a draft is refused as what does not exist"
    refused(link(bare, provision, case.reference, "Because.", WRITER), 422, "reason")
    refused(link(bare, provision, case.reference, office="practitioner"), 403)
    query = f"{address}/evidence?reference="
    refused(other.call("DELETE", query + case.reference), 403)
    refused(other.call("DELETE", query + draft.reference), 404)
    assert writer.call("DELETE", query + case.reference).status_code == 204
    assert fine(writer.get(f"{address}/evidence"))["cases"]["count"] == 0
    with bare.platform.work.reading() as session:
        recorded = [one.action for one in session.scalars(select(HistoryEntry)) if "PROVISION" in one.action.name]
    assert recorded == [
        *(HistoryAction.ADD_PROVISION, HistoryAction.CHANGE_PROVISION),
        *(HistoryAction.LINK_PROVISION, HistoryAction.UNLINK_PROVISION),
    ]


@pytest.mark.slow
def test_the_forms_keep_what_was_typed_and_take_it_once(bare: World) -> None:
    editor, case = bare.browser(EDITOR), case_in(bare, State.PUBLISHED)
    form = {**PROVISION, **hidden_fields(editor, "/provisions/new?initiative=a4p")}
    wrong = editor.post("/provisions/new", data={**form, "paragraph": "D", "status_by": ""})
    assert wrong.status_code == 422
    assert "changes from year to year" in wrong.get_data(as_text=True)
    assert PROVISION["summary"] in wrong.get_data(as_text=True)
    urls = {editor.post("/provisions/new", data=form).headers["Location"] for _time in range(2)}
    [url] = urls
    page = open_page(editor, url)
    check_markup(url, page.html)
    assert "May 2026" in page.words
    first = {**form, **hidden_fields(editor, f"{url}/edit")}
    check_markup(f"{url}/edit", read(editor, f"{url}/edit"))
    assert editor.post(f"{url}/edit", data={**first, "title": "Another title"}).status_code == 303
    stale = editor.post(f"{url}/edit", data={**first, "title": "A third title"})
    assert stale.status_code == 409
    assert "A third title" in stale.get_data(as_text=True)
    for _time in range(2):
        sent = {**hidden_fields(editor, url), "reference": case.reference.lower(), "reason": "It shows how."}
        assert editor.post(f"{url}/link", data=sent).status_code == 303
    assert read(bare.visitor(), url).count("It shows how.") == 1
    refusal = editor.post(f"{url}/link", data={**hidden_fields(editor, url), "reference": "CS-1", "reason": "Kept"})
    assert refusal.status_code == 422
    assert "Kept" in refusal.get_data(as_text=True)
    assert (
        editor.post(f"{url}/unlink", data={**hidden_fields(editor, url), "reference": case.reference}).status_code
        == 303
    )
    assert "It shows how." not in read(bare.visitor(), url)
    assert open_page(bare.visitor(), "/provisions?initiative=res-2518&addressee=host_states").has_any(
        "link", "Another title"
    )
    assert open_page(bare.visitor(), "/provisions?addressee=secretariat").has_any("heading", "No provision here")
    for wrong_address in ("/provisions?addressee=nobody", "/provisions?page=2", "/provisions/99"):
        read(bare.visitor(), wrong_address, 404)


def test_a_merged_initiative_keeps_its_provisions_and_the_demonstration_is_loaded_once(library: World) -> None:
    work = library.platform.work
    assert load_provisions(work) == 12
    assert load_provisions(work) == 0
    with work.writing() as session:
        admin = library.actor("admin")
        merge_entry(
            session,
            admin,
            INITIATIVES,
            "a4p-plus",
            "a4p",
            edition=read_entry(session, admin, INITIATIVES, "a4p-plus").edition,
        )
    with work.reading() as session:
        assert len(session.scalars(select(Provision).where(Provision.initiative_id == "a4p")).all()) == 3
        assert len(session.scalars(select(ProvisionLink)).all()) > 10
        assert {one.status for one in session.scalars(select(Provision))} == {""}
    read(library.visitor(), "/provisions?initiative=a4p")
