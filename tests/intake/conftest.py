"""What the intake tests share: the keys of the catalogue, and the reference material where it lies beside the clone."""

from pathlib import Path

import pytest

from isp_utils.intake.inbox import read_file
from isp_utils.intake.values.keys import Keys
from isp_utils.model.catalogue import load


@pytest.fixture(scope="session")
def catalogue():
    return load()


@pytest.fixture(scope="session")
def keys(catalogue):
    return Keys.of(catalogue.register)


@pytest.fixture
def reads(keys, tmp_path):
    """Writes bytes or text under a name and reads them the one way in."""

    def read(content, name="lieferung.csv", hint=""):
        path = Path(tmp_path, name)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path, keys, hint)

    return read
