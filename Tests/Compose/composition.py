"""The compose files as one would see them after `docker compose config`: anchors resolved, overlays laid over."""

import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = "docker-compose.yml"
REPLICAS = "deploy/compose.replicas.yml"
CLUSTER = "deploy/compose.cluster.yml"
TLS = "deploy/compose.tls.yml"


def load(*files):
    """The files merged in order, as the Compose Specification says: mappings by key, other lists appended."""
    merged = {}
    for file in files:
        merged = _merge(merged, yaml.safe_load((ROOT / file).read_text()))
    return merged


def _merge(lower, upper):
    if isinstance(lower, dict) and isinstance(upper, dict):
        return {key: _merge(lower.get(key), upper.get(key)) for key in [*lower, *(k for k in upper if k not in lower)]}
    if isinstance(lower, list) and isinstance(upper, list):
        return lower + [item for item in upper if item not in lower]
    return lower if upper is None else upper


def products():
    """The programs that Package.swift makes."""
    return re.findall(r'\.executable\(name: "([^"]+)"', (ROOT / "Package.swift").read_text())


# Programs of a single machine, which have no place in a container.
LOCAL = {"shouwen-bench", "shouwen-broker", "shouwen-drill", "shouwen-local"}
COMMAND = "shouwen"
SERVICES = [name for name in products() if name not in LOCAL | {COMMAND}]
JOBS = ["migrate", "topics"]


def variables(*files):
    """The variables that the files take from the environment, with what stands when they are not set."""
    text = "".join((ROOT / file).read_text() for file in files)
    return dict(re.findall(r"\$\{([A-Z_]+):-((?:[^}])*)\}", text))


def documented(file):
    """The NAME=value lines of an example, commented out as they are."""
    return dict(re.findall(r"^#([A-Z_]+)=(.*)$", (ROOT / file).read_text(), re.M))
