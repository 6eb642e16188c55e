"""What a running system writes to Kafka keeps the contract, message by message; and the example bots work."""

import json
import signal

import pytest
from cloudevents.core.bindings import kafka
from contract import ACTIONS, DEAD_LETTER, EVENTS, SNAPSHOT, TYPES, changed, example, problems
from system import EXAMPLES, end, psql, until

BOTS = {"after-sales": ["/usr/bin/python3", EXAMPLES / "bot.py"], "logistics": [EXAMPLES / "bot.sh"]}
DAMAGED, LOST, FAULTY, COUPON = "收到的杯子碎了，要求退款", "快递三天没动了", "登录不了，收不到验证码", "优惠券用不了"


def bot(system, department, name=""):
    settings = {"DEPARTMENT": department, "STATE": str(system.folder / f"bot-{department}")}
    return system.start(f"bot-{department}{name}", *BOTS[department], **settings)


def stage(system, ticket, *names):
    return system.count(f"ticket WHERE id = '{ticket}' AND stage IN ({', '.join(map(repr, names))})")


def happened(system, ticket, event, more=""):
    return system.count(f"ticket_event WHERE ticket_id = '{ticket}' AND type = 'shouwen.ticket.{event}.v1' {more}")


def waiting(system, department):
    return system.count(f"ticket WHERE department = '{department}' AND resolved_at IS NULL")


@pytest.mark.parametrize("department, text", [("after-sales", DAMAGED), ("logistics", LOST)], ids=["python", "shell"])
def test_an_example_bot_resolves_what_its_department_has_and_what_comes_over_crashes(system, department, text):
    until("there is something to do", lambda: waiting(system, department) >= 3)
    first = bot(system, department)
    until("nothing waits", lambda: waiting(system, department) == 0)
    ticket = system.post(text)
    until("the new one is resolved", lambda: stage(system, ticket, "answered"))
    # Killed without a word; what comes meanwhile waits, and what it has done is not done again.
    end(first, signal.SIGKILL)
    ticket = system.post(text)
    until("the next waits", lambda: happened(system, ticket, "routed"))
    assert waiting(system, department) == 1
    second = bot(system, department, "-again")
    until("the next is resolved", lambda: stage(system, ticket, "answered"))
    end(second)
    resolved = system.count(f"ticket WHERE department = '{department}'")
    accepted = "ticket_event JOIN ticket ON id = ticket_id WHERE type = 'shouwen.ticket.{}.v1' AND department = '" + department + "'"
    assert system.count(accepted.format("accepted")) == system.count(accepted.format("resolved")) == resolved
    lines = [line for line in system.said(f"bot-{department}").splitlines() if "accepted and resolved" in line]
    assert len(lines) == len(set(lines)) == resolved - 1
    refused = [message for message in system.read(rf"department\.{department}\.actions\.dlq")]
    assert refused == []


@pytest.fixture(scope="module")
def published(system):
    """Lets everything happen that can, and answers everything that is on Kafka then."""
    ticket = system.post(FAULTY)
    until("it is with technology", lambda: happened(system, ticket, "routed"))
    system.act("technology", "accept", ticket)
    system.act("technology", "note", ticket, text="看过日志了")
    system.act("technology", "ask", ticket, text="请问用的是哪一款手机？")
    system.act("technology", "progress", ticket, text="短信通道在恢复", public=True)
    system.act("technology", "return", ticket, reason="wrong_department", text="归财务", department="finance")
    until("it is with finance", lambda: stage(system, ticket, "triaged") and happened(system, ticket, "returned"))
    until("it was routed again", lambda: happened(system, ticket, "routed") == 2)
    system.act("finance", "resolve", ticket, text="已处理")
    until("it is resolved", lambda: stage(system, ticket, "answered"))
    system.act("finance", "resolve", ticket, text="再来一次")

    # Nobody in marketing is free, and then somebody is.
    psql(system.database, "UPDATE person SET capacity = 0 WHERE department = 'marketing'")
    picture = {"name": "优惠券.png", "url": "https://files.example/1.png", "media_type": "image/png", "size": 48_213}
    held = system.post(COUPON, order_number="A20260001", language="zh-Hans", attachments=[picture])
    until("it waits", lambda: happened(system, held, "routed"))
    psql(system.database, "UPDATE person SET capacity = 1000 WHERE department = 'marketing'")
    until("somebody has it", lambda: happened(system, held, "assigned"))

    # Two hours pass at once for this one.
    until("it was warned of", lambda: happened(system, held, "warned"))
    psql(
        system.database,
        "UPDATE sla_monitor.clock SET started_at = started_at - interval '2 hours', warn_at = warn_at - interval"
        f" '2 hours', due_at = due_at - interval '2 hours', next_at = now() WHERE ticket_id = '{held}'",
    )
    until("its promise broke", lambda: happened(system, held, "breached"))

    until("all is published", lambda: system.count("outbox") == 0)
    # What is in a sandbox was played to bots, poison included.
    return system.read(r"(ticket\.events|department\.(?!sandbox[.-]).*)")


def test_every_type_of_the_contract_was_seen(published):
    seen = {message.event["type"] for message in published if not message.topic.endswith(".dlq")}
    dead = {DEAD_LETTER for message in published if message.topic.endswith(".dlq")}
    assert seen | dead == set(TYPES)


def test_everything_published_fits_its_schema_and_stands_where_it_belongs(published):
    for message in published:
        if message.topic.endswith(".dlq"):
            assert problems(DEAD_LETTER, message.headers) == [], message
            continue
        event = message.event
        belongs = {"ticket.events": EVENTS}.get(message.topic) or (ACTIONS if message.topic.endswith(".actions") else [SNAPSHOT])
        assert event["type"] in belongs, message
        assert problems(event["type"], event) == [], message
        assert message.key == event["subject"], message


def test_what_shouwen_publishes_has_its_place_in_the_headers_too(published):
    told = [message for message in published if message.topic == "ticket.events" or message.topic.endswith(".tickets")]
    assert len(told) > 200
    for message in told:
        event = message.event
        assert event["id"] == f"{event['subject']}:{event['data']['seq']}"
        expected = {f"ce_{name}": event[name] for name in ("specversion", "id", "source", "type", "subject", "time")}
        expected["content-type"] = "application/cloudevents+json; charset=UTF-8"
        if "traceparent" in event:
            expected["traceparent"] = event["traceparent"]
        assert message.headers == expected


def test_the_cloudevents_sdk_reads_what_shouwen_publishes(published):
    for message in published:
        if message.topic.endswith(".dlq"):
            continue
        headers = {name: value.encode() for name, value in message.headers.items()}
        event = kafka.from_structured_event(kafka.KafkaMessage(headers, message.key, message.value))
        assert (event.get_id(), event.get_data()) == (message.event["id"], message.event["data"])


def test_the_events_of_a_ticket_are_in_order_without_gaps(published):
    seen = {}
    for message in published:
        if message.topic == "ticket.events":
            seq = message.event["data"]["seq"]
            last = seen.get(message.key, 0)
            assert seq <= last + 1
            seen[message.key] = max(seq, last)
    assert len(seen) > 40


def test_a_departments_tickets_never_grow_older(published):
    seen = {}
    for message in published:
        if message.topic.endswith(".tickets"):
            place, version = (message.topic, message.key), message.event["data"]["version"]
            assert version >= seen.get(place, 0)
            seen[place] = version


def test_a_refusal_says_why_and_shows_the_action_unchanged(published):
    refused = [message for message in published if message.topic == "department.finance.actions.dlq"]
    assert len(refused) == 1
    assert refused[0].headers["kafka_dlt-exception-message"] == "the ticket is already answered"
    assert refused[0].event["data"]["text"] == "再来一次"
    assert refused[0].key == refused[0].event["subject"]


WRONG = [
    (["specversion"], "0.3"), (["id"], ...), (["id"], ""), (["id"], "x" * 201), (["source"], "a\nb"), (["type"], "x"),
    (["subject"], "42"), (["datacontenttype"], "text/xml"), (["traceparent"], 7), (["data"], []), (["data", "by"], ...),
    (["data", "by"], " "), (["data", "by"], "a\tb"), (["data", "novelty"], 1), (["data", "text"], 7),
    (["data", "text"], "长" * 20_001), (["data", "text"], "a\0b"), (["data", "public"], "yes"), (["data", "reason"], "lazy"),
    (["data", "department"], "../x"), (["data", "text"], None),
]  # fmt: skip
RIGHT = [
    (["extension"], 1), (["datacontenttype"], "application/json; charset=utf-8"), (["subject"], "SW-20261123-000042"),
    (["traceparent"], None), (["id"], "长" * 200), (["time"], "soon"),
]  # fmt: skip


def variants():
    for name in ACTIONS:
        yield example(name)
        for path, new in WRONG + RIGHT:
            yield changed(example(name), path, new)


def test_the_router_takes_what_the_schemas_allow_and_refuses_the_rest(system):
    """In the sandbox the router judges an action's form, and does nothing."""
    actions = list(variants())
    values = [json.dumps(action) for action in actions]
    system.write("department.sandbox.actions", "judge", *values, "the end")

    def refused():
        found = [message.value for message in system.read(r"department\.sandbox\.actions\.dlq") if message.key == "judge"]
        return b"the end" in found and [value.decode() for value in found]

    found = until("the router has judged", refused)
    expected = [value for action, value in zip(actions, values) if problems_of(action)]
    assert len(expected) > 60
    assert sorted(found) == sorted([*expected, "the end"])


def problems_of(action):
    kind = action.get("type")
    return problems(kind, action) if kind in ACTIONS else ["an unknown type"]
