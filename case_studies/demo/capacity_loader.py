"""Loads the demonstration offers, requests and matches with the operations that people use, before the day of loading.

Documented programmes are history: their last day has passed. Everything else is an example that names nobody.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacityAction, CapacitySide, MatchAction, MatchState
from case_studies.demo.offices import editor
from case_studies.models import Account, Capacity, Match, Notification
from case_studies.operations.capacity.editing import start_capacity
from case_studies.operations.capacity.life import run_capacity
from case_studies.operations.capacity.matches import express_interest, move_match, say
from case_studies.operations.capacity.steps import move
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import Attribution, Audience, Role

FILE = Path(__file__).parent / "capacity.yaml"
KEY = "demo:capacity:"
"""Before the key in the file, the key by which a loaded offer or request is known."""
DOCUMENTED = {"days_ago": 430, "valid_days": 30}
WRITTEN = (
    *("title", "details", "support_kind", "themes", "level", "languages", "places", "recipients", "quantity"),
    *("cost", "prerequisites", "support_after"),
)
A, S = MatchAction, MatchState
STEPS: Mapping[MatchState, tuple[tuple[str, MatchAction], ...]] = {
    S.TALKING: (),
    S.ENDED: (("offering", A.END),),
    S.MATCHED: (("asking", A.CHOOSE),),
    S.UNDER_WAY: (("asking", A.CHOOSE), ("offering", A.DELIVER)),
    S.DELIVERED: (("asking", A.CHOOSE), ("offering", A.DELIVER), ("asking", A.CONFIRM_DELIVERY)),
}
BOTH_REPORT = (("asking", A.REPORT), ("offering", A.REPORT))


def load_capacity(work: UnitOfWork) -> int:
    """Load the offers, requests and matches that are missing, and return the number of offers and requests.

    They are loaded in the order of their days, so that each is valid when a match begins.
    """
    file = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    rows: list[tuple[CapacitySide | None, dict[str, Any]]] = [
        *((CapacitySide.OFFER, DOCUMENTED | row) for row in file["offers"]),
        *((CapacitySide.REQUEST, row) for row in file["requests"]),
        *((None, row) for row in file["matches"]),
    ]
    added = 0
    for side, row in sorted(rows, key=lambda one: -one[1]["days_ago"]):
        if side is not None:
            added += _post(work, side, row)
        elif added:
            _match(work, row)
    if added:
        run_capacity(_dated(work, 0))
        _mark_as_read(work)
    return added


def _post(work: UnitOfWork, side: CapacitySide, row: Mapping[str, Any]) -> bool:
    dated = _dated(work, row["days_ago"])
    with dated.writing(quietly=True) as session:
        if session.scalar(select(Capacity.id).where(Capacity.form_key == KEY + row["key"])) is not None:
            return False
        writer, officer = (_actor(session, row["by"], role) for role in (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER))
        rest = {"form_key": KEY + row["key"], "demonstration": True, "source": row.get("source", "")}
        capacity = start_capacity(session, writer, side, _values(work, dated, side, row), **rest)
        for actor, action in ((writer, CapacityAction.POST), (officer, CapacityAction.CLEAR)):
            session.flush()
            move(session, capacity, actor, action=action, version=capacity.version)
    run_capacity(_dated(work, max(row["days_ago"] - 8, 0)))
    return True


def _values(work: UnitOfWork, dated: UnitOfWork, side: CapacitySide, row: Mapping[str, Any]) -> dict[str, Any]:
    named = Attribution.NAMED if "source" in row else Attribution.UNNAMED
    audience = Audience.PUBLIC if side == CapacitySide.OFFER else Audience.MEMBERS
    values = {name: row[name] for name in WRITTEN if name in row}
    for name in ("starts", "ends"):
        if f"{name}_in" in row:
            values[name] = (work.clock() + timedelta(days=row[f"{name}_in"])).date()
        elif name in row:
            values[name] = yaml.safe_load(row[name])
    last = (dated.clock() + timedelta(days=row["valid_days"])).date()
    return {**values, "valid_until": last, "audience": audience, "attribution": named}


def _match(work: UnitOfWork, row: Mapping[str, Any]) -> None:
    """Begin a match, let both sides talk, and take it as far as its row says, two days between the steps."""
    state, day = MatchState(row["state"]), row["days_ago"]
    with _dated(work, day).writing(quietly=True) as session:
        both = {side: _found(session, row[name]) for side, name in (("asking", "request"), ("offering", "offer"))}
        sent = {"request": both["asking"].reference, "offer": both["offering"].reference}
        offering = _actor(session, both["offering"].owner_code, Role.FOCAL_POINT)
        number = express_interest(session, offering, sent, demonstration=True).id
    for said in row["says"]:
        day -= 1
        with _dated(work, day).writing(quietly=True) as session:
            match = session.get_one(Match, number)
            say(session, match, _party(session, match, said["by"]), said["text"])
    steps = (*STEPS[S.DELIVERED], *BOTH_REPORT) if state == S.CLOSED else STEPS[state]
    for party, action in steps:
        day -= 2
        dated = _dated(work, day)
        with dated.writing(quietly=True) as session:
            match = session.get_one(Match, number)
            needs: dict[str, Any] = {
                A.DELIVER: {"delivery": {"quantity": row.get("quantity"), "delivered_from": dated.clock().date()}},
                A.REPORT: {"report": {"outcome": row.get("outcome", ""), "not_measured": True, "again": True}},
            }.get(action, {})
            actor = _party(session, match, party)
            move_match(session, match, actor, action=action, version=match.version, **needs)


def _found(session: Session, key: str) -> Capacity:
    return session.scalars(select(Capacity).where(Capacity.form_key == KEY + key)).one()


def _party(session: Session, match: Match, party: str) -> Actor:
    if party == "editor":
        return Actor.of(session.scalars(select(Account).where(Account.email == editor("BRA").email)).one())
    return _actor(session, match.owner_code if party == "asking" else match.offering_code, Role.FOCAL_POINT)


def _actor(session: Session, code: str, role: Role) -> Actor:
    """Return an office of a delegation; of one that has no such office, the record of an editor who writes for it."""
    accounts = select(Account).where(Account.delegation_code == code, Account.active).order_by(Account.id)
    own = next((account for account in session.scalars(accounts) if role in account.roles), None)
    if own is not None:
        return Actor.of(own)
    code_of_editor = "IDN" if role == Role.FOCAL_POINT else "CHN"
    account = session.scalars(select(Account).where(Account.email == editor(code_of_editor).email)).one()
    return Actor(account.id, code, frozenset({role}))


def _mark_as_read(work: UnitOfWork) -> None:
    """Mark the notifications of what has lapsed or is over as read: nobody has to do anything about it any more."""
    with work.writing(quietly=True) as session:
        lapsed = select(Capacity.reference).where(Capacity.remind_on.is_(None), Capacity.demonstration)
        over = select(Match.reference).where(Match.state.in_((S.CLOSED, S.ENDED)), Match.demonstration)
        reference = Notification.facts["reference"].as_string()
        about = reference.in_(lapsed) | reference.in_(over)
        unread = update(Notification).where(about, Notification.read_at.is_(None))
        session.execute(unread.values(read_at=Notification.at))


def _dated(work: UnitOfWork, days_ago: int) -> UnitOfWork:
    """Return the same at a day in the past, without mails."""
    moment = work.clock() - timedelta(days=days_ago)
    settings = replace(work.settings, mails=False)
    return UnitOfWork(work.engine, clock=lambda: moment, settings=settings, passwords=work.passwords)
