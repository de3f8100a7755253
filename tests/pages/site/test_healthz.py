"""What monitoring asks: readiness by part, and the figures for a program that knows the token."""

import shutil
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from case_studies.operations.administration.health import note_worker_round
from case_studies.vocabulary import State
from config import Config, UnsafeConfiguration
from tests.support.workflow_cases import case_in
from tests.support.world import World

TOKEN = "a-token-for-the-figures-of-this-test"


def test_readiness_names_the_part_that_fails(bare: World) -> None:
    client = bare.visitor()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()) == (200, {"database": "ok", "migrations": "ok", "index": "ok"})
    shutil.rmtree(bare.config.index_dir)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["index"]) == (503, "failed")
    with bare.platform.work.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    assert client.get("/readyz").get_json() == {"database": "ok", "migrations": "failed", "index": "failed"}


@pytest.mark.parametrize("header", [None, "Bearer another-token", "Basic Og==", f"Basic {TOKEN}"])
def test_the_figures_do_not_exist_for_those_without_the_token(bare: World, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    assert bare.visitor().get("/metrics", headers=headers).status_code == 404
    same = World(replace(bare.config, metrics_token=TOKEN), clock=bare.clock)
    try:
        assert same.visitor().get("/metrics", headers=headers).status_code == 404
        assert same.browser("admin").get("/metrics").status_code == 404
    finally:
        same.close()


def test_the_figures_can_be_read_by_prometheus(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="Sentinel title")
    case_in(bare, State.IN_REVIEW)
    note_worker_round(bare.platform.work)
    same = World(replace(bare.config, metrics_token=TOKEN), clock=bare.clock)
    try:
        answer = same.visitor().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    finally:
        same.close()
    assert answer.content_type.startswith("text/plain")
    body = answer.get_data(as_text=True)
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }
    assert samples["casebook_published_cases", "public"] == samples["casebook_indexed_cases", "public"] == 1
    assert samples["casebook_mails", "waiting"] > 0
    assert samples["casebook_worker_round_timestamp_seconds",] == pytest.approx(bare.clock.moment.timestamp(), abs=60)
    assert "Sentinel" not in body
    assert "@" not in body


def test_a_token_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(UnsafeConfiguration, match="METRICS_TOKEN"):
        Config.from_environment({"DEMO_MODE": "1", "METRICS_TOKEN": "short"})
