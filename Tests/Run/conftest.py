"""A state folder for each test, in place of the user's own."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def broker():
    """A real Kafka where the tests are given one, and else the embedded broker."""
    home = os.environ.get("KAFKA_HOME")
    return {"KAFKA_HOME": home} if home else {}


@pytest.fixture
def state():
    folder = Path(tempfile.mkdtemp(prefix="shouwen-run."))
    # For root, PostgreSQL runs as somebody else, who must be able to reach its folder.
    folder.chmod(0o711)
    yield folder / "state"
    shutil.rmtree(folder)
