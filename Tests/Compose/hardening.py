"""What the kernel says of the containers, whatever the files promise."""

import json
import re

from composition import SERVICES, load
from stack import Failed, eventually

QUESTIONS = r"""
sed -n 's/^\(Uid\|CapEff\|CapBnd\|NoNewPrivs\|Seccomp\):[[:space:]]*\([^[:space:]]*\).*/\1=\2/p' /proc/1/status
sed -n 's|^[^ ]* / [^ ]* \([^, ]*\).*|root=\1|p' /proc/mounts | tail -n 1
sed -n 's|^[^\t]*\t00000000\t.*|leads=outside|p' /proc/net/route
for folder in / /etc /usr/local/bin /tmp; do touch $folder/probe 2>/dev/null && echo written=$folder; done
for file in /run/secrets/*; do echo secret=${file##*/}; done
"""
NOTHING = "0000000000000000"


def state(stack, service):
    """The answers for a container, each name with its values."""
    answers = {}
    for line in stack.inside(service, "bash", "-c", QUESTIONS, may_fail=True).splitlines():
        name, equals, value = line.partition("=")
        if equals:
            answers.setdefault(name, []).append(value)
    return answers


def check(stack):
    """Raises when a container may do more than its file says."""
    files = load(*stack.files)["services"]
    names = [*SERVICES, "proxy", "postgres", *(name for name in files if name.startswith("kafka")), "prometheus"]
    for name in names:
        found = state(stack, name)
        wanted = {"CapEff": [NOTHING], "CapBnd": [NOTHING], "NoNewPrivs": ["1"], "Seccomp": ["2"]}
        if name in [*SERVICES, "proxy"]:
            wanted |= {"Uid": ["10001"]}
        if files[name].get("read_only"):
            wanted |= {"root": ["ro"]}
        wanted["leads"] = ["outside"] if "outside" in files[name]["networks"] else None
        for key, value in wanted.items():
            if found.get(key) != value:
                raise Failed(f"{name}: {key} is {found.get(key)}, not {value}")
        if found["Uid"] == ["0"]:
            raise Failed(f"{name} runs as root")
        if name in SERVICES and found.get("written") != ["/tmp"]:
            raise Failed(f"{name} could write to {found.get('written')}")
        if set(found["secret"]) != set(files[name].get("secrets", ["*"])):
            raise Failed(f"{name} has the secrets {found['secret']}")
    return f"{len(names)} kinds of containers: no root, no capability, no way out but for the doors and the notifier"


def unpublished(stack):
    """Nobody outside reaches PostgreSQL or Kafka."""
    for name, port in [("postgres", "5432"), ("kafka", "9092")]:
        answer = stack.compose("port", name, port, may_fail=True).strip()
        if answer.rpartition(":")[2].isdigit() and answer.rpartition(":")[2] != "0":
            raise Failed(f"port {port} of {name} is published: {answer}")
    return "neither PostgreSQL nor Kafka is published"


def replicated(stack):
    """Every topic, Kafka's own among them, is on three brokers, and a message is kept once two have it."""
    text = stack.inside("kafka", "/opt/kafka/bin/kafka-topics.sh", "--bootstrap-server", "kafka:9092", "--describe")
    topics = [line for line in text.splitlines() if "ReplicationFactor:" in line]
    wrong = [line for line in topics if not re.search(r"ReplicationFactor: 3\b.*min\.insync\.replicas=2\b", line)]
    if wrong or not any("ticket.events\t" in line for line in topics):
        raise Failed(f"not on three brokers: {wrong or text}")
    return f"{len(topics)} topics on three brokers each"


def watched(stack):
    """Prometheus has found every replica of every service, and each answers."""
    files = load(*stack.files)["services"]
    wanted = {name: files[name].get("deploy", {}).get("replicas", 1) for name in SERVICES}

    def found():
        words = ["promtool", "query", "instant", "--format=json", "http://127.0.0.1:9090", "sum by (job) (up)"]
        rows = json.loads(stack.inside("prometheus", *words).strip().splitlines()[-1])
        up = {row["metric"]["job"]: int(row["value"][1]) for row in rows}
        if {name: up.get(name) for name in wanted} != wanted:
            raise Failed(f"up are {up}, not {wanted}")
        return up

    return f"{sum(eventually('Prometheus sees everything', found).values())} targets up"
