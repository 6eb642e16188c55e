"""The dashboard: Grafana itself is not at hand, so its file is checked for what Grafana would show."""

import itertools
import json

import pytest
import yaml
from rules import DASHBOARD, ROOT, metrics, panels, queries, series

PROVISIONING = ROOT / "deploy/grafana/provisioning"


def test_prometheus_understands_every_query(promtool, tmp_path):
    rules = [{"record": f"panel:{number}", "expr": query} for number, (_, query) in enumerate(queries())]
    (tmp_path / "queries.yml").write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    assert f"{len(rules)} rules found" in promtool("check", "rules", "queries.yml", cwd=tmp_path)


def test_the_queries_ask_only_for_what_is_exported():
    missing = {name: title for title, query in queries() for name in metrics(query) if name not in series()}
    assert missing == {}


def test_every_panel_says_what_it_shows_and_asks_for_something():
    for panel in panels():
        assert panel["title"]
        if panel["type"] != "row":
            assert panel["description"].endswith("."), panel["title"]
            assert panel["targets"] and panel["fieldConfig"]["defaults"]["unit"], panel["title"]
    assert len({panel["id"] for panel in panels()}) == len(panels())


def test_no_two_panels_overlap_and_none_leaves_the_page():
    for panel in panels():
        place = panel["gridPos"]
        assert 0 <= place["x"] and place["x"] + place["w"] <= 24 and place["w"] > 0 and place["h"] > 0, panel["title"]
    for one, other in itertools.combinations(panels(), 2):
        a, b = one["gridPos"], other["gridPos"]
        apart = (
            a["x"] + a["w"] <= b["x"]
            or b["x"] + b["w"] <= a["x"]
            or a["y"] + a["h"] <= b["y"]
            or b["y"] + b["h"] <= a["y"]
        )
        assert apart, f'{one["title"]} overlaps {other["title"]}'


@pytest.mark.parametrize("word", ["Flow", "Consumers", "Outbox", "SLA", "Errors", "Saturation"])
def test_it_has_a_row_for(word):
    assert any(panel["type"] == "row" and panel["title"].startswith(word) for panel in panels())


def test_its_variables_are_used_and_its_source_is_provisioned():
    dashboard = json.loads(DASHBOARD.read_text())
    text = json.dumps(dashboard["panels"])
    names = [variable["name"] for variable in dashboard["templating"]["list"]]
    assert names == ["service", "instance"] and all(f"${name}" in text for name in names)
    sources = yaml.safe_load((PROVISIONING / "datasources/prometheus.yml").read_text())["datasources"]
    used = {panel["datasource"]["uid"] for panel in panels() if panel["type"] != "row"}
    assert used == {source["uid"] for source in sources}
