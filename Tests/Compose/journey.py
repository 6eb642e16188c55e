"""Tickets through a running stack, while its containers are killed one after the other."""

import json
import threading
import time

from composition import SERVICES
from laws import UNSETTLED, laws
from stack import Failed, eventually

TEXT = "昨天收到的杯子碎了,要求退款。订单 A{number:08d}"


class Caller(threading.Thread):
    """A client that hands messages in one after the other, and each again with its key until it has been taken."""

    def __init__(self, stack, token, name, pause=0.1):
        super().__init__(daemon=True)
        self.stack, self.token, self.name, self.pause = stack, token, name, pause
        self.taken, self.refused, self.stopped = {}, 0, threading.Event()
        self.last, self.longest = time.monotonic(), 0

    def run(self):
        number = 0
        while not self.stopped.wait(self.pause):
            number += 1
            while not self._hand_in(f"{self.name}-{number}", number):
                if self.stopped.wait(0.2):
                    return

    def _hand_in(self, key, number):
        try:
            self.taken[key] = self.stack.post(self.token, key, TEXT.format(number=number))["id"]
            self.longest = max(self.longest, time.monotonic() - self.last)
            self.last = time.monotonic()
            return True
        except (OSError, ValueError):
            self.refused += 1
            return False

    def goes_on(self):
        """Whether another message is taken now."""
        before = len(self.taken)
        eventually("messages are taken", lambda: len(self.taken) > before)

    def __str__(self):
        refused = f"{self.refused} attempts were refused and made again, for {self.longest:.0f} s at the longest"
        return f"{len(self.taken)} messages are taken, {refused}"

    def __enter__(self):
        self.start()
        self.goes_on()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.join()


def settle(stack, limit=120):
    """Waits until nothing is on its way any more."""
    eventually("everything settles", lambda: stack.sql(UNSETTLED)[0][0] == "0", limit)


def prepare(stack):
    """Departments, people and a token, as the handbook says."""
    stack.inside("intake", "shouwen", "seed", "--demo")
    token = stack.inside("intake", "shouwen", "token", "create", "--channel", "web", "--source", "test", "--per-minute",
                         "1000000")
    return token.strip().splitlines()[-1]


def ticket(stack, token, key):
    """From the message to the department, to people and a bot, and to the board."""
    ticket = stack.post(token, key, TEXT.format(number=1))
    again = stack.post(token, key, TEXT.format(number=1))
    if again["id"] != ticket["id"]:
        raise Failed("the same message handed in twice became two tickets")
    settle(stack)
    number = ticket["number"]
    row = stack.sql(f"SELECT department, coalesce(assignee, '') FROM ticket WHERE number = '{number}'")[0]
    if row[0] != "after-sales" or not row[1]:
        raise Failed(f"{number} went to {row}, not to a person of after-sales")
    if stack.sql(f"SELECT count(*) FROM notifier.notice WHERE ticket_id = '{ticket['id']}' AND state = 'sent'") == [["0"]]:
        raise Failed(f"nobody was told of {number}")
    for verb, data in [("accept", {}), ("resolve", {"text": "已补发新杯子"})]:
        act(stack, number, verb, data)
        eventually(f"the bot's {verb} is in the journal", lambda verb=verb: stack.sql(
            f"SELECT 1 FROM ticket_event WHERE ticket_id = '{ticket['id']}' AND type LIKE 'shouwen.ticket.{verb}%'"))
    settle(stack)
    if number not in stack.board():
        raise Failed(f"{number} is not on the board")
    if stack.refusal(lambda: stack.board(authorized=False)) != 401:
        raise Failed("the board is shown to whoever asks")
    return f"{number}: {' → '.join(row[0] for row in stack.sql(_types(ticket['id'])))}"


def _types(ticket):
    return f"SELECT split_part(type, '.', 3) FROM ticket_event WHERE ticket_id = '{ticket}' ORDER BY seq"


def act(stack, number, verb, data):
    """What a bot of after-sales writes to its topic."""
    action = {
        "specversion": "1.0", "id": f"{number}-{verb}", "source": "/bots/test", "type": f"shouwen.action.{verb}.v1",
        "subject": number, "data": {"by": "bot", **data},
    }
    stack.inside(
        "kafka", "/opt/kafka/bin/kafka-console-producer.sh", "--bootstrap-server", "kafka:9092", "--topic",
        "department.after-sales.actions", given=json.dumps(action, ensure_ascii=False) + "\n",
    )


def kill_everything(stack, token):
    """Kills one container of each service and a broker, while messages are handed in without pause."""
    with Caller(stack, token, "killed") as caller:
        for name in [*SERVICES, "kafka"]:
            stack.kill(name)
            caller.goes_on()
    settle(stack, limit=240)
    return caller


def verify(stack, taken):
    """Nothing lost, nothing doubled: every message that was taken, by its key, has its ticket."""
    kept = {tuple(row) for row in stack.sql("SELECT key, ticket_id FROM idempotency_key")}
    missing = [key for key, ticket in taken.items() if (key, ticket) not in kept]
    if missing:
        raise Failed(f"answered with 201 and not kept: {missing[:5]}")
    tickets = int(stack.sql("SELECT count(*) FROM ticket")[0][0])
    if tickets != len(kept):
        raise Failed(f"{len(kept)} messages became {tickets} tickets")
    questions = " UNION ALL ".join(
        f"SELECT '{broken.replace(chr(39), chr(39) * 2)}', (SELECT string_agg(found::text, ', ') FROM "
        f"({offenders} LIMIT 5) AS found)" for broken, offenders in laws()
    )
    found = [f"{law}: {offenders}" for law, offenders in stack.sql(questions) if offenders]
    if found:
        raise Failed("; ".join(found))
    return f"{tickets} tickets, {len(laws())} laws hold"


def answers(stack):
    """Whether intake and desk answer through the proxy."""
    return stack.refusal(lambda: stack.post("nobody", "none", "x")) == 401 and stack.board() != ""
