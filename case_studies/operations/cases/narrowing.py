"""Narrowing who may read a published case, at once and without a new round: the whole case, its name, or a part.

The delegation does it alone, as it may withdraw the case. Earlier published revisions and the revision at work are
narrowed with it, so that no page of them has more readers, and no later publication undoes it unnoticed. Readers
become more by a new revision only, which is cleared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message
from case_studies.models import Case, Revision
from case_studies.notifications import recipients
from case_studies.notifications.notify import notify
from case_studies.operations.cases.values import write_values
from case_studies.part_audiences import is_released
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.narrowing import (
    narrower_attribution,
    narrower_audience,
    narrower_part,
    readers_of_part,
    readers_of_sources,
)
from case_studies.policy.permissions import Permission
from case_studies.rendered_texts import store_rendered_texts
from case_studies.vocabulary import HistoryAction, NotificationEvent, PartAudience
from case_studies.workflow.history import record_case_event
from case_studies.workflow.index_tasks import queue_case

WIDER = N_("Only fewer readers can be chosen here. More readers need a new revision, and its clearance.")
MEETS: dict[str, Callable[[Any, Any], Any]] = {"audience": narrower_audience, "attribution": narrower_attribution}
"""What is chosen for the whole case → the narrower of two values."""
Change = tuple[str, str, str]
"""What was narrowed, and its value before and after, for the history: no text of the case and no name of a file."""


def narrow_case(session: Session, case: Case, actor: Actor, values: Mapping[str, Any], *, note: str = "") -> None:
    """Narrow the published case. `values` have the names of a case; what is not in them stays as it is.

    `public_sections` can only be emptied, `attachments` maps the id of a file to its audience, and `narrower_sources`
    has the sources that only an audience reads from now on. Refuses: not allowed, nothing published, more readers, no
    change. It is done even if the case changed after the page was opened.
    """
    check_allowed_now(actor, case, Permission.NARROW)
    revision = published_revision(case)
    _check(revision, values)
    changes = list(_narrow(session, revision, values))
    if not changes:
        raise Incomplete({"audience": [N_("Nothing would change. Choose fewer readers for the case or for a part.")]})
    for other in case.revisions:
        if other is not revision and (other.published_at is not None or other.number > revision.number):
            list(_narrow(session, other, values, like=revision))
    for place, (what, before, after) in enumerate(changes):
        entry = record_case_event(
            session,
            case,
            actor,
            HistoryAction.NARROW,
            note=note if place == 0 else "",
            revision_number=revision.number,
            before=f"{what}: {before}",
            after=f"{what}: {after}",
        )
    notify(
        session,
        NotificationEvent.NARROWED,
        recipients.everybody(session, case),
        case,
        key=f"history:{entry.number}",
        actor=actor,
    )
    queue_case(session, case, narrows=True)


def published_revision(case: Case) -> Revision:
    """Return the revision that readers have. `check_allowed_now` has made sure that there is one."""
    if case.readable is None:
        raise ValueError("only a published case can be narrowed")
    return case.readable


def _check(revision: Revision, values: Mapping[str, Any]) -> None:
    """Refuse whatever a reader would learn more by."""
    errors = dict(_refusals(revision, values))
    if errors:
        raise Incomplete({name: [message] for name, message in errors.items()})


def _refusals(revision: Revision, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, meet in MEETS.items():
        if name in values and meet(getattr(revision, name), values[name]) != values[name]:
            yield name, WIDER
    yield from _refused_parts(revision, values)
    if is_released(revision) and not set(values.get("released_to", ())) <= _codes(revision):
        yield "released_to", WIDER
    yield from _refused_sources(revision, values.get("narrower_sources", {}))
    yield from _refused_files(revision, values.get("attachments", {}))


def _refused_parts(revision: Revision, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for part, chosen in values.get("section_audiences", {}).items():
        audience = chosen or PartAudience(revision.audience)  # nothing chosen: all readers of the case
        if narrower_part(readers_of_part(revision, part), audience) != audience:
            yield f"section_audiences.{part}", WIDER
    for part, is_unmentioned in values.get("unmentioned_sections", {}).items():
        if not is_unmentioned and revision.unmentioned_sections.get(part):
            yield f"unmentioned_sections.{part}", WIDER
    for section, text in values.get("public_sections", {}).items():
        if text not in ("", revision.public_sections.get(section)):
            yield f"public_sections.{section}", N_("A text can only be taken out here. Another one is cleared first.")


def _refused_sources(revision: Revision, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    readers = dict(readers_of_sources(revision))
    for audience, sources in chosen.items():
        for source in sources:
            if source not in readers:
                yield f"narrower_sources.{audience}", N_("Not a source of the published revision.")
            elif narrower_part(readers[source], PartAudience(audience)) != audience:
                yield f"narrower_sources.{audience}", WIDER


def _refused_files(revision: Revision, audiences: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    files = {attachment.key: attachment for attachment in revision.attachments}
    for key, audience in audiences.items():
        if key not in files:
            yield "attachments", Message(N_("Not a file of the published revision: %(id)s."), id=key)
        elif narrower_part(audience_of(files[key]), audience) != audience:
            yield "attachments", WIDER


def _codes(revision: Revision) -> set[str]:
    return {delegation.code for delegation in revision.released_to}


def _narrow(
    session: Session, revision: Revision, values: Mapping[str, Any], *, like: Revision | None = None
) -> Iterator[Change]:
    """Narrow one revision as far as it has more readers than `values` say. `like` is the published one, for others."""
    yield from _narrow_delegations(session, revision, values, like)
    yield from _narrow_case(revision, values)
    yield from _narrow_parts(revision, values)
    yield from _narrow_sources(revision, values.get("narrower_sources", {}))
    yield from _narrow_files(revision, values.get("attachments", {}))


def _narrow_case(revision: Revision, values: Mapping[str, Any]) -> Iterator[Change]:
    for name, meet in MEETS.items():
        before = getattr(revision, name)
        after = meet(before, values.get(name) or before)
        if after != before:
            setattr(revision, name, after)
            yield name, before, after


def _narrow_delegations(
    session: Session, revision: Revision, values: Mapping[str, Any], like: Revision | None
) -> Iterator[Change]:
    """Narrow the list of named delegations. A list that no part used is replaced; any other only gets shorter."""
    chosen_audiences = (values.get(name, {}).values() for name in ("section_audiences", "attachments"))
    names_some = any(PartAudience.DELEGATIONS in audiences for audiences in chosen_audiences)
    names_some = names_some or PartAudience.DELEGATIONS in values.get("narrower_sources", {})
    if "released_to" not in values and not (like is not None and names_some):
        return
    before = _codes(revision)
    chosen = _codes(like) if like is not None else set(values["released_to"])
    after = before & chosen if is_released(revision) else chosen
    if after != before:
        write_values(session, revision, {"released_to": sorted(after)})
        yield "released_to", " ".join(sorted(before)), " ".join(sorted(after))


def _narrow_parts(revision: Revision, values: Mapping[str, Any]) -> Iterator[Change]:
    audiences, unmentioned = dict(revision.section_audiences), dict(revision.unmentioned_sections)
    wider = dict(revision.public_sections)
    for part, chosen in values.get("section_audiences", {}).items():
        before = readers_of_part(revision, part)
        after = narrower_part(before, chosen or before)
        if after != before:
            audiences[part] = str(after)
            yield part, before, after
    for part, is_unmentioned in values.get("unmentioned_sections", {}).items():
        if is_unmentioned and not unmentioned.get(part):
            unmentioned[part] = True
            yield f"{part}, for others", "mentioned", "not mentioned"
    for section, text in values.get("public_sections", {}).items():
        if not text and wider.pop(section, ""):
            yield f"{section}, for others", "another text", "none"
    revision.section_audiences, revision.unmentioned_sections = audiences, unmentioned
    if wider != revision.public_sections:
        revision.public_sections = wider
        store_rendered_texts(revision)


def _narrow_sources(revision: Revision, chosen: Mapping[str, Any]) -> Iterator[Change]:
    wanted = {source: PartAudience(audience) for audience, sources in chosen.items() for source in sources}
    moved: dict[str, PartAudience] = {}
    for place, (source, before) in enumerate(readers_of_sources(revision), start=1):
        after = narrower_part(before, wanted.get(source, before))
        if after != before:
            moved[source] = after
            yield f"source {place}", before, after
    groups = {audience: _without(sources, moved) for audience, sources in revision.narrower_sources.items()}
    for source, audience in moved.items():
        groups.setdefault(audience, []).append(source)
    revision.sources = _without(revision.sources, moved)
    revision.narrower_sources = {name: groups[name] for name in PartAudience if groups.get(name)}


def _without(sources: Iterable[str], moved: Mapping[str, PartAudience]) -> list[str]:
    return [source for source in sources if source not in moved]


def _narrow_files(revision: Revision, audiences: Mapping[str, Any]) -> Iterator[Change]:
    for attachment in revision.attachments:
        before = audience_of(attachment)
        after = narrower_part(before, audiences.get(attachment.key, before))
        if after != before:
            attachment.audience = after
            yield f"file {attachment.key}", before, after
