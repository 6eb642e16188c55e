"""Writes tickets the way the services leave them: a row, and an event for each thing that happened."""

import subprocess
import uuid
from dataclasses import dataclass

RECEIVE = """
    INSERT INTO ticket (id, version, number, channel, source, contact, subject, text, attachments, priority, stage,
        owner, hand_offs, bounces, breaches, created_at, updated_at)
    VALUES (:'id', 1, :'number', 'web', 'web-form', '{"phone":"13900000000"}', :'subject', :'subject', '[]',
        :'priority', 'received', 'queue:frontline', 0, 0, 0, now() - :'ago'::interval, now() - :'ago'::interval);
    INSERT INTO ticket_event (ticket_id, seq, type, at, source, data)
    VALUES (:'id', 1, 'shouwen.ticket.received.v1', now() - :'ago'::interval, 'intake', '{}');
"""

HAPPEN = """
    UPDATE ticket SET version = version + 1, updated_at = now(){changes} WHERE id = :'id';
    INSERT INTO ticket_event (ticket_id, seq, type, at, source, data)
    SELECT id, version, 'shouwen.ticket.' || :'event' || '.v1', now(), 'router', '{{}}' FROM ticket WHERE id = :'id';
"""

MANY = """
    INSERT INTO ticket (id, version, number, channel, source, contact, subject, text, attachments, priority, stage,
        owner, hand_offs, bounces, breaches, created_at, updated_at)
    SELECT gen_random_uuid(), 1, 'SW-20261123-' || (500000 + i), 'app', 'app', '{{}}', 'Ticket ' || i, '', '[]', 'P3',
        'received', 'queue:frontline', 0, 0, 0, now() - make_interval(secs => i), now() FROM generate_series(1, {count}) i;
    INSERT INTO ticket_event (ticket_id, seq, type, at, source, data)
    SELECT id, 1, 'shouwen.ticket.received.v1', created_at, 'intake', '{{}}' FROM ticket
    WHERE number >= 'SW-20261123-500000';
"""


@dataclass(frozen=True)
class Ticket:
    id: str
    number: str

    @property
    def element(self):
        return f"t-{self.id}"


class Journal:
    """The journal of one database; every method is one transaction."""

    def __init__(self, url):
        self.url = url
        self.count = 0

    def receive(self, subject="收到的杯子碎了", ago="0 s", priority="P3"):
        self.count += 1
        ticket = Ticket(str(uuid.uuid4()), f"SW-20261123-{self.count:06}")
        self._write(RECEIVE, id=ticket.id, number=ticket.number, subject=subject, ago=ago, priority=priority)
        return ticket

    def receive_many(self, count):
        self._write(MANY.format(count=int(count)))

    def route(self, ticket, department="logistics", assignee="zhou.tao", owner="person:li.na"):
        self._happen(ticket, "routed", stage="triaged", department=department, assignee=assignee, owner=owner)

    def promise(self, ticket, within):
        """A first response is due after `within`; a negative time is a promise already missed."""
        changes = ", first_response_due_at = now() + :'within'::interval"
        self._write(HAPPEN.format(changes=changes), id=ticket.id, event="promised", within=within)

    def accept(self, ticket):
        self._happen(ticket, "accepted", stage="processing", accepted_at="now")

    def note(self, ticket):
        self._happen(ticket, "noted")

    def breach(self, ticket):
        self._happen(ticket, "breached", breaches="1")

    def resolve(self, ticket):
        self._happen(ticket, "resolved", stage="answered", resolved_at="now")

    def accept_all_but(self, count):
        """All but the `count` oldest waiting tickets are accepted at once."""
        self._write(
            "CREATE TEMP TABLE due AS SELECT id FROM ticket WHERE stage = 'received' ORDER BY created_at DESC OFFSET 0"
            f" LIMIT greatest(0, (SELECT count(*) FROM ticket WHERE stage = 'received') - {int(count)});"
            "UPDATE ticket SET version = version + 1, stage = 'processing' WHERE id IN (SELECT id FROM due);"
            "INSERT INTO ticket_event (ticket_id, seq, type, at, source, data)"
            " SELECT id, version, 'shouwen.ticket.accepted.v1', now(), 'router', '{}' FROM ticket"
            " WHERE id IN (SELECT id FROM due);"
        )

    def _happen(self, ticket, event, **columns):
        changes = "".join(f", {name} = :'{name}'" for name in columns)
        self._write(HAPPEN.format(changes=changes), id=ticket.id, event=event, **columns)

    def _write(self, sql, **values):
        psql(self.url, f"BEGIN; {sql} COMMIT;", **values)


def psql(url, sql, **values):
    """Values reach the statements as psql variables, quoted by psql."""
    variables = [f"--set={name}={value}" for name, value in values.items()]
    command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", *variables, url]
    done = subprocess.run(command, input=sql, text=True, capture_output=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(f"psql: {done.stderr.strip()}")
