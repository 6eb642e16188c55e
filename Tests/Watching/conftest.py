"""The tool that checks what Prometheus is to read."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def promtool():
    """Runs promtool in a folder and answers what it printed; a failure of the tool is one of the test."""
    tool = subprocess.run([ROOT / "deploy/local/promtool"], capture_output=True, text=True, check=True).stdout.strip()

    def run(*arguments, cwd):
        done = subprocess.run([tool, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run
