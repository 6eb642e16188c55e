"""Takes the composition through a life: start, tickets, crashes, recovery, end. See deploy/compose-test."""

import argparse
import subprocess
import sys
import tempfile
import time

import hardening
import journey
from composition import BASE, CLUSTER, ROOT
from stack import Failed, Stack, eventually


class Life:
    """The steps of one run, each printed with what it found and how long it took."""

    def __init__(self, name):
        self.name, self.begin, self.steps = name, time.monotonic(), 0

    def step(self, what, act):
        begin = time.monotonic()
        print(f"==> {self.name}: {what}", flush=True)
        found = act()
        self.steps += 1
        print(f"    {found if isinstance(found, str) else 'fine'} ({time.monotonic() - begin:.0f} s)", flush=True)
        return found


def live(name, stack):
    life = Life(name)
    try:
        life.step("images", lambda: stack.compose("build", "migrate", "proxy", limit=900) and None)
        life.step("start", lambda: start(stack))
        life.step("hardening", lambda: hardening.check(stack))
        life.step("ports", lambda: hardening.unpublished(stack))
        token = []
        life.step("seed", lambda: token.append(journey.prepare(stack)))
        life.step("a ticket", lambda: journey.first_ticket(stack, token[0]))
        life.step("figures", lambda: hardening.watched(stack))
        caller = []
        life.step("kill -9 of every service and the broker", lambda: caller.append(journey.kill_everything(stack, token[0])))
        life.step("nothing lost, nothing doubled", lambda: journey.verify(stack, caller[0]))
    except Failed:
        print(stack.compose("ps", may_fail=True), file=sys.stderr)
        raise
    finally:
        life.step("end", lambda: stack.compose("down", "-v", may_fail=True) and None)
    return f"{name}: {life.steps} steps in {time.monotonic() - life.begin:.0f} s"


def start(stack):
    stack.compose("up", "-d", limit=400)
    eventually("intake and desk answer", lambda: journey.answers(stack))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compose", required=True)
    parser.add_argument("kinds", nargs="*", default=[])
    arguments = parser.parse_args()
    files = {"plain": [BASE], "cluster": [BASE, CLUSTER]}
    summary = []
    for kind in arguments.kinds or files:
        with tempfile.TemporaryDirectory(prefix="shouwen-secrets.") as folder:
            subprocess.run([ROOT / "deploy/make-secrets", folder], check=True, capture_output=True)
            try:
                summary.append(live(kind, Stack(arguments.compose, files[kind], folder)))
            except Failed as failure:
                sys.exit(f"compose-test: {kind} failed: {failure}")
    print(f"compose-test passed. {'; '.join(summary)}.")


main()
