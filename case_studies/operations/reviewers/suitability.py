"""How suitable a reviewer is for a case: five criteria, and the table of their weights.

Each criterion gives a share from 0 to 1 and its reasons. Reasons are data; `app/phrases/reviewers.py` has their text.
Everything here is pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from case_studies.operations.reviewers.track_record import TrackRecord
from case_studies.vocabulary import Language


class FitReason(StrEnum):
    """Something that speaks for or against a reviewer."""

    KNOWS = "knows"  # themes of the case
    KNOWS_NEAR = "knows_near"  # a theme one level above or below
    REVIEWED = "judged"  # has reviewed cases with its themes
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
    DECLARED = "declared"  # a conflict of interest
    EDITS = "edits"  # the case, and so sees the reviewers' names
    ASKED = "asked"
    DECLINED = "declined"
    RELEASED = "released"
    AWAY_THROUGHOUT = "away_throughout"  # the whole time of a review


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against a reviewer, with the figures, dates and names of its phrase."""

    ground: FitReason | ExclusionReason
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewRequirements:
    """What a case needs of its reviewers: theme id → label, theme id → id of the theme above, language and days."""

    themes: Mapping[str, str]
    parents: Mapping[str, str | None]
    language: Language
    first_day: date
    last_day: date


Criterion = tuple[float, list[Reason]]


SHARES = {
    FitReason.KNOWS: 1.0,
    FitReason.KNOWS_NEAR: 0.6,
    FitReason.REVIEWED: 0.3,
}  # of one theme; the profile counts most


def expertise(record: TrackRecord, need: ReviewRequirements) -> Criterion:
    """Return the share of the case's themes that the reviewer knows. Each theme counts by its best reason."""
    held: dict[FitReason, list[str]] = {
        FitReason.KNOWS: [theme for theme in need.themes if theme in record.themes],
        FitReason.KNOWS_NEAR: [theme for theme in need.themes if _is_near(theme, record, need)],
        FitReason.REVIEWED: [theme for theme in need.themes if record.reviewed.get(theme)],
    }
    share = sum(max((SHARES[g] for g in held if theme in held[g]), default=0) for theme in need.themes)
    reasons = [
        Reason(ground, {"themes": [need.themes[theme] for theme in held[ground]]})
        for ground in (FitReason.KNOWS, FitReason.KNOWS_NEAR)
        if held[ground]
    ]
    if held[FitReason.REVIEWED]:
        reasons.append(
            Reason(FitReason.REVIEWED, {"cases": max(record.reviewed[theme] for theme in held[FitReason.REVIEWED])})
        )
    return share / max(len(need.themes), 1), reasons


def _is_near(theme: str, record: TrackRecord, need: ReviewRequirements) -> bool:
    """Whether the reviewer knows a theme directly above or below, but not the theme itself."""
    near = {need.parents[theme], *(below for below, above in need.parents.items() if above == theme)}
    return theme not in record.themes and not near.isdisjoint(record.themes)


def language_match(record: TrackRecord, need: ReviewRequirements) -> Criterion:
    """Return 1 if the reviewer reads the language of the case, else 0."""
    if not record.languages:
        return 0.0, [Reason(FitReason.SAYS_NO_LANGUAGE, {})]
    reads = need.language in record.languages
    return float(reads), [Reason(FitReason.READS if reads else FitReason.DOES_NOT_READ, {"language": need.language})]


def spare_capacity(record: TrackRecord, _need: ReviewRequirements) -> Criterion:
    """Return the free share of the cases that the reviewer accepts at once."""
    facts = {"open": record.load, "most": record.largest_load}
    free = max(record.largest_load - record.load, 0) / max(record.largest_load, 1)
    return free, [Reason(FitReason.FULL if record.is_full else FitReason.HAS, facts)]


def reliability(record: TrackRecord, _need: ReviewRequirements) -> Criterion:
    """Return how well the reviewer answered and delivered in time. New reviewers start at one half."""
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
    """Return the share of the days of the review on which the reviewer is available."""
    away = record.days_away(need.first_day, need.last_day)
    if not away:
        return 1.0, []
    facts = {"first_day": away[0], "last_day": record.back_after(away[0]), "now": away[0] == need.first_day}
    return 1 - len(away) / ((need.last_day - need.first_day).days + 1), [Reason(FitReason.AWAY, facts)]


CRITERIA: tuple[tuple[int, Callable[[TrackRecord, ReviewRequirements], Criterion]], ...] = (
    (35, expertise),  # experts see what is missing
    (30, language_match),  # nobody can review a text that they can't read
    (15, spare_capacity),  # or a few reviewers would do all the work
    (12, reliability),  # a silent reviewer delays a case by a month
    (8, availability),  # days of absence do not count, so they only cause delay
)


def suitability(record: TrackRecord, need: ReviewRequirements) -> tuple[float, tuple[Reason, ...]]:
    """Return a reviewer's score for a case, from 0 to 100, and its reasons."""
    results = [(weight, *criterion(record, need)) for weight, criterion in CRITERIA]
    score = sum(weight * share for weight, share, _ in results)
    return round(score, 2), tuple(reason for _, _, reasons in results for reason in reasons)
