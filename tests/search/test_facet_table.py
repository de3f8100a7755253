"""The table of facets: each row is in the schema, in addresses, in the index, on the page and in the API."""

from collections.abc import Iterator

import pytest

from app.pages.search.url import FILTERS
from app.phrases.facets import value_labels
from app.phrases.labels import FACETS as FACET_LABELS
from app.schemas.search import QuerySchema, SearchSchema
from app.schemas.search_results import FacetCountsSchema
from app.schemas.suggestions import SuggestionSchema
from case_studies.operations.thesaurus.validate import CLASSIFICATIONS
from case_studies.search.contract import Query
from case_studies.search.facets import FACETS, Facet, Suggested
from case_studies.search.query.fields import filter_of
from case_studies.search.query.tree import FilterNode
from case_studies.search.sync.search_documents import search_documents
from case_studies.search.text.thesaurus import EMPTY_THESAURUS, Entry, Name, Thesaurus
from case_studies.taxonomy.catalogue import CODES, load_vocabularies
from case_studies.taxonomy.concepts import concepts
from case_studies.vocabulary import Audience, FoundKind, SaidLife, State
from tests.support.page_reader import found, link, read, words
from tests.support.template import Template
from tests.support.workflow_cases import case_in
from tests.support.world import World

EVERY_FACET = pytest.mark.parametrize("facet", FACETS.values(), ids=list(FACETS))


@pytest.fixture(scope="module")
def world(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A platform with one published case that has every field filled."""
    world = bare_template.copy(tmp_path_factory.mktemp("one_case"))
    case_in(world, State.PUBLISHED).confirm(SaidLife.IN_USE)
    yield world
    world.close()


@pytest.fixture(scope="module")
def values(world: World) -> dict[str, str]:
    """One value of the case for each facet, as the index has it."""
    with world.platform.work.reading() as session:
        (document,) = search_documents(session, Audience.PUBLIC)
    return {name: codes[0] for name, codes in document.facets.items()}


def test_the_search_document_has_a_value_of_every_facet(values: dict[str, str]) -> None:
    assert list(values) == list(FACETS)


@EVERY_FACET
def test_a_facet_is_a_parameter_of_forms_and_api(facet: Facet) -> None:
    for schema in (QuerySchema, SearchSchema):
        parameter = schema().fields[facet.name]
        assert parameter.metadata["description"] == facet.description
    assert facet.name in FacetCountsSchema().fields
    assert facet.name in FILTERS


@EVERY_FACET
def test_a_facet_and_its_values_have_labels(facet: Facet, world: World) -> None:
    with world.platform.work.reading() as session:
        vocabularies = load_vocabularies(session)
    assert str(FACET_LABELS[facet.name]) == facet.label
    labels = value_labels(vocabularies)[facet.name]
    assert labels
    assert set(labels) == set(facet.labels(vocabularies)) == set(facet.short_labels(vocabularies))
    assert facet.closed_list is not None or facet.vocabulary in CODES


@EVERY_FACET
def test_the_index_filters_and_counts_by_a_facet(facet: Facet, world: World, values: dict[str, str]) -> None:
    engine = world.platform.search
    value = values[facet.name]
    results = engine.search(Audience.PUBLIC, Query(filters={facet.name: (value,)}))
    assert results.total == results.facets[facet.name][value] == results.library.facets[facet.name][value] == 1
    assert engine.search(Audience.PUBLIC, Query(filters={facet.name: ("NOPE",)})).total == 0


@pytest.mark.slow
@EVERY_FACET
def test_the_page_offers_a_facet_and_takes_it_off(facet: Facet, world: World, values: dict[str, str]) -> None:
    client = world.visitor()
    with world.platform.work.reading() as session:
        label = facet.short_labels(load_vocabularies(session))[values[facet.name]]
    everything = read(client, "/search")
    assert facet.label in words(everything)
    filtered = f"/search?{facet.name}={values[facet.name]}"
    assert filtered in everything.replace("&amp;", "&")
    page = read(client, filtered)
    assert len(found(page)) == 1
    chip = f"Remove {facet.label}: " + ("" if facet.closed_list else label)
    assert link(page, chip) == "/search"


@EVERY_FACET
def test_the_api_counts_a_facet(facet: Facet, world: World, values: dict[str, str]) -> None:
    answer = world.visitor().get(f"/api/v1/search?{facet.name}={values[facet.name]}").get_json()
    assert answer["total"] == 1
    assert values[facet.name] in {value["id"] for value in answer["facets"][facet.name]}


@EVERY_FACET
def test_the_query_syntax_reads_a_facet_by_its_field(facet: Facet, values: dict[str, str]) -> None:
    value = values[facet.name]
    named = next((one for one in FACETS.values() if one.vocabulary == facet.vocabulary and one.concept_kind), facet)
    thesaurus = Thesaurus([Entry("entry", (Name("en", "Something"),), (named.name, value))])
    if facet.query_field:
        assert filter_of(facet.query_field, value, thesaurus) == FilterNode(facet.name, value)
        assert filter_of(facet.query_field, "nope", thesaurus) is None
    else:
        assert filter_of(facet.name, value, thesaurus) is None


def test_a_field_that_no_facet_has_is_unknown() -> None:
    assert filter_of("nonsense", "mali", EMPTY_THESAURUS) is None


def test_suggestions_lead_to_things_and_to_suggested_facets() -> None:
    suggested = [facet.name for facet in FACETS.values() if facet.suggested is not Suggested.NO]
    assert SuggestionSchema().fields["kind"].metadata["enum"] == [*FoundKind, *suggested]
    assert set(suggested) <= set(CLASSIFICATIONS), "values are suggested by the names of their thesaurus entries"


def test_the_entries_of_the_data_files_belong_to_facets_that_have_entries() -> None:
    kinds = {(row.id.partition(":")[0], row.facet) for row in concepts() if ":" in row.id}
    assert kinds == {(facet.concept_kind, name) for name, facet in CLASSIFICATIONS.items()}
