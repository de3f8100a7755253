"""What must be true after whatever anybody did: asked of the database by plain SQL, not by the code under test."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, text

from case_studies.operations.search.search import search
from case_studies.policy.actor import NOBODY
from case_studies.search.contract import Query
from case_studies.vocabulary import State
from tests.support.world import World

ON_THE_DESK = {"draft", "revision_requested"}
DECISIONS = {"return_to_submitter", "start_review", "request_revision", "publish", "decline", "restore"}
LINKS = {
    "revision_themes": "theme_id",
    "revision_host_states": "place_code",
    "revision_operations": "operation_id",
    "revision_initiatives": "initiative_id",
    "revision_implementing_states": "place_code",
    "revision_co_submitters": "delegation_code",
}
STATES = {state.value for state in State}
WRITTEN = "language, title, sections, started, ended, stage, measure, evidence, audience, contact, sources"


@dataclass
class Witness:
    """Looks after each step, remembers what it saw, and says what broke a rule."""

    world: World
    states: dict[int, str] = field(default_factory=dict)  # revision → state
    texts: dict[int, str] = field(default_factory=dict)  # revision → everything written in it
    versions: dict[int, int] = field(default_factory=dict)  # case → version
    entries: int = 0  # the last entry of the history that was looked at
    judged: set[int] = field(default_factory=set)  # reviews that were looked at
    wrote: dict[int, set[int]] = field(default_factory=dict)  # revision → accounts seen writing in it

    def look(self) -> None:
        """Check every rule."""
        with self.world.platform.work.engine.connect() as connection:
            self._revisions(connection)
            before = self.entries
            self._history(connection)
            if self.entries > before:  # nothing was done, nothing of this can be otherwise
                self._clearances(connection)
                self._reviews(connection)
                self._musts(connection)
                self._readers(connection)

    def _revisions(self, connection: Connection) -> None:
        rows = _all(connection, f"SELECT id, case_id, state, is_current, {WRITTEN} FROM revisions ORDER BY id")
        links = _links(connection)
        for row in rows:
            written = json.dumps([str(value) for value in tuple(row)[4:]] + links.get(row.id, []))
            if row.id in self.texts and self.texts[row.id] != written:
                assert self.states[row.id] in ON_THE_DESK, f"a frozen revision changed: {self.states[row.id]}"
                assert row.state in ON_THE_DESK, "a text changed while it left the desk"
            self.texts[row.id] = written
            if row.id in self.states and self.states[row.id] != row.state:
                assert self.states[row.id] not in {"superseded", "declined", "withdrawn"}, "what is closed came back"
            self.states[row.id] = row.state
        current = Counter(row.case_id for row in rows if row.is_current)
        public = Counter(row.case_id for row in rows if row.state in {"published", "archived"})
        assert all(current[row.case_id] == 1 for row in rows)
        assert all(count == 1 for count in public.values())
        stood_down = {row.case_id for row in rows if row.is_current and row.state == "withdrawn"}
        assert not stood_down & set(public), "something of a withdrawn case is still public"

    def _history(self, connection: Connection) -> None:
        cases = _all(
            connection,
            "SELECT c.id, c.version, r.state FROM cases c JOIN revisions r ON r.case_id = c.id AND r.is_current",
        )
        entries = _all(connection, "SELECT * FROM history ORDER BY id")
        for case in cases:
            own = [entry for entry in entries if entry.case_id == case.id]
            moves = [entry for entry in own if entry.to_state in STATES]
            after = _states_after(moves)
            assert [entry.from_state for entry in moves] == [None, *after[:-1]]
            assert after[-1] == case.state
            assert all(entry.account_id and entry.delegation_code for entry in own)
            assert [entry.at for entry in own] == sorted(entry.at for entry in own)
            before = self.versions.get(case.id, 0)
            grew = any(entry.id > self.entries for entry in own)
            assert case.version > before if grew else case.version >= before
            self.versions[case.id] = case.version
        for entry in entries:
            if entry.id > self.entries and entry.action in DECISIONS:
                assert not _recused(connection, entry.case_id, entry.account_id), "judge of one's own case"
        self.entries = max((entry.id for entry in entries), default=0)

    def _clearances(self, connection: Connection) -> None:
        cleared = _all(
            connection,
            "SELECT r.id, r.author_id, r.cleared_by_id, c.submitting_code, a.delegation_code FROM revisions r "
            "JOIN cases c ON c.id = r.case_id JOIN accounts a ON a.id = r.cleared_by_id",
        )
        for row in cleared:
            assert row.cleared_by_id != row.author_id, "self-clearance"
            assert row.cleared_by_id not in self.wrote.get(row.id, set()), "cleared by one of its writers"
            assert row.delegation_code == row.submitting_code

    def _reviews(self, connection: Connection) -> None:
        rows = _all(
            connection,
            "SELECT v.id, v.recommendation, s.revision_id, s.reviewer_id, r.case_id, a.delegation_code FROM reviews v "
            "JOIN assignments s ON s.id = v.assignment_id JOIN revisions r ON r.id = s.revision_id "
            "JOIN accounts a ON a.id = s.reviewer_id WHERE v.submitted_at IS NOT NULL",
        )
        for row in rows:
            if row.id not in self.judged:
                assert not _recused(connection, row.case_id, row.reviewer_id), "judge of one's own case"
                self.judged.add(row.id)
        published = "SELECT id, case_id, number, published_at FROM revisions WHERE published_at IS NOT NULL"
        for revision in _all(connection, published):
            upto, until = revision.number, revision.published_at
            approving = {
                row.reviewer_id
                for row in rows
                if (row.revision_id, row.recommendation) == (revision.id, "approve")
                and not _recused(connection, revision.case_id, row.reviewer_id, upto=upto, until=until)
            }
            assert len(approving) >= 2, "published without two approvals of this very revision"

    def _musts(self, connection: Connection) -> None:
        """Publishing without a word means that no must of the published revision's own reviews were in the way."""
        musts = _all(
            connection,
            "SELECT h.note, s.reviewer_id, h.case_id, r.number, r.published_at FROM remarks m "
            "JOIN reviews v ON v.id = m.review_id JOIN assignments s ON s.id = v.assignment_id "
            "JOIN revisions r ON r.id = s.revision_id JOIN history h ON h.case_id = r.case_id "
            "AND h.revision_number = r.number AND h.action = 'publish' "
            "WHERE m.weight = 'must' AND v.submitted_at IS NOT NULL AND s.state = 'submitted'",
        )
        for row in musts:
            if not _recused(connection, row.case_id, row.reviewer_id, upto=row.number, until=row.published_at):
                assert row.note, "published with an open must and no word why"

    def _readers(self, connection: Connection) -> None:
        published = _all(
            connection,
            "SELECT c.reference, r.audience FROM revisions r JOIN cases c ON c.id = r.case_id "
            "WHERE r.state = 'published'",
        )
        public = {row.reference for row in published if row.audience == "public"}
        for actor, readable in (
            (NOBODY, public),
            (self.world.actor("practitioner"), {row.reference for row in published}),
        ):
            assert set(self.world.platform.search.entries(actor.audience)) == readable
            with self.world.platform.work.reading() as session:
                page = search(session, self.world.platform.search, actor, Query(per_page=100))
            assert {found.revision.case.reference for found in page.items} == readable
            assert page.total == len(readable)
        assert connection.scalar(text("SELECT count(*) FROM index_tasks")) == 0


def _all(connection: Connection, statement: str, **values: Any) -> list[Row[Any]]:
    return list(connection.execute(text(statement), values))


def _states_after(moves: list[Row[Any]]) -> list[str]:
    """Return where each move leaves the case: what is declined falls back to what was published before, if anything."""
    published = [any(entry.action == "publish" for entry in moves[:place]) for place in range(len(moves))]
    return [
        "published" if move.action == "decline" and stands else move.to_state
        for move, stands in zip(moves, published, strict=True)
    ]


def _links(connection: Connection) -> Mapping[int, list[str]]:
    """Return revision → its codes of every vocabulary."""
    found: dict[int, list[str]] = {}
    for table, column in LINKS.items():
        for row in _all(connection, f"SELECT revision_id, {column} AS code FROM {table} ORDER BY 1, 2"):
            found.setdefault(row.revision_id, []).append(f"{table}:{row.code}")
    return found


def _recused(
    connection: Connection, case_id: int, account_id: int, *, upto: int = 10_000, until: object = None
) -> bool:
    """Whether somebody has an interest in a case, by their State or by their word, that two editors did not except."""
    (delegation,) = _all(connection, "SELECT delegation_code FROM accounts WHERE id = :id", id=account_id)[0]
    naming = "case_id = :case AND account_id = :account"
    excepted = f"SELECT id FROM conflict_overrides WHERE {naming} AND seconded_by_id IS NOT NULL"
    if _all(connection, excepted, case=case_id, account=account_id):
        return False
    declared = _all(
        connection, f"SELECT declared_at FROM declared_conflicts WHERE {naming}", case=case_id, account=account_id
    )
    said = any(until is None or row.declared_at <= until for row in declared)
    return said or delegation in _parties(connection, case_id, upto=upto)


def _parties(connection: Connection, case_id: int, upto: int = 10_000) -> set[str]:
    """Return who has an interest in a case by its revisions up to a number."""
    codes = {row[0] for row in _all(connection, "SELECT submitting_code FROM cases WHERE id = :id", id=case_id)}
    for table in ("revision_host_states", "revision_implementing_states", "revision_co_submitters"):
        statement = (
            f"SELECT {LINKS[table]} FROM {table} JOIN revisions r ON r.id = revision_id "
            "WHERE r.case_id = :id AND r.number <= :upto"
        )
        codes |= {row[0] for row in _all(connection, statement, id=case_id, upto=upto)}
    return codes
