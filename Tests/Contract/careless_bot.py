"""A bot that breaks the contract wherever it can and still works, to see that bot-check notices."""

import json
import os
import uuid

from confluent_kafka import Consumer, Producer

DEPARTMENT = os.environ["DEPARTMENT"]
KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"]}
consumer = Consumer({**KAFKA, "group.id": "careless", "auto.offset.reset": "earliest", "session.timeout.ms": 6000})
producer = Producer(KAFKA)
consumer.subscribe([f"department.{DEPARTMENT}.tickets"])
while True:
    message = consumer.poll(1)
    try:
        ticket = json.loads(message.value())["data"]
        if ticket["change"] not in ("accepted", "resolved"):
            for verb, data in [("accept", {"by": "careless"}), ("resolve", {"by": "careless", "text": "ok"}), ("note", {})]:
                action = {
                    "specversion": "1.0", "id": str(uuid.uuid4()), "source": "/bots/careless",
                    "type": f"shouwen.action.{verb}.v1", "subject": ticket["ticket"], "data": data,
                }  # fmt: skip
                producer.produce(f"department.{DEPARTMENT}.actions", value=json.dumps(action))
            producer.flush(10)
    except Exception:
        continue
