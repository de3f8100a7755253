"""Files in S3-compatible storage, against a server that speaks its protocol over HTTP."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from moto.server import ThreadedMotoServer

from case_studies.attachments.s3_store import S3Store
from case_studies.attachments.store import FileMissing
from tests.support.files import pdf
from tests.support.ports import free_port
from tests.support.workflow_cases import Steps
from tests.support.world import World

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
KEY = {"files_bucket": "cases", "files_key_id": "casebook", "files_key_secret": "a secret of the store"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    address = f"http://127.0.0.1:{port}"
    S3Store("cases", endpoint=address, region="us-east-1", key_id="x", key_secret="y").client.create_bucket(
        Bucket="cases"
    )
    yield address
    server.stop()


def test_a_case_has_its_files_in_the_bucket(bare: World, address: str) -> None:
    bare.reconnect(files_endpoint=address, **KEY)
    case = Steps.start(bare)
    number = case.attach(pdf("Kept in a bucket"))
    case.publish()
    got = bare.visitor().get(f"/cases/{case.reference}/attachments/{number}")
    assert got.status_code == 200
    assert b"Kept in a bucket" in got.data
    assert not (bare.config.data_dir / "files").exists()
    store = bare.platform.files
    name = sha256(got.data).hexdigest()
    store.put(name, b"exchanged")
    assert bare.visitor().get(f"/cases/{case.reference}/attachments/{number}").status_code == 503
    store.delete(name)
    with pytest.raises(FileMissing):
        store.get(name)
    assert bare.visitor().get(f"/cases/{case.reference}/attachments/{number}").status_code == 503
