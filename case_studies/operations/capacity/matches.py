"""Starting a match, talking in it, moving it on, and finding it for those who take part."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from case_studies.capacity_states import MatchAction, MatchParty, MatchState, NeedMet
from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible, StaleVersion, WrongState
from case_studies.models import Capacity, HistoryEntry, Match, MatchPost, MatchReport
from case_studies.notifications.notify_of_matches import notify_of_match_post, notify_of_new_match
from case_studies.operations.capacity.queries import find_capacity
from case_studies.operations.items import first_values
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import is_open
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.matches import MATCH_POLICY, MatchPermission, match_visible_to, may_begin, party_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, Audience, HistoryAction, Kind, Language, Register
from case_studies.workflow.history import record_item_event
from case_studies.workflow.matches import MATCHES, STALE
from case_studies.workflow.text_check import check_texts

MOST_LISTED = 100
OF_DELIVERY = ("quantity", "delivered_from", "delivered_until")


def express_interest(
    session: Session, actor: Actor, values: Mapping[str, Any], *, demonstration: bool = False
) -> Match:
    """Begin a match: by a focal point of either side, or by an editor who brings the two together.

    The offering side may do without a posted offer. A second interest of the same two is refused while they talk.
    """
    request = _valid(session, actor, values["request"], "request")
    offer = _valid(session, actor, values["offer"], "offer") if values.get("offer") else None
    match = Match(
        **first_values(session, Kind.MATCH, actor),
        owner=request.owner,
        register=Register.INFORMAL,
        audience=Audience.MEMBERS,
        attribution=Attribution.UNNAMED,
        demonstration=demonstration,
        state=MatchState.TALKING,
        request=request,
        offer=offer,
        **_parties(actor, request, offer),
    )
    _refuse_second(session, match, actor)
    session.add(match)
    session.flush()
    entry = record_item_event(
        session, match, actor, HistoryAction.EXPRESS_INTEREST, after=MatchState.TALKING, is_named=False
    )
    notify_of_new_match(session, match, actor, entry.number)
    return match


def _valid(session: Session, actor: Actor, reference: str, field: str) -> Capacity:
    """Return a valid request or offer that the actor may read."""
    try:
        found = find_capacity(session, actor, reference)
    except NotVisible:
        found = None
    if found is None or found.is_request != (field == "request"):
        raise Incomplete({field: [N_("There is nothing with this reference that you may read.")]})
    if not is_open(found):
        raise WrongState(N_("Others do not read it yet, or it is not valid any more."))
    return found


def _parties(actor: Actor, request: Capacity, offer: Capacity | None) -> dict[str, Any]:
    """Return who offers, and on which side the actor begins the match. Raises NotAllowed.

    An actor who may not know who asks is refused the offers of all other delegations alike, also those of the asker.
    """
    party = may_begin(actor, request)
    offering = offer.owner_code if offer is not None else actor.delegation
    if party == MatchParty.OFFERING and offering != actor.delegation:
        raise NotAllowed(N_("This is the offer of another delegation."))
    if party is None or (party == MatchParty.EDITOR and offer is None):
        raise NotAllowed(N_("A focal point of one of the two delegations begins a talk, or an editor with an offer."))
    if offering == request.owner_code:
        raise NotAllowed(N_("Your delegation asks itself. Choose an offer of another one."))
    return {"offering_code": offering, "started_by": party}


def _refuse_second(session: Session, match: Match, actor: Actor) -> None:
    same = (Match.request_id == match.request.id, _is_of_same_offering(match, actor))
    with session.no_autoflush:
        earlier = session.scalar(select(Match.reference).where(*same, Match.state != MatchState.ENDED))
    if earlier is not None:
        raise WrongState(N_("The two delegations talk about this request already."))


def _is_of_same_offering(match: Match, actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the same delegation offers.

    For an actor who may not know whose the offer is, it is the same offer: else the refusal would say whose it is.
    """
    if match.offer is not None and not ReleasedCapacity(match.offer, actor).is_named:
        return Match.offer_id == match.offer.id
    return Match.offering_code == match.offering_code


def say(session: Session, match: Match, actor: Actor, text: str) -> MatchPost:
    """Say something in the talk. Neither the version nor the history of the match changes."""
    MATCH_POLICY.check_usable(actor, match, MatchPermission.SAY)
    check_texts(session, {"text": text}, Language.ENGLISH)
    post = MatchPost(account_id=actor.account, party=party_of(actor, match), text=text, posted_at=now(session))
    match.posts.append(post)
    session.flush()
    notify_of_match_post(session, match, actor, post.id)
    return post


def move_match(
    session: Session,
    match: Match,
    actor: Actor,
    *,
    action: MatchAction,
    version: int,
    delivery: Mapping[str, Any] | None = None,
    report: Mapping[str, Any] | None = None,
    need_met: NeedMet | None = None,
) -> None:
    """Perform an action with what it needs, or refuse and change nothing."""
    MATCH_POLICY.check_usable(actor, match, action)
    if match.version != version:
        raise StaleVersion(STALE)
    with session.no_autoflush:
        if action == MatchAction.DELIVER:
            _write_delivery(session, match, actor, delivery or {})
        elif action == MatchAction.REPORT:
            _write_report(session, match, actor, report or {})
        elif action == MatchAction.ANSWER_YEAR:
            _write_answer(match, need_met)
    MATCHES.perform(session, match, action, actor, version=match.version)


def _write_delivery(session: Session, match: Match, actor: Actor, values: Mapping[str, Any]) -> None:
    quantity, first, last = (values.get(name) for name in OF_DELIVERY)
    missing: dict[str, list[str]] = {}
    if not quantity:
        missing["quantity"] = [N_("Say how much was delivered, such as “12 of 15 seats”.")]
    if first is None:
        missing["delivered_from"] = [N_("Give the first day of the delivery.")]
    elif last is not None and last < first:
        missing["delivered_until"] = [N_("The last day comes after the first.")]
    if missing:
        raise Incomplete(missing)
    check_texts(session, {"quantity": str(quantity)}, Language.ENGLISH)
    match.quantity, match.delivered_from, match.delivered_until = str(quantity), first, last
    match.delivery_reported_by = party_of(actor, match)


def _write_report(session: Session, match: Match, actor: Actor, values: Mapping[str, Any]) -> None:
    outcome, not_measured = values.get("outcome", ""), bool(values.get("not_measured"))
    if not outcome and not not_measured:
        raise Incomplete({"outcome": [N_("Say what came of it, or that nobody measured it.")]})
    if values.get("again") is None:
        raise Incomplete({"again": [N_("Say whether your delegation would do it again.")]})
    check_texts(session, {"outcome": outcome}, Language.ENGLISH)
    said = {"outcome": outcome, "not_measured": not_measured, "again": values["again"]}
    match.reports.append(MatchReport(party=party_of(actor, match), reported_at=now(session), **said))


def _write_answer(match: Match, need_met: NeedMet | None) -> None:
    if need_met is None:
        raise Incomplete({"need_met": [N_("Say whether the need was met.")]})
    match.need_met = need_met


def find_match(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Match:
    """Return a match that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = _with_all(select(Match)).where(Match.reference == reference, match_visible_to(actor))
    match = session.scalar(query.with_for_update(of=Match) if for_change else query)
    if match is None:
        raise NotVisible()
    return match


def list_matches(session: Session, actor: Actor, about: Capacity | None = None) -> list[Match]:
    """Return the matches that the actor may see, the last moved first; of one request or offer, if there is one."""
    query = _with_all(select(Match)).where(match_visible_to(actor))
    if about is not None:
        query = query.where(or_(Match.request_id == about.id, Match.offer_id == about.id))
    return list(session.scalars(query.order_by(Match.moved_at.desc(), Match.id.desc()).limit(MOST_LISTED)))


def match_history(session: Session, match: Match) -> list[HistoryEntry]:
    """Return the history of a match, the oldest entry first. It has nothing that was said."""
    query = select(HistoryEntry).where(HistoryEntry.reference == match.reference).order_by(HistoryEntry.number)
    return list(session.scalars(query))


def _with_all(query: Select[Match]) -> Select[Match]:
    return query.options(
        joinedload(Match.request).selectinload(Capacity.themes),
        joinedload(Match.offer).selectinload(Capacity.themes),
        joinedload(Match.offering),
        selectinload(Match.posts),
        selectinload(Match.reports),
    )
