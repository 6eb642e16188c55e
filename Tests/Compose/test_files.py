"""What docker-compose.yml and its overlays promise, read from the files; no container engine is needed."""

import pathlib
import re
import subprocess

import pytest
import yaml
from composition import BASE, CLUSTER, COMMAND, JOBS, REPLICAS, ROOT, SERVICES, TLS, documented, load, variables
from handbook import blocks

PLAIN = load(BASE)["services"]
TWICE = load(BASE, CLUSTER)["services"]
SETTINGS_OF_ALL = ["DATABASE_URL", "SHOUWEN_DATABASE_PASSWORD_FILE", "KAFKA_BOOTSTRAP_SERVERS", "SHOUWEN_OPS_LISTEN"]


def test_every_service_of_the_package_is_there():
    assert len(SERVICES) == 7
    for name in SERVICES:
        assert PLAIN[name]["command"] == [name]


def test_the_image_holds_every_program_and_nothing_more():
    text = (ROOT / "deploy/programs").read_text()
    assert sorted(re.search(r"^programs=\(([^)]*)\)", text, re.M)[1].split()) == sorted([*SERVICES, COMMAND])


@pytest.mark.parametrize("name", [*SERVICES, *JOBS, "proxy"])
def test_our_programs_can_do_no_more_than_they_need(name):
    service = PLAIN[name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["build"]["dockerfile"] == "deploy/Dockerfile"


@pytest.mark.parametrize("name", [*TWICE])
def test_every_container_is_bounded(name):
    service = TWICE[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "cap_add" not in service and "privileged" not in service
    assert service["mem_limit"] and service["pids_limit"]
    assert service["logging"] == {"driver": "json-file", "options": {"max-size": "20m", "max-file": "5"}}
    assert re.fullmatch(r".+:[a-z]*[0-9].*", service["image"].split("/")[-1].rstrip("}")), "an image without a version"
    assert service["restart"] == ("no" if name in JOBS else "unless-stopped")


@pytest.mark.parametrize("name", [name for name in TWICE if name not in [*JOBS, "grafana"]])
def test_everything_that_stays_says_whether_it_is_well(name):
    assert TWICE[name]["healthcheck"]["test"][0] == "CMD"
    assert re.fullmatch(r"\d+s", TWICE[name]["stop_grace_period"])


def test_services_wait_for_the_schema_and_the_doors_not_for_kafka():
    for name in SERVICES:
        needs = PLAIN[name]["depends_on"]
        assert needs["migrate"] == {"condition": "service_completed_successfully"}
        assert ("topics" in needs) == (name not in ["intake", "desk"])
    assert "kafka" not in str(PLAIN["migrate"]["depends_on"])


def test_only_the_proxy_and_the_dashboards_publish_ports_and_only_to_this_machine():
    assert [name for name in TWICE if "ports" in TWICE[name]] == ["proxy", "grafana"]
    for port in PLAIN["proxy"]["ports"] + PLAIN["grafana"]["ports"]:
        assert re.fullmatch(r"\$\{[A-Z_]+:-127\.0\.0\.1:\d+\}:\d+", port)


def test_postgres_and_kafka_live_where_nothing_leads():
    networks = load(BASE, CLUSTER)["networks"]
    assert networks["inside"] == {"internal": True}
    for name in ["postgres", "kafka", "kafka-2", "kafka-3"]:
        assert TWICE[name]["networks"] == ["inside"]
    assert [name for name in TWICE if "outside" in TWICE[name]["networks"]] == ["notifier", "proxy", "grafana"]


def test_no_password_stands_in_a_file_or_in_the_environment():
    for name, service in TWICE.items():
        for key, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET", key):
                assert str(value).startswith("/run/secrets/"), f"{name}: {key}"
    assert re.fullmatch(r"postgres://shouwen@postgres:5432/shouwen", PLAIN["intake"]["environment"]["DATABASE_URL"])


def test_secrets_are_mounted_where_they_are_named_and_made_by_the_script():
    composition = load(BASE, TLS)
    made = set(re.findall(r"^    secret ([a-z-]+) ", (ROOT / "deploy/make-secrets").read_text(), re.M))
    for name, secret in composition["secrets"].items():
        assert secret["file"] == "${SHOUWEN_SECRETS:-./deploy/secrets}/" + name
    assert made == set(load(BASE)["secrets"])
    for name, service in composition["services"].items():
        for value in service.get("environment", {}).values():
            found = re.match(r"/run/secrets/(.+)", str(value))
            assert not found or found[1] in service["secrets"], f"{name}: {value}"


def test_the_broker_keeps_its_data_and_makes_no_topic_by_accident():
    for name in ["kafka", "kafka-2", "kafka-3"]:
        settings = TWICE[name]["environment"]
        assert [settings["KAFKA_LOG_DIRS"]] == [volume.split(":")[1] for volume in TWICE[name]["volumes"]]
        assert settings["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
        assert settings["KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE"] == "false"
        assert settings["KAFKA_OFFSETS_RETENTION_MINUTES"] == 43200


def test_the_brokers_of_a_cluster_differ_only_in_who_they_are():
    own = ["KAFKA_NODE_ID", "KAFKA_ADVERTISED_LISTENERS"]
    shared = [
        {key: value for key, value in TWICE[name]["environment"].items() if key not in own}
        for name in ["kafka", "kafka-2", "kafka-3"]
    ]
    assert shared[0] == shared[1] == shared[2]
    assert shared[0]["KAFKA_DEFAULT_REPLICATION_FACTOR"] == 3 and shared[0]["KAFKA_MIN_INSYNC_REPLICAS"] == 2
    for key in ["image", "healthcheck", "mem_limit", "stop_grace_period"]:
        assert TWICE["kafka"][key] == TWICE["kafka-2"][key] == TWICE["kafka-3"][key]


def test_a_cluster_has_two_of_every_service_and_all_know_every_broker():
    for name in SERVICES:
        assert TWICE[name]["deploy"] == {"replicas": 2}
    for name in [*SERVICES, "topics"]:
        assert TWICE[name]["environment"]["KAFKA_BOOTSTRAP_SERVERS"] == "kafka:9092,kafka-2:9092,kafka-3:9092"


def test_two_of_every_service_are_the_only_difference_that_replicas_make():
    twice = load(BASE, REPLICAS)["services"]
    for name in SERVICES:
        assert twice[name].pop("deploy") == {"replicas": 2}
    assert twice == PLAIN


def test_https_is_spoken_by_the_proxy_alone_with_a_certificate_from_the_secrets():
    encrypted = load(BASE, TLS)["services"]
    assert encrypted["proxy"]["environment"] == {"SHOUWEN_TLS": "on"}
    assert encrypted["proxy"]["secrets"] == ["board-users", "certificate"]
    assert {name for name in PLAIN if encrypted[name] != PLAIN[name]} == {"proxy"}


def test_grafana_finds_its_provisioning_its_dashboards_and_prometheus():
    grafana, inside = PLAIN["grafana"], "/etc/shouwen"
    assert f"./deploy/grafana:{inside}:ro" in grafana["volumes"]
    outside = ROOT / "deploy/grafana"
    provisioning = outside / pathlib.Path(grafana["environment"]["GF_PATHS_PROVISIONING"]).relative_to(inside)
    provider = yaml.safe_load((provisioning / "dashboards/shouwen.yml").read_text())["providers"][0]
    dashboards = outside / pathlib.Path(provider["options"]["path"]).relative_to(inside)
    assert [file.name for file in dashboards.glob("*.json")] == ["shouwen.json"]
    source = yaml.safe_load((provisioning / "datasources/prometheus.yml").read_text())["datasources"][0]
    assert source["url"] == "http://prometheus:9090"
    assert set(PLAIN["prometheus"]["networks"]) & set(grafana["networks"])
    for file in outside.rglob("*"):
        assert file.stat().st_mode & 0o004, f"{file} cannot be read by Grafana's user"


def test_every_command_for_production_is_typed_by_the_test_of_the_containers():
    sources = "".join(file.read_text() for file in (ROOT / "Tests/Compose").glob("*.py"))
    assert set(blocks()) == set(re.findall(r'handbook\.type\("([^"]+)"', sources))
    assert len(blocks()) == 6


def test_prometheus_looks_up_every_service():
    scrape = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())["scrape_configs"]
    assert sorted(scrape[0]["dns_sd_configs"][0]["names"]) == sorted(SERVICES)


def settings_of(program):
    """Each setting that a program knows, and its standard; None when it has none."""
    text = subprocess.run([ROOT / ".build/debug" / program, "--help"], capture_output=True, text=True, check=True).stdout
    return {name: standard or None for name, standard in re.findall(r"^  ([A-Z_]+)(?: \[(.*)\])?$", text, re.M)}


def test_every_setting_exists_and_every_standard_is_quoted_right():
    for name in SERVICES:
        known = settings_of(name)
        assert set(PLAIN[name]["environment"]) <= set(known)
        for setting, standard in documented("deploy/env/services.env").items():
            assert known[setting] == standard, setting


def test_what_no_file_sets_is_documented():
    set_here = {key for name in SERVICES for key in PLAIN[name]["environment"]}
    left = set(settings_of("intake")) - set_here - set(documented("deploy/env/services.env"))
    # Kafka with passwords is another Kafka than this file's; the settings file stands for what env files do here.
    assert left == {"SHOUWEN_KAFKA_OPTIONS_FILE", "SHOUWEN_SETTINGS_FILE"}


def test_every_variable_is_documented_with_what_stands_for_it():
    assert documented("deploy/env/compose.env") == variables(BASE, CLUSTER, TLS)
