"""Weighing a reviewer for a case: five merits, each a share from 0 to 1 with its reasons, and the table of weights.

Pure. Reasons are data: the delivery has the words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from case_studies.operations.reviewers.track_record import TrackRecord
from case_studies.vocabulary import Language


class FitReason(StrEnum):
    """What an editor looks at when choosing a reviewer."""

    KNOWS = "knows"  # themes of the case
    KNOWS_NEAR = "knows_near"  # a theme one level above or below
    JUDGED = "judged"  # cases with its themes
    READS = "reads"  # its language
    DOES_NOT_READ = "does_not_read"
    SAYS_NO_LANGUAGE = "says_no_language"
    HAS = "has"  # so many open cases
    FULL = "full"
    ANSWERED = "answered"
    DELIVERED = "delivered"
    NEVER_ASKED = "never_asked"
    AWAY = "away"
    EXCEPTED = "excepted"  # from a conflict, by two editors


class ExclusionReason(StrEnum):
    """Why a reviewer can't be chosen."""

    SUBMITS = "submits"
    CO_SUBMITS = "co_submits"
    IMPLEMENTS = "implements"
    HOSTS = "hosts"
    DECLARED = "declared"  # a conflict of their own
    EDITS = "edits"  # the case, with the reviewers' names before them
    ASKED = "asked"
    DECLINED = "declined"
    RELEASED = "released"
    AWAY_THROUGHOUT = "away_throughout"  # all the time of a review


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against a reviewer, with its figures, dates and names."""

    ground: FitReason | ExclusionReason
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewRequirements:
    """What a case asks of its reviewers. `themes` has labels, `parents` the theme above each of all themes."""

    themes: Mapping[str, str]
    parents: Mapping[str, str | None]
    language: Language
    first_day: date
    last_day: date


Criterion = tuple[float, list[Reason]]


SHARES = {
    FitReason.KNOWS: 1.0,
    FitReason.KNOWS_NEAR: 0.6,
    FitReason.JUDGED: 0.3,
}  # of a theme: their own word counts most


def expertise(record: TrackRecord, need: ReviewRequirements) -> Criterion:
    """Weigh what they know of each theme of the case, by what counts most for it."""
    held: dict[FitReason, list[str]] = {
        FitReason.KNOWS: [theme for theme in need.themes if theme in record.themes],
        FitReason.KNOWS_NEAR: [theme for theme in need.themes if _is_near(theme, record, need)],
        FitReason.JUDGED: [theme for theme in need.themes if record.reviewed.get(theme)],
    }
    share = sum(max((SHARES[g] for g in held if theme in held[g]), default=0) for theme in need.themes)
    reasons = [
        Reason(ground, {"themes": [need.themes[theme] for theme in held[ground]]})
        for ground in (FitReason.KNOWS, FitReason.KNOWS_NEAR)
        if held[ground]
    ]
    if held[FitReason.JUDGED]:
        reasons.append(
            Reason(FitReason.JUDGED, {"cases": max(record.reviewed[theme] for theme in held[FitReason.JUDGED])})
        )
    return share / max(len(need.themes), 1), reasons


def _is_near(theme: str, record: TrackRecord, need: ReviewRequirements) -> bool:
    """Whether they know not the theme itself, but the one above it or one below."""
    near = {need.parents[theme], *(below for below, above in need.parents.items() if above == theme)}
    return theme not in record.themes and not near.isdisjoint(record.themes)


def language_match(record: TrackRecord, need: ReviewRequirements) -> Criterion:
    """Weigh whether they read the language of the case."""
    if not record.languages:
        return 0.0, [Reason(FitReason.SAYS_NO_LANGUAGE, {})]
    reads = need.language in record.languages
    return float(reads), [Reason(FitReason.READS if reads else FitReason.DOES_NOT_READ, {"language": need.language})]


def spare_capacity(record: TrackRecord, _need: ReviewRequirements) -> Criterion:
    """Weigh how much of what they take on is still free."""
    facts = {"open": record.load, "most": record.largest_load}
    free = max(record.largest_load - record.load, 0) / max(record.largest_load, 1)
    return free, [Reason(FitReason.FULL if record.is_full else FitReason.HAS, facts)]


def reliability(record: TrackRecord, _need: ReviewRequirements) -> Criterion:
    """Weigh how they answered and delivered. Nobody starts at either end: two imagined cases, half good, count in."""
    tally = record.tally
    good = max(tally.in_time - tally.declined / 2, 0) + tally.on_time
    share = (good + 1) / (tally.asked + tally.due + 2)
    reasons = []
    if tally.asked:
        facts = {"in_time": tally.in_time, "asked": tally.asked, "declined": tally.declined}
        reasons.append(Reason(FitReason.ANSWERED, facts))
    if tally.due:
        reasons.append(Reason(FitReason.DELIVERED, {"on_time": tally.on_time, "due": tally.due}))
    return share, reasons or [Reason(FitReason.NEVER_ASKED, {})]


def availability(record: TrackRecord, need: ReviewRequirements) -> Criterion:
    """Weigh on how many days of the review they are there."""
    away = record.days_away(need.first_day, need.last_day)
    if not away:
        return 1.0, []
    facts = {"first_day": away[0], "last_day": record.back_after(away[0]), "now": away[0] == need.first_day}
    return 1 - len(away) / ((need.last_day - need.first_day).days + 1), [Reason(FitReason.AWAY, facts)]


CRITERIA: tuple[tuple[int, Callable[[TrackRecord, ReviewRequirements], Criterion]], ...] = (
    (35, expertise),  # who knows the matter sees what is missing
    (30, language_match),  # a text can't be judged in a language that one doesn't read
    (15, spare_capacity),  # or the same few carry everything
    (12, reliability),  # a silent reviewer costs a case a month
    (8, availability),  # their clock stands meanwhile, so an absence only delays
)


def suitability(record: TrackRecord, need: ReviewRequirements) -> tuple[float, tuple[Reason, ...]]:
    """Return a reviewer's score for a case, and what it is made of."""
    merits = [(weight, *merit(record, need)) for weight, merit in CRITERIA]
    score = sum(weight * share for weight, share, _ in merits)
    return round(score, 2), tuple(reason for _, _, reasons in merits for reason in reasons)
