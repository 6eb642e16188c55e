"""What an operator does to a running stack: HTTPS, a newer version, a backup and what it is for."""

import http.client
import subprocess

import journey
from composition import SERVICES, TLS
from stack import Failed, eventually


def encrypt(stack, handbook):
    """HTTPS by the handbook, with a certificate of the test's own; plain HTTP is answered no more."""
    chain, key = handbook.folder / "fullchain.pem", handbook.folder / "privkey.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=shouwen", "-addext", "subjectAltName=IP:127.0.0.1", "-out", chain, "-keyout", key],
        check=True, capture_output=True,
    )
    stack.files.append(TLS)
    handbook.type("HTTPS")
    stack.authority = chain
    eventually("intake and desk answer by HTTPS", lambda: journey.answers(stack))
    return ", ".join(_spoken(port) for port in [stack.intake, stack.desk])


def _spoken(port):
    """Asks without encryption, and is not understood."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        door.request("GET", "/")
        raise Failed(f"port {port} answers {door.getresponse().status} without encryption")
    except (http.client.HTTPException, OSError) as refused:
        return f"plain HTTP: {type(refused).__name__}"
    finally:
        door.close()


def upgrade(stack, handbook, token):
    """A newer image, by the handbook, while messages come in: every container is another one, and runs that image."""
    before = {name: _images(stack, name) for name in [*SERVICES, "proxy"]}
    stack.environment["SHOUWEN_REVISION"] = "a newer one"
    with journey.Caller(stack, token, "upgraded", pause=0.3) as caller:
        handbook.type("Upgrade")
        caller.goes_on()
    for name, old in before.items():
        new = _images(stack, name)
        if len(new) != len(old) or set(new) & set(old):
            raise Failed(f"{name}: {list(old)} became {list(new)}")
        if name in SERVICES and set(new.values()) & set(old.values()):
            raise Failed(f"{name} still runs the older image")
    journey.settle(stack)
    return caller


def _images(stack, service):
    return {container: stack.inspect(container, "Image") for container in stack.containers(service)}


def restore(stack, handbook, token, taken):
    """Everything is thrown away and comes back from a backup that was made at a bad moment: Kafka held messages that
    the classifier had not seen."""
    stack.stop("classifier")
    waiting = {key: stack.post(token, key, journey.TEXT.format(number=1))["id"] for key in map("waiting-{}".format, range(5))}
    eventually("they are on Kafka", lambda: stack.sql("SELECT count(*) FROM outbox WHERE refused IS NULL") == [["0"]])
    before = _journal(stack)
    handbook.type("Back up")
    handbook.type("Restore", limit=900)
    eventually("intake and desk answer", lambda: journey.answers(stack))
    journey.settle(stack)
    if lost := before - _journal(stack):
        raise Failed(f"of {len(before)} events {len(lost)} did not come back, such as {min(lost)}")
    tickets = ", ".join(f"'{ticket}'" for ticket in waiting.values())
    if unrouted := stack.sql(f"SELECT number FROM ticket WHERE id IN ({tickets}) AND department IS DISTINCT FROM 'after-sales'"):
        raise Failed(f"never came to their department: {unrouted}")
    told = journey.ticket(stack, token, "restored")
    eventually("readers without Kafka see every event once", lambda: sorted(stack.feed()) == sorted(
        f"{ticket}:{seq}" for ticket, seq, _ in _journal(stack)))
    return f"{len(before)} events came back; {told}; {journey.verify(stack, taken | waiting)}"


def _journal(stack):
    """Every event: its ticket, its place there, and a sum over what it says."""
    rows = stack.sql("SELECT ticket_id, seq, md5(concat_ws(' ', type, at, source, trace, data)) FROM ticket_event")
    return {tuple(row) for row in rows}
