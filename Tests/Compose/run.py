"""Takes the composition through a life: start, tickets, crashes, a newer version, a restore, end.

See deploy/compose-test.
"""

import argparse
import sys
import tempfile
import time

import care
import hardening
import journey
from composition import BASE, CLUSTER, REPLICAS
from handbook import Handbook
from stack import Failed, Stack, eventually

KINDS = {"plain": [BASE, REPLICAS], "cluster": [BASE, CLUSTER]}


class Life:
    """The steps of one run, each printed with what it found and how long it took."""

    def __init__(self, name):
        self.name, self.begin, self.steps = name, time.monotonic(), 0

    def step(self, what, act, *arguments):
        begin = time.monotonic()
        print(f"==> {self.name}: {what}", flush=True)
        found = act(*arguments)
        self.steps += 1
        print(f"    {found or 'fine'} ({time.monotonic() - begin:.0f} s)", flush=True)
        return found


def live(name, stack):
    """The same for both kinds; then a cluster has its brokers and HTTPS, the plain stack an operator's work."""
    life = Life(name)
    handbook = Handbook(stack)
    try:
        life.step("start", start, stack, handbook)
        if name == "cluster":
            life.step("HTTPS", care.encrypt, stack, handbook)
            life.step("brokers", hardening.replicated, stack)
        life.step("hardening", hardening.check, stack)
        life.step("ports", hardening.unpublished, stack)
        token = journey.prepare(stack)
        life.step("a ticket", journey.ticket, stack, token, "first")
        life.step("figures", watch, stack, handbook)
        killed = life.step("kill -9 of every service and the broker", journey.kill_everything, stack, token)
        life.step("nothing lost, nothing doubled", journey.verify, stack, killed.taken)
        if name == "plain":
            rolled = life.step("a newer version, rolled out", care.upgrade, stack, handbook, token)
            taken = killed.taken | rolled.taken
            life.step("nothing lost, nothing doubled", journey.verify, stack, taken)
            life.step("backup and restore", care.restore, stack, handbook, token, taken)
    except Failed:
        print(stack.compose("ps", may_fail=True), file=sys.stderr)
        raise
    finally:
        life.step("end", end, stack)
    return f"{name}: {life.steps} steps in {time.monotonic() - life.begin:.0f} s"


def end(stack):
    stack.compose("down", "-v", may_fail=True)


def start(stack, handbook):
    """By the handbook, which ends with a token."""
    token = handbook.type("Start", limit=900).strip().splitlines()[-1]
    eventually("intake and desk answer", lambda: journey.answers(stack))
    ticket = stack.post(token, "by the handbook", "在吗")
    return f"{ticket['number']} is taken"


def watch(stack, handbook):
    """Prometheus sees every replica, and the doctor nothing that is broken."""
    found = hardening.watched(stack)
    handbook.type("Watch")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compose", required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("kinds", nargs="*", default=[])
    arguments = parser.parse_args()
    summary = []
    for kind in arguments.kinds or KINDS:
        with tempfile.TemporaryDirectory(prefix="shouwen-compose.") as folder:
            try:
                summary.append(live(kind, Stack(arguments.compose, arguments.engine, KINDS[kind], folder)))
            except Failed as failure:
                sys.exit(f"compose-test: {kind} failed: {failure}")
    print(f"compose-test passed. {'; '.join(summary)}.")


main()
