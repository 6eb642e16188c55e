"""`make run`, the handbook's first command, in a terminal of its own as a newcomer types it."""

import fcntl
import json
import os
import re
import urllib.request
from contextlib import ExitStack

import pytest

from terminal import CTRL_C, Terminal

MESSAGE = {"contact": {"name": "王芳", "phone": "13800138000"}, "text": "昨天收到的杯子碎了,要求退款"}
EVERYTHING = "finds its data again."
# The first of each kind: of Kafka, its controller, intake, the board and a service's health.
TAKEN = {9092, 9093, 8080, 8081, 9101}


def test_everything_runs_stops_and_finds_its_data_again(state):
    with Terminal(state, "make", "run") as terminal:
        terminal.wait(EVERYTHING)
        shows_forty_routed(terminal)
        answers_everywhere(terminal)
        number = hand_in(terminal, state)
        assert number in tickets(terminal)
        terminal.type(CTRL_C)
        terminal.wait("PostgreSQL stopped; its data stays")
        terminal.ended()
        assert "***" not in terminal.text, "the script under make has failed"
    assert terminal.left_behind() == []

    with Terminal(state, "make", "run") as terminal:
        terminal.wait(EVERYTHING)
        shows_forty_routed(terminal)
        assert "They were already there from an earlier run; nothing was added." in terminal.text
        assert number in tickets(terminal) and len(tickets(terminal)) == 41
        assert hand_in(terminal, state) == number
        terminal.interrupt_script()
        assert terminal.ended() == 0
    assert terminal.left_behind() == []


def test_everything_runs_beside_another_that_has_just_been_started(state, broker):
    """The other has taken ports, on which nobody listens yet."""
    with ExitStack() as others:
        for port in TAKEN:
            lock = others.enter_context(open(f"/tmp/shouwen-port-{port}.lock", "a"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # There is such another.
        with Terminal(state, "make", "run", **broker) as terminal:
            terminal.wait(EVERYTHING)
            shows_forty_routed(terminal)
            answers_everywhere(terminal)
            if broker:
                assert int(re.search(r"Kafka from KAFKA_HOME, on port (\d+)", terminal.text).group(1)) not in TAKEN
            guide = terminal.text[terminal.text.index("  Board ") :]
            ports = {int(port) for port in re.findall(r"(?:127\.0\.0\.1:|[a-z] )(\d{4,})", guide)}
            assert len(ports) == 9 and ports.isdisjoint(TAKEN)
            terminal.interrupt_script()
            assert terminal.ended() == 0
    assert terminal.left_behind() == []


@pytest.mark.parametrize("moment", ["Building", "Build complete", "relay is ready", "Handing in"])
def test_ctrl_c_before_everything_runs_leaves_nothing_behind(state, moment):
    with Terminal(state, "make", "run") as terminal:
        terminal.wait(moment)
        terminal.type(CTRL_C)
        assert terminal.ended() != 0
        for words in ["Board ", EVERYTHING]:
            assert words not in terminal.text
    assert terminal.left_behind() == []


def shows_forty_routed(terminal):
    assert re.findall(r"(受理|分诊|派单) .* (\d+)/(\d+)", terminal.text)[-3:] == [
        (step, "40", "40") for step in ("受理", "分诊", "派单")
    ]
    rows = {row.split()[0]: row.split() for row in terminal.text.splitlines() if row.startswith("SW-")}
    assert len(rows) == 40 and all(row[-1].isdigit() and "–" not in row for row in rows.values())


def answers_everywhere(terminal):
    status, page = get(door(terminal, "Board"))
    assert status == 200 and 'id="board"' in page
    health = re.search(r"Health .* 127\.0\.0\.1: (.*)", terminal.text).group(1)
    services = dict(part.split() for part in health.split(", "))
    assert sorted(services) == ["classifier", "desk", "intake", "notifier", "relay", "router", "sla-monitor"]
    for port in services.values():
        for path in ("livez", "readyz", "metrics"):
            assert get(f"http://127.0.0.1:{port}/{path}")[0] == 200, f"/{path} on port {port}"


def hand_in(terminal, state):
    """The same message under the same key at each call, with the token of the file that is printed."""
    tokens = re.search(r"Tokens .* (/\S+)", terminal.text).group(1)
    with open(tokens) as lines:
        token = dict(line.strip().split("=", 1) for line in lines)["web"]
    request = urllib.request.Request(
        door(terminal, "Intake"), json.dumps(MESSAGE).encode(), {
            "Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": '"my-first"',
        })
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["number"]


def tickets(terminal):
    """The numbers of all tickets that were received, as the feed tells them."""
    status, page = get(f"{door(terminal, 'Board')}v1/events?limit=1000")
    events = json.loads(page)["events"]
    return [event["data"]["number"] for event in events if event["type"] == "shouwen.ticket.received.v1"]


def door(terminal, name):
    return re.search(rf"{name} .* (http://127\.0\.0\.1:\d+\S*)", terminal.text).group(1)


def get(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.read().decode()
