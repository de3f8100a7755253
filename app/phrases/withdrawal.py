"""What a withdrawal does, for the person who is about to withdraw a case."""

from flask_babel import gettext as _

from case_studies.models import Case


def what_a_withdrawal_does(case: Case) -> list[str]:
    """Return the consequences for this case, in sentences."""
    return [
        *what_others_notice(case),
        _("Your delegation can still read it, with its history."),
        _("This can’t be undone."),
    ]


def what_others_notice(case: Case) -> list[str]:
    """Return what other people notice of it: readers, editors and reviewers, or nobody."""
    if case.readable is not None:
        return [
            _("The case disappears from every page and from search at once, for all readers."),
            _("Links to it answer “Not found”. Copies that readers made are not affected."),
        ]
    if any(revision.submitted_at is not None for revision in case.revisions):
        return [_("Editors and reviewers can no longer open it. They are notified that it was withdrawn.")]
    return [_("It can’t be submitted any more. Nobody outside your delegation has seen it.")]
