#!/usr/bin/env python3
"""A department's bot: accepts (签收) and resolves (解决) each ticket. Put your own work into `solve`.

    apt-get install python3-confluent-kafka        # or: pip install confluent-kafka
    KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9092 DEPARTMENT=after-sales deploy/examples/bot.py
"""

import json
import os
import signal

from confluent_kafka import Consumer, Producer

KAFKA, DEPARTMENT = os.environ["KAFKA_BOOTSTRAP_SERVERS"], os.environ["DEPARTMENT"]
NAME = os.environ.get("BOT_NAME", "example-python")
TICKETS, ACTIONS = f"department.{DEPARTMENT}.tickets", f"department.{DEPARTMENT}.actions"

consumer = Consumer({
    "bootstrap.servers": KAFKA,
    "group.id": f"department.{DEPARTMENT}.{NAME}",
    "auto.offset.reset": "earliest",
    "session.timeout.ms": 6000,  # for so long a killed instance holds its partitions
    "enable.auto.offset.store": False,  # stored below, once the work is done
})
producer = Producer({"bootstrap.servers": KAFKA, "enable.idempotence": True, "partitioner": "murmur2_random"})
done = {}  # hand-offs that this process has worked on; after a restart, equal ids keep actions from counting twice


def solve(ticket):
    """The answer to the customer. It may be asked for the same ticket again after a crash."""
    return f"您好，您的工单 {ticket['number']} 已处理完毕。"


def read(message):
    """The ticket to work on and the trace to carry on; None for what is not ours, not new, or not understood."""
    try:
        event = json.loads(message.value())
        ticket = event["data"] if event["type"] == "shouwen.department.ticket.v1" else {}
        is_ours = ticket.get("department") == DEPARTMENT and ticket["status"] != "resolved"
        is_new = is_ours and ticket["number"] and (ticket["ticket"], ticket["hand_off"]) not in done
        return (ticket, event.get("traceparent")) if is_new else None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        print(f"{message.topic()} {message.partition()}@{message.offset()} is passed by: {error!r}", flush=True)
        return None


def act(ticket, trace, verb, **data):
    action = {
        "specversion": "1.0",
        "id": f"{ticket['ticket']}:{ticket['hand_off']}:{verb}",  # the same however often we get here
        "source": f"/bots/{DEPARTMENT}/{NAME}",
        "type": f"shouwen.action.{verb}.v1",
        "subject": ticket["ticket"],
        "data": {"by": NAME, **data},
    }
    if trace:
        action["traceparent"] = trace
    producer.produce(ACTIONS, key=ticket["ticket"], value=json.dumps(action, ensure_ascii=False), on_delivery=check)


def check(error, _):
    if error:
        raise SystemExit(f"an action did not reach Kafka: {error}")  # not stored: the next start does it again


def work(message):
    found = read(message)
    if found:
        ticket, trace = found
        act(ticket, trace, "accept")
        act(ticket, trace, "resolve", text=solve(ticket))
        if producer.flush(30):
            raise SystemExit("Kafka takes no actions")
        done[ticket["ticket"], ticket["hand_off"]] = True
        if len(done) > 100_000:
            del done[next(iter(done))]
        print(f"{ticket['number']} accepted and resolved", flush=True)
    consumer.store_offsets(message)


def stop(*_):
    raise KeyboardInterrupt


signal.signal(signal.SIGTERM, stop)
consumer.subscribe([TICKETS])
try:
    while True:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            print(f"Kafka: {message.error()}", flush=True)
        else:
            work(message)
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
