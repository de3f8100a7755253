"""Holding one case against a situation: reasons, differences, asides, and a weight to order cases by. Pure.

A reason or a difference rests on a classification or on a sentence of the case. A sentence that says something was not
published, or that has a "not" in it, bears neither; where the case says it fits less, that is a warning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from case_studies.models import Revision
from case_studies.operations.situations.situation import Assessment, Chosen, Fit, Relation, Situation
from case_studies.operations.situations.text_annotation import Sentence
from case_studies.taxonomy.situations import Aspect, Cue, choices
from case_studies.vocabulary import PlaceKind, Section

# The sections that tell of an aspect, the most telling first.
READ: dict[Aspect, tuple[Section, ...]] = {
    Aspect.THREAT: (Section.SITUATION, Section.TRANSFER, Section.SUMMARY, Section.ACTIONS),
    Aspect.TERRAIN: (Section.TRANSFER, Section.SITUATION, Section.SUMMARY, Section.ACTIONS),
    Aspect.UNIT: (Section.TRANSFER, Section.ACTIONS, Section.RESOURCES, Section.SUMMARY),
    Aspect.MEANS: (Section.RESOURCES, Section.TRANSFER, Section.ACTIONS),
}
TOOK = (Section.RESOURCES, Section.TRANSFER)  # what a case takes; Actions may tell of a partner's means too

WEIGHTS: dict[tuple[Aspect, Relation], float] = {
    (Aspect.THREAT, Relation.SAME): 5,  # a measure against another threat is seldom of use
    (Aspect.HOST_STATE, Relation.SAME): 4,  # the same authorities, roads and seasons
    (Aspect.UNIT, Relation.SAME): 4,  # the reader can do it, rather than ask others for it
    (Aspect.TERRAIN, Relation.SAME): 3,  # ground decides less than threat and unit
    (Aspect.MEANS, Relation.SAME): 2,  # as a share of the means that the case names
    (Aspect.THREAT, Relation.OTHER): -2,  # a plain contradiction is worse than silence
    (Aspect.TERRAIN, Relation.OTHER): -1,
    (Aspect.UNIT, Relation.OTHER): -1,
    (Aspect.MEANS, Relation.NEEDS): -1,  # each: what is a condition and is not there
    (Aspect.MEANS, Relation.NAMES): -0.25,  # each: it may be borrowed or left out
}
LIMITED = -3  # the case itself warns of just this
BY_DEPTH = (0.6, 0.8, 1.0)  # of a weight, by the number of sections that name it: a mention is not yet a subject
CLASSIFIED = 1.0  # a theme was chosen by the authors: it is a subject

BARRED = frozenset({Cue.UNSAID, Cue.LIMIT})
"""What is named in such a sentence is not said to be there, or is a warning."""

Sentences = Sequence[Sentence]
Named = Mapping[str, Sentences]
"""Values of an aspect, each with the sentences that name it."""


def assess(situation: Situation, revision: Revision, scanned: Sentences) -> Fit:
    """Return what there is to say of a case in a situation."""
    remarks = [*_host_states(situation, revision)]
    found = {aspect: named(aspect, scanned) for aspect in READ}
    for aspect in READ:
        remarks += _remarks(aspect, situation.of(aspect), revision, scanned, found[aspect])
    same_ground = tuple(
        v for r in remarks if (r.aspect, r.relation) == (Aspect.TERRAIN, Relation.SAME) for v in r.values
    )
    remarks = [_with_terrain(remark, same_ground) for remark in remarks]
    return Fit(
        revision,
        _weight(situation, found, remarks),
        reasons=_only(remarks, Relation.SAME),
        differences=_only(remarks, Relation.LIMIT, Relation.OTHER, Relation.NEEDS, Relation.NAMES),
        asides=_only(remarks, Relation.SPEAKS, Relation.SILENT),
        takes=_only(remarks, Relation.TAKES),
    )


def is_reason_to_read(situation: Situation, fit: Fit) -> bool:
    """Whether a case shares more than means, where more than means was chosen."""
    if situation.aspects == [Aspect.MEANS]:
        return bool(fit.reasons)
    return any(remark.aspect != Aspect.MEANS for remark in fit.reasons)


def named(aspect: Aspect, scanned: Sentences) -> Named:
    """Return the values of an aspect that a case names, each with its sentences, the most telling first."""
    found: dict[str, list[Sentence]] = {}
    for sentence in _telling(aspect, scanned, denying=False):
        for value in sentence.values(aspect):
            found.setdefault(value, []).append(sentence)
    return found


def _telling(aspect: Aspect, scanned: Sentences, *, denying: bool) -> list[Sentence]:
    """Return the sentences that name something of an aspect, by section: those with a "not" in them, or the others."""
    return [
        sentence
        for section in READ[aspect]
        for sentence in scanned
        if sentence.section == section
        and denying == (Cue.DENIAL in sentence.cues)
        and BARRED.isdisjoint(sentence.cues)
        and sentence.values(aspect)
    ]


def _remarks(aspect: Aspect, chosen: Chosen, revision: Revision, scanned: Sentences, found: Named) -> list[Assessment]:
    """Return what there is to say of threat, terrain, unit or means."""
    themed = _themed(aspect, chosen, revision)
    same = [value for value in chosen if value in found or value in themed]
    remarks = [*_limits(aspect, chosen, scanned), *_same(aspect, same, themed, found)]
    if aspect == Aspect.MEANS:
        return remarks + list(_not_chosen(chosen, scanned))
    said = {value for remark in remarks for value in remark.values}
    remarks += _spoken_of(aspect, [value for value in chosen if value not in said], scanned)
    said = {value for remark in remarks for value in remark.values}
    absent = tuple(value for value in chosen if value not in said)
    if absent and found and not said:
        return [*remarks, _other(aspect, chosen, found)]
    return [*remarks, Assessment(aspect, Relation.SILENT, absent)] if absent else remarks


def _spoken_of(aspect: Aspect, values: Sequence[str], scanned: Sentences) -> Iterator[Assessment]:
    """Yield what is named only where the sentence denies something: no reason, and no silence either."""
    left = list(values)
    for sentence in _telling(aspect, scanned, denying=True):
        here = [value for value in sentence.values(aspect) if value in left]
        if here:
            left = [value for value in left if value not in here]
            yield Assessment(aspect, Relation.SPEAKS, tuple(here), passage=sentence.passage(aspect, here))


def _other(aspect: Aspect, chosen: Chosen, found: Named) -> Assessment:
    """Say what the case names instead, by the sentence that tells most."""
    sentence = next(iter(found.values()))[0]
    values = tuple(sentence.values(aspect))
    return Assessment(aspect, Relation.OTHER, values, yours=chosen, passage=sentence.passage(aspect, values))


def _host_states(situation: Situation, revision: Revision) -> Iterator[Assessment]:
    """Yield what the classification says of host States; one that is withheld is not said to be another."""
    chosen = situation.host_state
    if not chosen:
        return
    held = tuple(place.code for place in revision.host_states if place.kind in (PlaceKind.STATE, PlaceKind.AREA))
    same = tuple(code for code in chosen if code in {place.code for place in revision.host_states})
    if same:
        yield Assessment(Aspect.HOST_STATE, Relation.SAME, same)
    elif held:
        yield Assessment(Aspect.HOST_STATE, Relation.OTHER, held)
    else:
        yield Assessment(Aspect.HOST_STATE, Relation.SILENT, chosen)


def _with_terrain(remark: Assessment, terrain: Chosen) -> Assessment:
    """Say with another host State that the ground is the same, where the case names it."""
    if (remark.aspect, remark.relation) != (Aspect.HOST_STATE, Relation.OTHER):
        return remark
    return replace(remark, ground=terrain)


def _themed(aspect: Aspect, chosen: Chosen, revision: Revision) -> dict[str, Chosen]:
    """Return the values that a theme of the case is about, with these themes."""
    own = [theme.id for theme in revision.themes]
    themed = {value: tuple(t for t in own if t in choices()[aspect][value].themes) for value in chosen}
    return {value: themes for value, themes in themed.items() if themes}


def _same(aspect: Aspect, same: Iterable[str], themed: Mapping[str, Chosen], found: Named) -> list[Assessment]:
    """Make the reasons: values that rest on the same sentence stand together."""
    resting: dict[Sentence | None, list[str]] = {}
    for value in same:
        resting.setdefault(found[value][0] if value in found else None, []).append(value)
    return [
        Assessment(
            aspect,
            Relation.SAME,
            tuple(values),
            themes=tuple(dict.fromkeys(theme for value in values for theme in themed.get(value, ()))),
            passage=sentence.passage(aspect, values) if sentence else None,
        )
        for sentence, values in resting.items()
    ]


def _limits(aspect: Aspect, chosen: Chosen, scanned: Sentences) -> Iterator[Assessment]:
    """Yield where Use elsewhere says that the case fits less, and names what was chosen."""
    for sentence in scanned:
        if sentence.section == Section.TRANSFER and Cue.LIMIT in sentence.cues:
            values = [value for value in sentence.values(aspect) if value in chosen]
            if values:
                passage = sentence.passage(aspect, values)
                yield Assessment(aspect, Relation.LIMIT, tuple(values), passage=passage)


def _not_chosen(chosen: Chosen, scanned: Sentences) -> Iterator[Assessment]:
    """Yield the means that the case takes and that were not chosen, each once; conditions first."""
    seen: set[str] = set(chosen)
    sentences = [s for s in _telling(Aspect.MEANS, scanned, denying=False) if s.section in TOOK]
    for sentence in sorted(sentences, key=lambda sentence: not _states_condition(sentence)):
        values = tuple(value for value in sentence.values(Aspect.MEANS) if value not in seen)
        if values:
            seen.update(values)
            relation = Relation.NEEDS if _states_condition(sentence) else Relation.NAMES
            relation = relation if chosen else Relation.TAKES
            yield Assessment(Aspect.MEANS, relation, values, passage=sentence.passage(Aspect.MEANS, values))


def _states_condition(sentence: Sentence) -> bool:
    return sentence.section == Section.TRANSFER and Cue.NEED in sentence.cues


def _only(remarks: Iterable[Assessment], *relations: Relation) -> tuple[Assessment, ...]:
    return tuple(remark for relation in relations for remark in remarks if remark.relation == relation)


def _weight(situation: Situation, found: Mapping[Aspect, Named], remarks: list[Assessment]) -> float:
    """Add up what the remarks weigh; of several values of one aspect, each counts its share."""
    total: float = LIMITED * len({r.passage.text for r in remarks if r.relation == Relation.LIMIT and r.passage})
    for remark in remarks:
        weight = WEIGHTS.get((remark.aspect, remark.relation), 0)
        if remark.relation == Relation.SAME:
            total += weight * _share(situation, remark, found)
        elif remark.aspect == Aspect.MEANS:
            total += weight * len(remark.values)
        else:
            total += weight
    return round(total, 3)


def _share(situation: Situation, remark: Assessment, found: Mapping[Aspect, Named]) -> float:
    """Return how much of an aspect a reason fills, from 0 to 1."""
    if remark.aspect == Aspect.HOST_STATE:
        return 1.0
    sentences = found[remark.aspect]
    if remark.aspect == Aspect.MEANS:
        return len(remark.values) / len({*sentences, *remark.values})
    filled = sum(CLASSIFIED if remark.themes else _depth(sentences[value]) for value in remark.values)
    return filled / len(situation.of(remark.aspect))


def _depth(sentences: Sentences) -> float:
    sections = len({sentence.section for sentence in sentences})
    return BY_DEPTH[min(sections, len(BY_DEPTH)) - 1]
