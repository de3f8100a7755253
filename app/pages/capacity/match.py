"""A match: the talk of the two delegations and the editors, the delivery, and what came of it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.pages.item_steps import offered_steps
from app.phrases import matches as phrases
from app.phrases.capacity import ONE_OF_SIDE, period
from app.schemas.matches import BY_PERSONS, MatchPostSchema, MatchTransitionSchema
from app.thing_urls import thing_url
from case_studies.capacity_states import MatchAction
from case_studies.errors import StaleVersion
from case_studies.models import Match
from case_studies.operations.capacity.matches import (
    find_match,
    list_matches,
    match_history,
    move_match,
    say,
)
from case_studies.policy.match_release import ReleasedMatch, release_matches
from case_studies.unit_of_work import Session
from case_studies.workflow.matches import MATCHES

pages = Blueprint("matches", __name__)
Answer = Response | tuple[str, int]

PLAIN = (MatchAction.CHOOSE, MatchAction.CONFIRM_DELIVERY)


@pages.get("/matches")
@signed_in
def matches() -> str:
    """Show the matches in which the reader's delegation takes part; to editors, all."""
    with reading() as session:
        found = release_matches(list_matches(session, actor()), actor())
        return render_template("matches/list.html", matches=found, phrases=phrases)


@pages.get("/matches/<match:reference>")
@signed_in
def match(reference: str) -> str:
    """Show a match."""
    return _show(reference, NO_ERRORS, {})


@pages.post("/matches/<match:reference>/posts")
@signed_in
def post(reference: str) -> Answer:
    """Say something in the talk."""

    def change(session: Session, found: Match) -> None:
        say(session, found, actor(), MatchPostSchema().load({"text": request.form.get("text", "")})["text"])

    return _apply(reference, change, {"action": "say"})


@pages.post("/matches/<match:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in {step.value for step in BY_PERSONS}:
        raise NotFound()

    def change(session: Session, found: Match) -> None:
        sent = {"action": action, "version": request.form.get("version", 0, type=int)}
        needs = NEEDS.get(MatchAction(action), dict)()
        move_match(session, found, actor(), **MatchTransitionSchema().load({**sent, **needs}))
        flash(_("Done. The match is now: %(state)s.", state=phrases.STATES[found.state]), "done")

    return _apply(reference, change, {"action": action})


def _delivery() -> dict[str, Any]:
    days = {name: request.form.get(name, "").strip() or None for name in ("delivered_from", "delivered_until")}
    return {"delivery": {"quantity": request.form.get("quantity", ""), **days}}


def _report() -> dict[str, Any]:
    again = {"yes": True, "no": False}.get(request.form.get("again", ""))
    outcome, not_measured = request.form.get("outcome", ""), "not_measured" in request.form
    return {"report": {"outcome": outcome, "not_measured": not_measured, "again": again}}


def _answer() -> dict[str, Any]:
    return {"need_met": request.form.get("need_met") or None}


NEEDS: dict[MatchAction, Callable[[], dict[str, Any]]] = {
    MatchAction.DELIVER: _delivery,
    MatchAction.REPORT: _report,
    MatchAction.ANSWER_YEAR: _answer,
}
"""Action → what it needs besides the version, as the API would send it."""


def _apply(reference: str, change: Callable[[Session, Match], None], about: dict[str, str]) -> Answer:
    try:
        with current_platform().work.writing() as session:
            change(session, find_match(session, actor(), reference, for_change=True))
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error).moved(lambda name: name.rpartition(".")[2])
        return _show(reference, errors, {**request.form.to_dict(), **about}), errors.status
    return redirect(url_for(".match", reference=reference), 303)


def _show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    with reading() as session:
        found = find_match(session, actor(), reference)
        return render_template(
            "matches/match.html",
            match=ReleasedMatch(found, actor()),
            refused=refused,
            typed=typed,
            phrases=phrases,
            kinds=ONE_OF_SIDE,
            period=period,
            thing_url=thing_url,
            history=match_history(session, found),
            act_url=lambda action: url_for(".act", reference=reference, action=action),
            **offered_steps(session, MATCHES, found, plain=PLAIN, reasoned=()),
        )
