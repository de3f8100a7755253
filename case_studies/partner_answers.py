"""Whether the States and partners that a case names as taking part agreed to be named, as its author says.

The submitting delegation and co-submitters are not asked here: they answer for themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from case_studies.vocabulary import PartnerAnswer

if TYPE_CHECKING:
    from case_studies.models import Revision


@dataclass(frozen=True, slots=True)
class AskedPartner:
    """A State by its code, or a partner by its name, with the author's answer and a line about it: who, when."""

    key: str
    name: str
    answer: PartnerAnswer
    note: str

    @property
    def is_agreed(self) -> bool:
        """Whether it may be named."""
        return self.answer == PartnerAnswer.AGREED


def asked_partners(revision: "Revision") -> list[AskedPartner]:
    """Return whom the author answers for, in the order of the case."""
    others = [place for place in revision.implemented_by if place.code not in _answering_themselves(revision)]
    named = [(place.code, place.name) for place in others] + [(name, name) for name in revision.partners]
    return [_asked(revision, key, name) for key, name in dict(named).items()]


def _asked(revision: "Revision", key: str, name: str) -> AskedPartner:
    given = revision.partner_answers.get(key, {})
    return AskedPartner(key, name, PartnerAnswer(given.get("answer", PartnerAnswer.NOT_ASKED)), given.get("note", ""))


def _answering_themselves(revision: "Revision") -> set[str]:
    return {revision.case.submitting_code, *(delegation.code for delegation in revision.co_submitters)}


def may_be_named(revision: "Revision", key: str) -> bool:
    """Return whether readers may learn that a State or partner took part. Nobody is named who was not asked."""
    return has_agreed(revision.partner_answers, key) or key in _answering_themselves(revision)


def has_agreed(answers: Mapping[str, Mapping[str, str]], key: str) -> bool:
    """Return whether one of the answers kept with a revision is that a State or partner agreed."""
    return answers.get(key, {}).get("answer") == PartnerAnswer.AGREED


def known_answers(revision: "Revision") -> Mapping[str, dict[str, str]]:
    """Return the answers for those that the revision still names."""
    keys = {partner.key for partner in asked_partners(revision)}
    return {key: given for key, given in revision.partner_answers.items() if key in keys}
