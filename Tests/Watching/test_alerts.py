"""The alert rules: well formed, each with its cases and its page, and asking for nothing that is not there."""

import re

import pytest
from rules import PROMETHEUS, ROOT, alerts, cases, metrics, rules, series

RUNBOOKS = ROOT / "deploy/runbooks"
PARTS = ["**Symptom.**", "**Impact.**", "**Check.**", "**Do.**", "**Escalate**"]


def test_prometheus_accepts_the_rules(promtool):
    assert f"{len(rules())} rules found" in promtool("check", "rules", "alerts.yml", cwd=PROMETHEUS)


def test_every_alert_fires_when_it_should_and_only_then(promtool):
    files = sorted(file.name for file in PROMETHEUS.glob("*.test.yml"))
    assert promtool("test", "rules", *files, cwd=PROMETHEUS).count("SUCCESS") == len(files)


@pytest.mark.parametrize("alert", alerts())
def test_every_alert_has_a_case_that_fires_and_one_that_does_not(alert):
    assert {fires for name, fires in cases() if name == alert} == {True, False}


@pytest.mark.parametrize("alert", alerts())
def test_every_alert_says_what_is_wrong_how_grave_it_is_and_where_to_read_on(alert):
    rule = alerts()[alert]
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"].keys() == {"summary", "description", "runbook_url"}
    assert rule["annotations"]["runbook_url"] == f"deploy/runbooks/{alert}.md"


def test_every_alert_has_its_page_and_every_page_its_alert():
    assert {page.stem for page in RUNBOOKS.glob("*.md")} - {"README"} == set(alerts())


@pytest.mark.parametrize("alert", alerts())
def test_every_page_has_the_same_form(alert):
    text = (RUNBOOKS / f"{alert}.md").read_text()
    assert re.match(rf"# {alert}: [^\n]*[\u4e00-\u9fff]", text), "the title names the alert, in English and Chinese"
    places = [text.find(part) for part in PARTS]
    assert -1 not in places and places == sorted(places), f"its parts are {PARTS}"
    checks = text[text.index(PARTS[2]) : text.index(PARTS[3])]
    assert re.findall(r"^(\d)\. ", checks, re.M) == ["1", "2", "3"], "three checks"


def test_every_page_leads_to_pages_that_exist():
    for page in RUNBOOKS.glob("*.md"):
        for link in re.findall(r"\]\(([^):]+)\)", page.read_text()):
            assert (RUNBOOKS / link).resolve().is_file(), f"{page.name} leads to {link}"


def test_the_rules_ask_only_for_what_is_exported():
    asked = {name: rule.get("alert", rule.get("record")) for rule in rules() for name in metrics(rule["expr"])}
    assert {name: rule for name, rule in asked.items() if name not in series()} == {}


def test_every_recorded_figure_is_used():
    used = set().union(*(metrics(rule["expr"]) for rule in alerts().values()))
    assert {rule["record"] for rule in rules() if "record" in rule} - used == set()


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ('sum by (a) (rate(b_total{c="d",e=~"f"}[5m])) > 3 and on (g) h offset 10m', {"b_total", "h"}),
        ('label_replace(i:j:sum, "k", "$1", "l", "(.*)") or vector(0)', {"i:j:sum"}),
        ("time() - max(m > bool 0) * on (n) group_left () o", {"m", "o"}),
        ("max_over_time((time() - p_seconds)[10m:15s]) > 1e6", {"p_seconds"}),
    ],
)
def test_metrics_are_told_from_everything_else(expression, names):
    assert metrics(expression) == names
