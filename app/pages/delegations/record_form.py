"""The form of a delegation's record: what it shows, and what it sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from app.phrases.delegations import CONTRIBUTIONS
from case_studies.models import Delegation
from case_studies.policy.delegations import DelegationRight
from case_studies.vocabulary import Certainty, Contribution

Typed = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """The controls of one kind of contribution."""

    kind: str
    label: str
    chosen: bool
    since: str
    source: str
    certainty: str


def read_change(form: Typed, rights: set[DelegationRight]) -> dict[str, Any]:
    """Return what the form sends, as far as the reader may change it."""
    values: dict[str, Any] = {}
    if DelegationRight.CHANGE in rights:
        values |= {
            "mailbox": form.get("mailbox", "").strip(),
            "languages": form.getlist("languages"),
            "is_public": "is_public" in form,
            "contributions": [
                _contribution(form, kind) for kind in Contribution if kind in form.getlist("contributes")
            ],
        }
    if DelegationRight.SET_STANDING in rights:
        values["clears_itself"] = "clears_itself" in form
        values["joined_on"] = form.get("joined_on", "").strip() or None
        if form.get("standing"):  # a co-chair has no such control
            values["standing"] = form["standing"]
    return values


def _contribution(form: Typed, kind: Contribution) -> dict[str, Any]:
    since = form.get(f"since-{kind}", "").strip()
    return {
        "kind": kind.value,
        "since": int(since) if since.isdecimal() and len(since) < 6 else since or None,
        "source": form.get(f"source-{kind}", ""),
        "certainty": form.get(f"certainty-{kind}") or Certainty.UNCHECKED.value,
    }


def stored_values(delegation: Delegation, typed: Typed | None) -> Mapping[str, Any]:
    """Return the values of the controls: as typed, else as stored."""
    if typed is not None:
        return {
            **{name: typed.get(name, "") for name in ("mailbox", "joined_on", "standing")},
            "languages": typed.getlist("languages"),
            "is_public": "is_public" in typed,
            "clears_itself": "clears_itself" in typed,
        }
    names = ("mailbox", "joined_on", "standing", "languages", "is_public", "clears_itself")
    return {name: getattr(delegation, name) for name in names}


def contribution_rows(delegation: Delegation, typed: Typed | None) -> list[ContributionRow]:
    """Return the controls for each kind of contribution: as typed, else as stored."""
    known = {one.kind: one for one in delegation.contributions}
    rows = []
    for kind in Contribution:
        one = known.get(kind)
        stored = (str(one.since or ""), one.source, str(one.certainty)) if one else ("", "", Certainty.UNCHECKED.value)
        sent = tuple(typed.get(f"{name}-{kind}", "") for name in ("since", "source", "certainty")) if typed else stored
        chosen = kind in typed.getlist("contributes") if typed is not None else one is not None
        rows.append(ContributionRow(kind.value, str(CONTRIBUTIONS[kind]), chosen, *sent))
    return rows
