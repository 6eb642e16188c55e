"""All of Shouwen on this machine: each service a process, over a database and an embedded broker of its own."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.request
import uuid
from dataclasses import dataclass

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition
from contract import ROOT

PROGRAMS = ROOT / ".build" / "debug"
EXAMPLES = ROOT / "deploy" / "examples"
SERVICES = ["relay", "classifier", "router", "sla-monitor", "notifier", "intake"]


@dataclass(frozen=True)
class Message:
    topic: str
    key: str | None
    value: bytes | None
    headers: dict

    @property
    def event(self):
        return json.loads(self.value)


def until(what, found, seconds=60):
    """Asks until the answer is something, and gives it."""
    deadline = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.1)
    return answer


class System:
    def __init__(self, server, folder, sandboxes=()):
        self.folder = folder
        self.processes = []
        self.name = f"shouwen_contract_{os.getpid()}"
        self.server = server
        psql(server, f"CREATE DATABASE {self.name}")
        self.database = re.sub(r"/[^/?]*(\?|$)", rf"/{self.name}\1", server)
        (folder / "secret").write_text("s" * 64)
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ},
            "DATABASE_URL": self.database,
            "SHOUWEN_LINK_SECRET_FILE": str(folder / "secret"),
            # Clocks warn almost at once.
            "SHOUWEN_SLA_WARNING": "0.001",
        }
        self.operate("migrate")
        self.operate("seed", "--demo", "--tokens", str(folder / "tokens"))
        self.start("broker", PROGRAMS / "shouwen-broker", "--topics", self._topics(sandboxes))
        self.environment["KAFKA_BOOTSTRAP_SERVERS"] = until("the broker runs", lambda: self.said("broker").strip())
        for service in SERVICES:
            self.start(service, PROGRAMS / service, SHOUWEN_OPS_LISTEN="127.0.0.1:0", SHOUWEN_LISTEN="127.0.0.1:0")
        found = until("intake serves", lambda: re.search(r'"serving".*"port":(\d+)', self.said("intake")))
        self.intake = f"http://127.0.0.1:{found[1]}"

    def _topics(self, sandboxes):
        """The topics of the deployment, and those of more sandboxes."""
        file = self.folder / "topics.tsv"
        more = [f"department.{name}.{kind}\t3\t30" for name in sandboxes for kind in ("tickets", "actions", "actions.dlq")]
        file.write_text("\n".join([(ROOT / "deploy" / "topics.tsv").read_text().rstrip(), *more, ""]))
        return file

    def start(self, name, *command, **settings):
        """Starts a program, which ends with the test run; what it says is kept under its name."""
        log = open(self.folder / f"{name}.out", "ab")
        keeper = ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--"]
        process = subprocess.Popen(
            keeper + [str(word) for word in command],
            env={**self.environment, **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()
        self.processes.append(process)
        return process

    def said(self, name):
        return (self.folder / f"{name}.out").read_text(errors="replace")

    def operate(self, *arguments):
        command = [str(PROGRAMS / "shouwen"), *arguments]
        subprocess.run(command, env=self.environment, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def stop(self):
        for process in reversed(self.processes):
            end(process)
        psql(self.server, f"DROP DATABASE {self.name} WITH (FORCE)")

    def post_samples(self):
        """Hands in what `make run` hands in."""
        for sample in json.loads((ROOT / "deploy" / "local" / "samples.json").read_text()):
            self._post(sample["channel"], {name: sample[name] for name in sample if name not in ("channel", "expected")})

    def post(self, text, **more):
        """Hands a customer's message in; the ticket's id."""
        return self._post("web", {"text": text, "contact": {"name": "王芳", "phone": "13900000000"}, **more})

    def _post(self, channel, message):
        token = re.search(f"^{channel}=(.*)$", (self.folder / "tokens").read_text(), re.M)[1]
        request = urllib.request.Request(
            f"{self.intake}/v1/tickets",
            data=json.dumps(message).encode(),
            headers={
                "Authorization": f"Bearer {token}", "Content-Type": "application/json",
                "Idempotency-Key": f'"{uuid.uuid4()}"',
                "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            },
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["id"]

    def act(self, holder, verb, ticket, **data):
        action = {
            "specversion": "1.0", "id": str(uuid.uuid4()), "source": "/bots/test", "subject": ticket,
            "type": f"shouwen.action.{verb}.v1", "data": {"by": "test", **data},
        }  # fmt: skip
        self.write(f"department.{holder}.actions", ticket, json.dumps(action))
        return action

    def write(self, topic, key, *values):
        producer = Producer({"bootstrap.servers": self.broker, "partitioner": "murmur2_random"})
        for value in values:
            producer.produce(topic, key=key, value=value)
        assert producer.flush(30) == 0

    @property
    def broker(self):
        return self.environment["KAFKA_BOOTSTRAP_SERVERS"]

    def read(self, pattern):
        """Everything that stands in the topics whose names match, in order for each partition."""
        consumer = Consumer({"bootstrap.servers": self.broker, "group.id": "reader", "enable.partition.eof": True})
        topics = [topic for topic in consumer.list_topics(timeout=30).topics.values() if re.fullmatch(pattern, topic.topic)]
        places = [TopicPartition(topic.topic, number, OFFSET_BEGINNING) for topic in topics for number in topic.partitions]
        consumer.assign(places)
        messages, ended = [], set()
        while len(ended) < len(places):
            message = consumer.poll(30)
            assert message is not None, "Kafka does not answer"
            if message.error():
                ended.add((message.topic(), message.partition()))
            else:
                headers = {name: value.decode() for name, value in message.headers() or []}
                key = message.key() and message.key().decode()
                messages.append(Message(message.topic(), key, message.value(), headers))
        consumer.close()
        return messages

    def count(self, sql):
        return int(psql(self.database, f"SELECT count(*) FROM {sql}"))


def end(process, number=signal.SIGTERM):
    """Ends a program and what it started."""
    if process.poll() is None:
        process.send_signal(number)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def psql(url, sql):
    command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", url]
    done = subprocess.run(command, input=sql, text=True, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
