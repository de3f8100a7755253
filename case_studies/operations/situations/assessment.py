"""Compares one case with a situation: reasons, differences, asides, and a weight for the order. Pure functions.

A reason or a difference needs a classification or a sentence of the case as evidence. A sentence that says something is
not published, or that contains a "not", is no evidence. Where a case says that it fits less, that is a warning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from case_studies.operations.situations.situation import Assessment, Chosen, Fit, Relation, Situation
from case_studies.operations.situations.text_annotation import Sentence, Vocabulary
from case_studies.policy.release import ReleasedRevision
from case_studies.taxonomy.situations import Aspect, Cue
from case_studies.vocabulary import PlaceKind, Section

# The sections that are read for an aspect, the most relevant first.
SECTIONS_OF: dict[Aspect, tuple[Section, ...]] = {
    Aspect.THREAT: (Section.SITUATION, Section.TRANSFER, Section.SUMMARY, Section.ACTIONS),
    Aspect.TERRAIN: (Section.TRANSFER, Section.SITUATION, Section.SUMMARY, Section.ACTIONS),
    Aspect.UNIT: (Section.TRANSFER, Section.ACTIONS, Section.RESOURCES, Section.SUMMARY),
    Aspect.MEANS: (Section.RESOURCES, Section.TRANSFER, Section.ACTIONS),
}
MEANS_SECTIONS = (Section.RESOURCES, Section.TRANSFER)  # Actions may mention the means of a partner

WEIGHTS: dict[tuple[Aspect, Relation], float] = {
    (Aspect.THREAT, Relation.SAME): 5,  # a measure against another threat is rarely useful
    (Aspect.HOST_STATE, Relation.SAME): 4,  # the same authorities, roads and seasons
    (Aspect.UNIT, Relation.SAME): 4,  # the reader can do it without asking others
    (Aspect.TERRAIN, Relation.SAME): 3,  # terrain matters less than threat and unit
    (Aspect.MEANS, Relation.SAME): 2,  # in proportion to the means that the case names
    (Aspect.THREAT, Relation.OTHER): -2,  # a contradiction is worse than silence
    (Aspect.TERRAIN, Relation.OTHER): -1,
    (Aspect.UNIT, Relation.OTHER): -1,
    (Aspect.MEANS, Relation.NEEDS): -1,  # each: a condition that is not met
    (Aspect.MEANS, Relation.NAMES): -0.25,  # each: it may be borrowed or omitted
}
LIMITED = -3  # the case itself warns of exactly this
BY_DEPTH = (
    0.6,
    0.8,
    1.0,
)  # share of a weight by the number of sections that name the value: one mention is not a subject
CLASSIFIED = 1.0  # the authors chose the theme, so it is a subject

NO_EVIDENCE = frozenset({Cue.UNSAID, Cue.LIMIT})
"""A sentence with such a cue does not show that the case has what it names."""

Sentences = Sequence[Sentence]
SentencesByValue = Mapping[str, Sentences]
"""Values of an aspect, each with the sentences that name it."""


def assess(situation: Situation, revision: ReleasedRevision, sentences: Sentences, vocabulary: Vocabulary) -> Fit:
    """Compare a case with a situation."""
    own = [theme.id for theme in revision.themes]
    remarks = [*_host_states(situation, revision)]
    by_aspect = {aspect: sentences_by_value(aspect, sentences) for aspect in SECTIONS_OF}
    for aspect in SECTIONS_OF:
        chosen = situation.of(aspect)
        by_value = {value: tuple(t for t in own if t in vocabulary.themes_of((aspect, value))) for value in chosen}
        themes = {value: about for value, about in by_value.items() if about}
        remarks += _remarks(aspect, chosen, themes, sentences, by_aspect[aspect])
    same_terrain = tuple(
        v for r in remarks if (r.aspect, r.relation) == (Aspect.TERRAIN, Relation.SAME) for v in r.values
    )
    remarks = [_with_terrain(remark, same_terrain) for remark in remarks]
    return Fit(
        revision,
        _weight(situation, by_aspect, remarks),
        reasons=_only(remarks, Relation.SAME),
        differences=_only(remarks, Relation.LIMIT, Relation.OTHER, Relation.NEEDS, Relation.NAMES),
        asides=_only(remarks, Relation.SPEAKS, Relation.SILENT),
        takes=_only(remarks, Relation.TAKES),
    )


def is_reason_to_read(situation: Situation, fit: Fit) -> bool:
    """Return whether the reasons are enough. If the situation has other aspects than means, one of them must match."""
    if situation.aspects == [Aspect.MEANS]:
        return bool(fit.reasons)
    return any(remark.aspect != Aspect.MEANS for remark in fit.reasons)


def sentences_by_value(aspect: Aspect, sentences: Sentences) -> SentencesByValue:
    """Return the values of an aspect that a case names, each with its sentences, the most relevant first."""
    by_value: dict[str, list[Sentence]] = {}
    for sentence in _relevant(aspect, sentences, with_denial=False):
        for value in sentence.values(aspect):
            by_value.setdefault(value, []).append(sentence)
    return by_value


def _relevant(aspect: Aspect, sentences: Sentences, *, with_denial: bool) -> list[Sentence]:
    """Return the sentences that name a value of the aspect, by section: only negated sentences, or only the others."""
    return [
        sentence
        for section in SECTIONS_OF[aspect]
        for sentence in sentences
        if sentence.section == section
        and with_denial == (Cue.DENIAL in sentence.cues)
        and NO_EVIDENCE.isdisjoint(sentence.cues)
        and sentence.values(aspect)
    ]


def _remarks(
    aspect: Aspect, chosen: Chosen, themes: Mapping[str, Chosen], sentences: Sentences, by_value: SentencesByValue
) -> list[Assessment]:
    """Return the remarks on threat, terrain, unit or means. `themes` are those of the case that are about a value."""
    same = [value for value in chosen if value in by_value or value in themes]
    remarks = [*_limits(aspect, chosen, sentences), *_same(aspect, same, themes, by_value)]
    if aspect == Aspect.MEANS:
        return remarks + list(_not_chosen(chosen, sentences))
    covered = {value for remark in remarks for value in remark.values}
    remarks += _denied(aspect, [value for value in chosen if value not in covered], sentences)
    covered = {value for remark in remarks for value in remark.values}
    absent = tuple(value for value in chosen if value not in covered)
    if absent and by_value and not covered:
        return [*remarks, _other(aspect, chosen, by_value)]
    return [*remarks, Assessment(aspect, Relation.SILENT, absent)] if absent else remarks


def _denied(aspect: Aspect, values: Sequence[str], sentences: Sentences) -> Iterator[Assessment]:
    """Yield values that are named only in sentences with a "not": mentioned, but no reason to read the case."""
    left = list(values)
    for sentence in _relevant(aspect, sentences, with_denial=True):
        here = [value for value in sentence.values(aspect) if value in left]
        if here:
            left = [value for value in left if value not in here]
            yield Assessment(aspect, Relation.SPEAKS, tuple(here), passage=sentence.passage(aspect, here))


def _other(aspect: Aspect, chosen: Chosen, by_value: SentencesByValue) -> Assessment:
    """Return what the case names instead, with its most relevant sentence."""
    sentence = next(iter(by_value.values()))[0]
    values = tuple(sentence.values(aspect))
    return Assessment(aspect, Relation.OTHER, values, yours=chosen, passage=sentence.passage(aspect, values))


def _host_states(situation: Situation, revision: ReleasedRevision) -> Iterator[Assessment]:
    """Compare the host States by classification. A withheld host State does not count as another one."""
    chosen = situation.host_state
    if not chosen:
        return
    hosts = tuple(place.code for place in revision.host_states if place.kind in (PlaceKind.STATE, PlaceKind.AREA))
    same = tuple(code for code in chosen if code in {place.code for place in revision.host_states})
    if same:
        yield Assessment(Aspect.HOST_STATE, Relation.SAME, same)
    elif hosts:
        yield Assessment(Aspect.HOST_STATE, Relation.OTHER, hosts)
    else:
        yield Assessment(Aspect.HOST_STATE, Relation.SILENT, chosen)


def _with_terrain(remark: Assessment, terrain: Chosen) -> Assessment:
    """Add to another host State the terrain that is the same, if the case names it."""
    if (remark.aspect, remark.relation) != (Aspect.HOST_STATE, Relation.OTHER):
        return remark
    return replace(remark, same_terrain=terrain)


def _same(
    aspect: Aspect, same: Iterable[str], themes: Mapping[str, Chosen], by_value: SentencesByValue
) -> list[Assessment]:
    """Return the reasons. Values with the same sentence as evidence are in one reason."""
    by_evidence: dict[Sentence | None, list[str]] = {}
    for value in same:
        by_evidence.setdefault(by_value[value][0] if value in by_value else None, []).append(value)
    return [
        Assessment(
            aspect,
            Relation.SAME,
            tuple(values),
            themes=tuple(dict.fromkeys(theme for value in values for theme in themes.get(value, ()))),
            passage=sentence.passage(aspect, values) if sentence else None,
        )
        for sentence, values in by_evidence.items()
    ]


def _limits(aspect: Aspect, chosen: Chosen, sentences: Sentences) -> Iterator[Assessment]:
    """Yield sentences of "Use elsewhere" that say the case fits less, and that name a chosen value."""
    for sentence in sentences:
        if sentence.section == Section.TRANSFER and Cue.LIMIT in sentence.cues:
            values = [value for value in sentence.values(aspect) if value in chosen]
            if values:
                passage = sentence.passage(aspect, values)
                yield Assessment(aspect, Relation.LIMIT, tuple(values), passage=passage)


def _not_chosen(chosen: Chosen, sentences: Sentences) -> Iterator[Assessment]:
    """Yield the means that the case needs and that were not chosen, each once; conditions first."""
    seen: set[str] = set(chosen)
    relevant = [s for s in _relevant(Aspect.MEANS, sentences, with_denial=False) if s.section in MEANS_SECTIONS]
    for sentence in sorted(relevant, key=lambda sentence: not _states_condition(sentence)):
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


def _weight(situation: Situation, by_aspect: Mapping[Aspect, SentencesByValue], remarks: list[Assessment]) -> float:
    """Add up the weights of the remarks. If an aspect has several values, each counts in proportion."""
    total: float = LIMITED * len({r.passage.text for r in remarks if r.relation == Relation.LIMIT and r.passage})
    for remark in remarks:
        weight = WEIGHTS.get((remark.aspect, remark.relation), 0)
        if remark.relation == Relation.SAME:
            total += weight * _share(situation, remark, by_aspect)
        elif remark.aspect == Aspect.MEANS:
            total += weight * len(remark.values)
        else:
            total += weight
    return round(total, 3)


def _share(situation: Situation, remark: Assessment, by_aspect: Mapping[Aspect, SentencesByValue]) -> float:
    """Return how much of an aspect a reason covers, from 0 to 1."""
    if remark.aspect == Aspect.HOST_STATE:
        return 1.0
    by_value = by_aspect[remark.aspect]
    if remark.aspect == Aspect.MEANS:
        return len(remark.values) / len({*by_value, *remark.values})
    covered = sum(CLASSIFIED if remark.themes else _depth(by_value[value]) for value in remark.values)
    return covered / len(situation.of(remark.aspect))


def _depth(sentences: Sentences) -> float:
    sections = len({sentence.section for sentence in sentences})
    return BY_DEPTH[min(sections, len(BY_DEPTH)) - 1]
