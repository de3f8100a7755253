"""What readers call the delegation that submitted a case, as far as they may know it."""

from flask_babel import gettext as _

from case_studies.policy.release import AnyRevision, Submitter, as_released
from case_studies.taxonomy.places import region_of


def submitter_name(revision: AnyRevision, *, within: bool = False) -> str:
    """Return the name of the submitting delegation, or what stands for it; `within` a sentence, or alone."""
    submitter = as_released(revision).submitter
    text = name_of(submitter)
    if submitter.name:
        return text
    return text[0].lower() + text[1:] if within else text


def authors_of(revision: AnyRevision) -> tuple[str, ...]:
    """Return those who are cited as the authors. An example of the demonstration belongs to nobody."""
    released = as_released(revision)
    if revision.case.demonstration:
        return (str(_("Example for %(delegation)s", delegation=submitter_name(revision, within=True))),)
    return (submitter_name(revision), *(one.name for one in released.co_submitters))


def name_of(submitter: Submitter) -> str:
    """Return the name of a delegation, or what stands for it."""
    if submitter.name:
        return submitter.name
    region = region_of(submitter.region_of)
    if region:
        return str(_("A troop-contributing country in %(region)s", region=region))
    return str(_("A troop-contributing country") if submitter.is_state else _("A contributor"))
