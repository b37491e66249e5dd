"""The lockers that every test of them is run on."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from inwriting.texts.locker.location import locker_at
from inwriting.texts.locker.store import Store

KINDS = ("folder", "s3", "git", "git-elsewhere")


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Run an S3 server on this machine, and point every client at it; return its address."""
    import botocore.session
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    settings = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        for key, value in settings.items():
            patch.setenv(key, value)
        botocore.session.get_session().create_client("s3").create_bucket(Bucket="lockers")
        yield address
        server.stop()


@pytest.fixture(params=KINDS)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a locker may be begun."""
    if request.param == "folder":
        return str(tmp_path / "locker")
    if request.param == "s3":
        request.getfixturevalue("s3_server")
        return f"s3://lockers/{uuid.uuid4().hex}"
    path = tmp_path / "locker.git"
    if request.param == "git":
        return f"git:{path}"
    os.system(f"git init -q --bare '{path}'")  # noqa: S605 - a path of this test's own
    return f"git:file://{path}"


@pytest.fixture
def store(location: str, tmp_path: Path) -> Store:
    """Return a locker that was just begun."""
    made = locker_at(location, tmp_path / "mirrors")
    assert made.begin()
    return made
