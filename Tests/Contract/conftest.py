"""One running system for all tests that need one."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from system import System  # noqa: E402

SANDBOXES = [f"sandbox-{name}" for name in ("no-hand-off", "partitioner", "status", "fragile", "broken", "stuck", "leftovers")]


def pytest_configure(config):
    # asyncapi3 names a field as pydantic names a method.
    config.addinivalue_line("filterwarnings", "ignore:Field name")


@pytest.fixture(scope="session")
def system(tmp_path_factory):
    server = os.environ.get("SHOUWEN_TEST_DATABASE")
    if not server:
        pytest.exit("SHOUWEN_TEST_DATABASE names no PostgreSQL server; run the tests with: make test", 2)
    system = System(server, tmp_path_factory.mktemp("system"), SANDBOXES)
    system.post_samples()
    yield system
    system.stop()
