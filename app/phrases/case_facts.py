"""The facts beside the text of a case: who, where, when, what it is about, and how sure the results are."""

from dataclasses import dataclass
from urllib.parse import quote

from flask_babel import gettext as _

from app.phrases.labels import FIELDS, choice_labels
from app.phrases.submitters import submitter_name
from app.topic_urls import TOPICS_OF_FIELD
from case_studies.case_fields import CASE_FIELDS, CaseField, FieldKind, VocabularyName, period
from case_studies.models.vocabularies import CodedValue, coded_values
from case_studies.policy.release import AnyRevision, as_released

SUBMITTED_BY, PERIOD = 10, 60  # their places among the facts of the table


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its values. Each value of a kind of topics has a page, and a mailbox can be written to."""

    label: str
    values: list[CodedValue]
    topics: str | None = None
    is_mailbox: bool = False

    @property
    def entries(self) -> list[str | dict[str, str]]:
        """The values as a list of facts shows them, without their codes."""
        return [
            {"label": text, "url": f"mailto:{quote(text, '@')}"} if self.is_mailbox else text for _, text in self.values
        ]


def case_facts(revision: AnyRevision, *, public: bool = False) -> list[Fact]:
    """Return the facts that a case has, in reading order. Some are left out for readers of the published case."""
    released = as_released(revision)
    is_example = public and revision.case.demonstration
    years = period(revision)
    submitted_by = _("Example for") if is_example else _("Submitted by")
    facts = {
        SUBMITTED_BY: Fact(submitted_by, [(released.submitting_code, submitter_name(released))], "delegations"),
        PERIOD: Fact(_("Period"), [(years, years)] if years else []),
    }
    for field in CASE_FIELDS.values():
        if field.fact is not None and (field.public_fact or not public):
            facts[field.fact] = _fact(field, revision)
    if released.has_unnamed_states:
        facts[CASE_FIELDS["implemented_by"].fact or 0].values.append(("", _("another contributing country")))
    return [facts[place] for place in sorted(facts) if facts[place].values]


def fact_rows(revision: AnyRevision) -> list[tuple[str, list[str | dict[str, str]]]]:
    """Return each fact's label and values, for those who work on the case."""
    return [(fact.label, fact.entries) for fact in case_facts(revision)]


def _fact(field: CaseField, revision: AnyRevision) -> Fact:
    labels = choice_labels(field.name)
    values = [(code, str(labels.get(code, name))) for code, name in coded_values(field, revision)]
    if field.vocabulary is VocabularyName.OPERATIONS:  # known by their acronyms
        values = [(code, code) for code, _name in values]
    is_mailbox = field.kind is FieldKind.MAILBOX
    return Fact(str(FIELDS[field.name]), values, TOPICS_OF_FIELD.get(field.name), is_mailbox)
