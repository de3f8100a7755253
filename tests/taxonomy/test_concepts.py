"""The thesaurus as data: well formed, false friends separate, and loaded without overwriting edits."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.models import Account, Concept, Operation, Place, Theme
from case_studies.operations.thesaurus.edit import OWN
from case_studies.operations.thesaurus.validate import CLASSIFICATIONS, LONGEST_NAME, LONGEST_NOTE, MOST_NAMES
from case_studies.search.facets import facet_labels
from case_studies.search.text.analysis import is_common, tokens
from case_studies.search.text.thesaurus import Name, name_slots
from case_studies.taxonomy import loader
from case_studies.taxonomy.catalogue import load_vocabularies
from case_studies.taxonomy.concepts import COLUMNS, Row, concepts
from case_studies.taxonomy.loader import load_taxonomy
from case_studies.taxonomy.places import places, read_rows
from case_studies.vocabulary import Language
from tests.support.world import START, World

ROWS = concepts()
BY_ID = {row.id: row for row in ROWS}
TWICE = [name for name, count in Counter(row.id for row in ROWS).items() if count > 1]

# Words with too many meanings: alone, they mean no concept.
GENERIC = """post scene reserve map picture exit admin commander contributor alert detection restriction requirement
stress accident rebels us la sa au un sur dos sea cop male its""".split()

# Concepts that experts keep apart, even if dictionaries do not.
FALSE_FRIENDS = [
    ("theme:MED-CASEVAC", "medevac"),
    ("theme:AWR-PKI", "artificial-intelligence"),
    ("theme:FPR", "poc"),
    ("theme:FPR", "point-of-contact"),
    ("poc", "point-of-contact"),
    ("theme:OSH", "security"),
    ("ied", "landmine"),
    ("theme:TEC-UAS", "hostile-drone"),
    ("theme:TEC-UAS", "theme:FPR-CUAS"),
    ("tcc", "pcc"),
    ("boi", "theme:ACC-INV"),
    ("place:NER", "place:NGA"),
    ("place:SDN", "place:SSD"),
]


def names(concept_id: str) -> set[tuple[str, str]]:
    return {(language, name.casefold()) for language, name in BY_ID[concept_id].names}


def test_every_id_is_given_once_and_none_could_be_an_administrators() -> None:
    assert not TWICE
    assert len({row["id"] for row in read_rows("concepts")}) == len(list(read_rows("concepts")))
    assert not [row.id for row in ROWS if row.id.startswith(OWN)]


def test_the_columns_are_those_that_the_loader_reads() -> None:
    assert list(next(read_rows("concepts"))) == ["id", "facet", "value", *COLUMNS, "note"]
    assert list(next(read_rows("demonyms"))) == ["code", *(column for column in COLUMNS if column != "any")]
    assert {row["code"] for row in read_rows("demonyms")} <= set(places())


def test_every_entry_keeps_the_rules_of_the_form() -> None:
    assert {row.id: found for row in ROWS if (found := list(faults(row)))} == {}


def faults(row: Row) -> Iterator[str]:
    """Yield names that the form would refuse."""
    if not 0 < len(row.names) <= MOST_NAMES:
        yield f"{len(row.names)} names"
    if len(row.note) > LONGEST_NOTE or (row.facet is None) != (row.value is None):
        yield "note or mark"
    for language, name in row.names:
        if language not in COLUMNS.values() or name != " ".join(name.split()) or len(name) > LONGEST_NAME:
            yield name
        elif not any(tokens(name)) or not (name_slots(Name(language, name)) or len(name.split()) > 4):
            yield f"{name} can't be found"
    found = Counter((language, name.casefold()) for language, name in row.names)
    yield from (f"{name} twice" for (_, name), count in found.items() if count > 1)


def test_a_row_that_adds_to_a_vocabulary_says_so() -> None:
    for row in read_rows("concepts"):
        kind, colon, value = row["id"].partition(":")
        if colon:
            assert row["facet"] == kind
            assert row["value"] == value


def test_every_theme_operation_and_place_has_its_entry_and_every_value_exists(bare: World) -> None:
    with bare.platform.work.reading() as session:
        marks = {(row.facet, row.value) for row in ROWS if row.facet}
        known = facet_labels(load_vocabularies(session))
        for facet, column in (("theme", Theme.id), ("operation", Operation.id), ("host_state", Place.code)):
            for value in session.scalars(select(column)):
                kind = CLASSIFICATIONS[facet].concept_kind
                assert (BY_ID[f"{kind}:{value}"].facet, BY_ID[f"{kind}:{value}"].value) == (facet, value)
        assert [mark for mark in marks if mark[1] not in known[mark[0]]] == []


def test_every_theme_has_names_in_all_six_languages() -> None:
    themes = [row for row in ROWS if row.id.startswith("theme:")]
    assert [row.id for row in themes if not set(Language) <= {language for language, _ in row.names}] == []


@pytest.mark.parametrize(("one", "other"), FALSE_FRIENDS)
def test_false_friends_share_no_name(one: str, other: str) -> None:
    assert not names(one) & names(other)
    assert not {text for _, text in names(one)} & {text for language, text in names(other) if not language}


def test_safety_and_security_share_only_names_of_languages_with_one_word() -> None:
    shared = names("safety") & names("security")
    assert shared == {("fr", "sécurité"), ("es", "seguridad"), ("ru", "безопасность"), ("zh", "安全")}


def test_the_french_for_medevac_is_not_casevac() -> None:
    assert ("fr", "évacuation sanitaire") in names("medevac")
    assert ("fr", "evasan") in names("medevac")
    assert ("", "casevac") in names("theme:MED-CASEVAC")


@pytest.mark.parametrize("word", GENERIC)
def test_no_entry_has_a_name_that_means_everything(word: str) -> None:
    assert [row.id for row in ROWS if any(name.casefold() == word for _, name in row.names)] == []


def test_no_name_is_a_stopword() -> None:
    alone = [
        (row.id, name)
        for row in ROWS
        for _, name in row.names
        if len(words := [token for token in tokens(name) if token.width]) == 1 and is_common(words[0].word)
    ]
    assert alone == []


def test_french_and_spanish_acronyms_name_their_operation() -> None:
    known = {name: row.id for row in ROWS for _, name in row.names if row.id.startswith("operation:")}
    for acronym, operation in (
        ("FINUL", "UNIFIL"), ("FNUOD", "UNDOF"), ("ONUST", "UNTSO"), ("MINUL", "UNMIL"), ("ONUCI", "UNOCI"),
        ("MINUK", "UNMIK"), ("MINUSS", "UNMISS"), ("MINUAD", "UNAMID"), ("FISNUA", "UNISFA"), ("MANUI", "UNAMI"),
        ("FPNUL", "UNIFIL"), ("FNUOS", "UNDOF"), ("ONUVT", "UNTSO"),
    ):  # fmt: skip
        assert known[acronym] == f"operation:{operation}"


def contents(session: Session) -> list[tuple[object, ...]]:
    return [tuple(row) for row in session.execute(select(Concept.__table__).order_by(Concept.id))]


@pytest.mark.slow
def test_loading_twice_changes_nothing(bare: World) -> None:
    with bare.platform.work.reading() as session:
        before = contents(session)
    with bare.platform.work.writing() as session:
        assert load_taxonomy(session)["concepts"] == len(before) == len(ROWS)
    with bare.platform.work.reading() as session:
        assert contents(session) == before
        assert session.scalar(select(func.max(Concept.edition))) == 1


def test_loading_updates_entries_except_those_that_people_changed(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with bare.platform.work.writing() as session:
        by = session.scalar(select(Account.id).limit(1))
        changed, retired = session.get_one(Concept, "ied"), session.get_one(Concept, "medevac")
        for concept in (changed, retired):
            concept.changed_by_id, concept.changed_at, concept.edition = by, START + timedelta(days=1), 2
        changed.names, retired.retired = [["en", "what an administrator wrote"]], True
    newer = [
        Row(row.id, row.facet, row.value, (*row.names, ("en", "a name of the next release")), row.note)
        if row.id in ("ied", "medevac", "erw")
        else row
        for row in ROWS
    ]
    added = Row("a-new-thing", None, None, (("en", "a new thing"),), "")
    monkeypatch.setattr(loader, "concepts", lambda: [*newer, added])
    with bare.platform.work.writing() as session:
        load_taxonomy(session)
    with bare.platform.work.reading() as session:
        assert session.get_one(Concept, "ied").names == [["en", "what an administrator wrote"]]
        assert session.get_one(Concept, "medevac").retired
        assert ["en", "a name of the next release"] not in session.get_one(Concept, "medevac").names
        assert ["en", "a name of the next release"] in session.get_one(Concept, "erw").names
        editions = {concept.id: concept.edition for concept in session.scalars(select(Concept))}
    assert {concept_id for concept_id, edition in editions.items() if edition == 3} == {"erw", "a-new-thing"}
    assert (editions["ied"], editions["medevac"], editions["tcc"]) == (2, 2, 1)


def test_a_row_removed_from_the_files_stays(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "concepts", lambda: ROWS[:10])
    with bare.platform.work.writing() as session:
        load_taxonomy(session)
        assert session.scalar(select(func.count()).select_from(Concept)) == len(ROWS)
