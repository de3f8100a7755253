"""Short phrases for the reasons that speak for or against a reviewer."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.phrases.days import day
from case_studies.models import Account
from case_studies.operations.reviewers.suitability import ExclusionReason, FitReason, Reason

Facts = Mapping[str, Any]
AGAINST = frozenset({FitReason.DOES_NOT_READ, FitReason.FULL, FitReason.AWAY})


def reason_phrase(reason: Reason) -> str:
    """Return a reason as a phrase in the reader's language."""
    return PHRASES[reason.ground](reason.facts)


def office_name(account: Account) -> str:
    """Return the name of an office for editors, such as “Kenya, Reviewer”."""
    return f"{account.delegation.name}, {account.office}"


def _themes(facts: Facts) -> str:
    return "; ".join(_inside_a_sentence(label) for label in facts["themes"])


def _inside_a_sentence(label: str) -> str:
    """Return a label in lower case, unless it starts with an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _language(facts: Facts) -> str:
    """Return the name of a language in the reader's language."""
    locale = get_locale()
    names = locale.languages if locale is not None else {}
    return str(names.get(str(facts["language"]), facts["language"]))


def _answered(facts: Facts) -> str:
    answered = str(_("Answered %(in_time)s of %(asked)s in time", in_time=facts["in_time"], asked=facts["asked"]))
    declined = str(_("declined %(number)s", number=facts["declined"])) if facts["declined"] else ""
    return ", ".join(filter(None, (answered, declined)))


def _away(facts: Facts) -> str:
    days = {"first": day(facts["first_day"]), "last": day(facts["last_day"])}
    return str(_("Away until %(last)s", **days) if facts["now"] else _("Away from %(first)s to %(last)s", **days))


PHRASES: dict[FitReason | ExclusionReason, Callable[[Facts], str]] = {
    FitReason.KNOWS: lambda facts: _("Knows %(themes)s", themes=_themes(facts)),
    FitReason.KNOWS_NEAR: lambda facts: _("Knows themes related to %(themes)s", themes=_themes(facts)),
    FitReason.REVIEWED: lambda facts: ngettext(
        "Reviewed %(num)s case on its themes", "Reviewed %(num)s cases on its themes", facts["cases"]
    ),
    FitReason.READS: lambda facts: _("Reads %(language)s", language=_language(facts)),
    FitReason.DOES_NOT_READ: lambda facts: _("Does not read %(language)s", language=_language(facts)),
    FitReason.SAYS_NO_LANGUAGE: lambda facts: _("Has not listed languages"),
    FitReason.HAS: lambda facts: _("%(open)s of %(most)s open cases", open=facts["open"], most=facts["most"]),
    FitReason.FULL: lambda facts: _("%(open)s open cases, accepts %(most)s", open=facts["open"], most=facts["most"]),
    FitReason.ANSWERED: _answered,
    FitReason.DELIVERED: lambda facts: _(
        "Submitted %(on_time)s of %(due)s on time", on_time=facts["on_time"], due=facts["due"]
    ),
    FitReason.NEVER_ASKED: lambda facts: _("Never asked before"),
    FitReason.AWAY: _away,
    FitReason.EXCEPTED: lambda facts: _("Two editors agreed to an exception"),
    ExclusionReason.SUBMITS: lambda facts: _("Belongs to the submitting delegation"),
    ExclusionReason.CO_SUBMITS: lambda facts: _("Belongs to a co-submitter"),
    ExclusionReason.IMPLEMENTS: lambda facts: _("Belongs to an implementing State"),
    ExclusionReason.HOSTS: lambda facts: _("Belongs to a host State"),
    ExclusionReason.DECLARED: lambda facts: _("Declared a conflict of interest"),
    ExclusionReason.EDITS: lambda facts: _("Edits the case"),
    ExclusionReason.ASKED: lambda facts: _("Already asked"),
    ExclusionReason.DECLINED: lambda facts: _("Declined to review this revision"),
    ExclusionReason.RELEASED: lambda facts: _("The request was taken back"),
    ExclusionReason.AWAY_THROUGHOUT: lambda facts: _("Away until %(last)s", last=day(facts["last_day"])),
}
