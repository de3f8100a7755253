"""What readers call the delegation that submitted a case, as far as they may know it."""

from flask_babel import gettext as _

from case_studies.policy.release import AnyRevision, ReleasedRevision, Submitter, whole
from case_studies.taxonomy.places import region_of


def submitter_name(revision: AnyRevision) -> str:
    """Return the name of the submitting delegation, or what stands for it."""
    released = revision if isinstance(revision, ReleasedRevision) else whole(revision)
    submitter = released.submitter
    if submitter.name:
        return submitter.name
    region = region_of(submitter.region_of)
    return str(_("A troop-contributing country in %(region)s", region=region)) if region else _unnamed(submitter)


def _unnamed(submitter: Submitter) -> str:
    return str(_("A troop-contributing country") if submitter.is_state else _("A contributor"))
