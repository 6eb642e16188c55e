"""A migrated database to copy, one copy and one desk for each test, and a browser for all of them."""

import itertools
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from browser import Browser  # noqa: E402
from desk import PROGRAMS, Desk, environment  # noqa: E402
from journal import Journal, psql  # noqa: E402

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    url = os.environ.get("SHOUWEN_TEST_DATABASE")
    if not url:
        pytest.exit("SHOUWEN_TEST_DATABASE names no PostgreSQL server; run the tests with: make test", 2)
    return url


@pytest.fixture(scope="session")
def template(server):
    name = f"shouwen_browser_{os.getpid()}"
    psql(server, f"CREATE DATABASE {name}")
    for command in [["migrate"], ["seed", "--demo"]]:
        subprocess.run(
            [PROGRAMS / "shouwen", *command], env=environment(database(server, name)), check=True, timeout=60
        )
    yield name
    psql(server, f"DROP DATABASE {name} WITH (FORCE)")


def database(server, name):
    return urlsplit(server)._replace(path=f"/{name}").geturl()


@pytest.fixture
def journal(server, template):
    name = f"{template}_{next(NUMBERS)}"
    psql(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield Journal(database(server, name))
    psql(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def desk(journal):
    desk = Desk(journal.url)
    yield desk
    assert desk.stop() == 0, "the desk did not stop cleanly"


@pytest.fixture(scope="session")
def chromium():
    browser = Browser()
    yield browser
    browser.driver.quit()


@pytest.fixture
def browser(chromium, desk):
    """Fails a test whose page complained, unless the test has taken the complaints itself."""
    yield chromium
    complaints = chromium.complaints()
    chromium.driver.get("about:blank")
    assert complaints == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Adds to the report of a failure what the page, the console and the desk said, while they are still there."""
    report = (yield).get_result()
    if report.when == "call" and report.failed:
        if "browser" in item.funcargs:
            report.sections += item.funcargs["browser"].evidence(item.name)
        if "desk" in item.funcargs:
            report.sections.append(("desk", "".join(item.funcargs["desk"].log)))
