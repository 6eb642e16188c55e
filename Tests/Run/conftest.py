"""A state folder for each test, in place of the user's own."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def state():
    folder = Path(tempfile.mkdtemp(prefix="shouwen-run."))
    # For root, PostgreSQL runs as somebody else, who must be able to reach its folder.
    folder.chmod(0o711)
    yield folder / "state"
    shutil.rmtree(folder)
