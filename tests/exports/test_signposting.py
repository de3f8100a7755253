"""Programs find their way from a page to its forms, and from the site to its data sets."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyld import jsonld
from signposting import find_signposting_http_link

from case_studies.vocabulary import PracticeState
from tests.support.page_reader import read
from tests.support.practices import practice_in
from tests.support.workflow_cases import Steps
from tests.support.world import World

DCAT = "http://www.w3.org/ns/dcat#"


def local(address: Any) -> str:
    return str(address).removeprefix("http://localhost")


def check_links(client: FlaskClient, page: str) -> None:
    """Check that a reader of links finds them with GET and HEAD, that each leads somewhere, and the link set."""
    staying = local(json.loads(read(client, f"{page}.jsonld"))["url"])
    answer = client.get(page)
    headers = answer.headers.getlist("Link")
    assert client.head(page).headers.getlist("Link") == headers
    found = find_signposting_http_link(headers, f"http://localhost{page}")
    assert local(found.citeAs.target) == staying
    assert len(found.describedBy) == 4
    for link in (*found.describedBy, *found.items, found.collection, *found.linksets):
        form = client.get(local(link.target))
        assert (form.status_code, form.mimetype) == (200, str(link.type))
    assert {str(link.target) for link in found.types} > {"https://schema.org/AboutPage"}
    assert found.license is not None
    (linkset,) = found.linksets
    first, *others = json.loads(read(client, local(linkset.target)))["linkset"]
    assert first["cite-as"] == [{"href": f"http://localhost{staying}"}]
    assert {one["href"] for one in first["describedby"]} == {str(link.target) for link in found.describedBy}
    assert {one["anchor"] for one in others} == {str(link.target) for link in (*found.describedBy, *found.items)}


def test_a_page_leads_programs_to_each_of_its_forms(library: World) -> None:
    case = library.visitor().get("/api/v1/search?kind=case").get_json()["items"][0]
    check_links(library.visitor(), f"/cases/{case['reference']}")


@pytest.mark.slow
def test_only_what_is_published_or_adopted_has_links(bare: World) -> None:
    draft = Steps.start(bare)
    assert bare.visitor().get(f"/cases/{draft.reference}.linkset.json").status_code == 404
    author = bare.browser("focal-point.gha")
    assert author.get(f"/cases/{draft.reference}.linkset.json").status_code == 404
    assert "Link" not in author.get(f"/cases/{draft.reference}", follow_redirects=True).headers
    practice = practice_in(bare, PracticeState.IN_CONSULTATION)
    assert "Link" not in bare.browser("practitioner").get(practice.address).headers
    practice.adopt()
    check_links(bare.visitor(), practice.address)


@pytest.mark.slow
def test_the_catalogue_names_data_sets_that_exist(library: World) -> None:
    client = library.visitor()
    (catalogue,) = jsonld.expand(json.loads(read(client, "/catalogue.jsonld")))
    assert catalogue["@type"] == [f"{DCAT}Catalog"]
    for dataset in catalogue[f"{DCAT}dataset"]:
        for form in dataset[f"{DCAT}distribution"]:
            answer = client.get(local(form[f"{DCAT}downloadURL"][0]["@id"]))
            assert answer.status_code == 200
            assert form[f"{DCAT}mediaType"][0]["@id"].endswith(answer.mimetype)
    for service in catalogue[f"{DCAT}service"]:
        assert client.get(local(service[f"{DCAT}endpointDescription"][0]["@id"])).status_code == 200
