"""What is in deploy/prometheus and deploy/grafana, as the tests look at it."""

import csv
import json
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARD = ROOT / "deploy/grafana/dashboards/shouwen.json"

# Words of PromQL that are neither functions nor metrics.
WORDS = {"and", "or", "unless", "bool", "inf", "nan"}


def rules():
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def alerts():
    return {rule["alert"]: rule for rule in rules() if "alert" in rule}


def cases():
    """Every case of the unit tests: its alert, and whether it is expected to fire."""
    for file in PROMETHEUS.glob("*.test.yml"):
        for test in yaml.safe_load(file.read_text())["tests"]:
            for case in test["alert_rule_test"]:
                yield case["alertname"], bool(case.get("exp_alerts"))


def exported():
    """The metrics that services export, with their types; a journey holds this list against running services."""
    with (PROMETHEUS / "metrics.tsv").open() as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {row[0]: row[1] for row in rows}


def series():
    """The names under which Prometheus keeps what is exported, what it adds itself and what the rules record."""
    names = {"up", "ALERTS"} | {rule["record"] for rule in rules() if "record" in rule}
    for name, kind in exported().items():
        names |= {f"{name}_{part}" for part in ("bucket", "sum", "count")} if kind == "histogram" else {name}
    return names


def panels():
    return json.loads(DASHBOARD.read_text())["panels"]


def queries():
    """The dashboard's expressions as Prometheus sees them, with a value in the place of each variable."""
    for panel in panels():
        for target in panel.get("targets", []):
            query = target["expr"].replace("$__rate_interval", "1m")
            yield panel["title"], query.replace("$service", ".*").replace("$instance", ".*")


def metrics(expression):
    """The metrics that an expression asks for."""
    text = re.sub(r'"(?:[^"\\]|\\.)*"' r"|'(?:[^'\\]|\\.)*'", "", expression)
    text = re.sub(r"\{[^}]*\}|\[[^\]]*\]", " ", text)
    text = re.sub(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", " ", text)
    text = re.sub(r"\boffset\s+\w+", " ", text)
    found = re.findall(r"(?<![\w:.])([a-zA-Z_:][\w:]*)(?!\s*\(|[\w:])", text)
    return {name for name in found if name.lower() not in WORDS}
