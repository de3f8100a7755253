"""The text of notifications about offers, requests and matches. None has a title, a post or a delegation."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

FOCAL_POINT, OFFICER = (Role.FOCAL_POINT,), (Role.CLEARANCE_OFFICER,)
E = NotificationEvent


def _of(target: LinkTarget, name: str, roles: tuple[Role, ...], happened: str, to_do: str) -> MessageTemplate:
    return MessageTemplate(name, roles, MessageText(happened, to_do, target), for_outsiders=True)


CAPACITY_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    E.CAPACITY_CLEARANCE_REQUESTED: _of(
        LinkTarget.CAPACITY,
        N_("Offer or request waits for clearance"),
        OFFICER,
        N_("%(reference)s waits for clearance by your delegation."),
        N_("Read it, then clear it or send it back."),
    ),
    E.CAPACITY_SENT_BACK: _of(
        LinkTarget.CAPACITY,
        N_("Offer or request sent back"),
        FOCAL_POINT,
        N_("Your clearance officer sent %(reference)s back."),
        N_("Read the reason, change it and post it again."),
    ),
    E.REQUEST_ACKNOWLEDGED: _of(
        LinkTarget.CAPACITY,
        N_("Request received"),
        FOCAL_POINT,
        N_("Your request is received as %(reference)s."),
        N_("It is circulated to all members after %(day)s, unless you hold it back before."),
    ),
    E.REQUEST_CIRCULATED: _of(
        LinkTarget.CAPACITY,
        N_("Request for capacity"),
        FOCAL_POINT,
        N_("A member asks for capacity: %(reference)s."),
        N_("Read it. If your delegation can help, express interest."),
    ),
    E.CAPACITY_ENDS_SOON: _of(
        LinkTarget.CAPACITY,
        N_("Offer or request ends soon"),
        FOCAL_POINT,
        N_("%(reference)s of your delegation is valid until %(day)s."),
        N_("Renew it if it still holds. Otherwise it lapses by itself."),
    ),
    E.CAPACITY_LAPSED: _of(
        LinkTarget.CAPACITY,
        N_("Offer or request lapsed"),
        FOCAL_POINT,
        N_("%(reference)s of your delegation has lapsed."),
        N_("Nothing is needed from you. You can renew it if it still holds."),
    ),
    E.MATCH_STARTED: _of(
        LinkTarget.MATCH,
        N_("A talk about capacity begins"),
        (Role.FOCAL_POINT, Role.EDITOR),
        N_("Two delegations talk about capacity in %(reference)s."),
        N_("Read who is interested, and answer. Only the two delegations and the editors read the talk."),
    ),
    E.MATCH_POST: _of(
        LinkTarget.MATCH,
        N_("Post in a talk about capacity"),
        FOCAL_POINT,
        N_("There is a new post in %(reference)s."),
        N_("Read it and answer."),
    ),
    E.MATCH_CHOSEN: _of(
        LinkTarget.MATCH,
        N_("Offer chosen"),
        FOCAL_POINT,
        N_("The delegation that asks chose your offer in %(reference)s."),
        N_("Agree on dates. Either of you reports the delivery, and the other confirms it."),
    ),
    E.DELIVERY_REPORTED: _of(
        LinkTarget.MATCH,
        N_("Delivery to confirm"),
        FOCAL_POINT,
        N_("The other delegation reported the delivery in %(reference)s."),
        N_("Confirm it, or report what was delivered."),
    ),
    E.DELIVERY_CONFIRMED: _of(
        LinkTarget.MATCH,
        N_("Delivery confirmed"),
        FOCAL_POINT,
        N_("The delivery in %(reference)s is confirmed."),
        N_("Report what came of it. The other delegation reports separately."),
    ),
    E.MATCH_ENDED: _of(
        LinkTarget.MATCH,
        N_("Talk about capacity ended"),
        FOCAL_POINT,
        N_("The talk in %(reference)s ended without a delivery."),
        N_("Nothing is needed from you."),
    ),
    E.NEED_ASKED: _of(
        LinkTarget.MATCH,
        N_("Was the need met?"),
        FOCAL_POINT,
        N_("A year ago your delegation chose an offer in %(reference)s."),
        N_("Say whether the need was met: yes, partly, no, or too early to say."),
    ),
}
