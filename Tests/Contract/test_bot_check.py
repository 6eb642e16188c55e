"""The conformance kit passes the bots that people copy, and tells a careless one what is wrong."""

import json
import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
from system import EXAMPLES, PROGRAMS, end, until

RULES = [
    "accepts", "finishes", "form", "key", "once", "ids", "openness", "types", "foreign", "poison", "restart", "trace",
]  # fmt: skip


def check(system, command, *options):
    environment = {**system.environment, "STATE": str(system.folder / "bot-sandbox")}
    return subprocess.run(
        [PROGRAMS / "shouwen", "bot-check", "--run", f"exec {command}", *options],
        env=environment, capture_output=True, text=True, timeout=400, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("bot", [f"/usr/bin/python3 {EXAMPLES}/bot.py", f"{EXAMPLES}/bot.sh"], ids=["python", "shell"])
def test_the_example_bots_keep_every_rule(system, bot):
    done = check(system, bot, "--report", "json")
    report = json.loads(done.stdout)
    assert {rule["rule"]: rule["result"] for rule in report["rules"]} == dict.fromkeys(RULES, "kept"), done.stdout
    assert report["passed"] and done.returncode == 0


def test_a_person_who_runs_the_bot_is_asked_to_restart_it(system):
    def bot():
        return system.start("bot-of-a-person", "/usr/bin/python3", EXAMPLES / "bot.py", DEPARTMENT="sandbox", BOT_NAME="person")

    terminal, keyboard = pty.openpty()
    with open(system.folder / "asked", "w+") as asked, open(system.folder / "report", "w+") as report:
        running = bot()
        checking = subprocess.Popen(
            [PROGRAMS / "shouwen", "bot-check"], env=system.environment, stdin=keyboard, stdout=report, stderr=asked
        )

        def told(what):
            return what in (system.folder / "asked").read_text() or checking.poll() is not None

        until("it asks for the bot's end", lambda: told("Kill your bot now"), 200)
        end(running, signal.SIGKILL)
        os.write(terminal, b"\n")
        until("it asks for the bot's return", lambda: told("Start your bot again"))
        running = bot()
        os.write(terminal, b"\n")
        assert checking.wait(200) == 0, (system.folder / "report").read_text()
        end(running)
    assert "✓  goes on after kill -9" in (system.folder / "report").read_text()


def test_a_careless_bot_is_told_what_it_breaks(system):
    bot = f"/usr/bin/python3 {Path(__file__).with_name('careless_bot.py')}"
    done = check(system, bot, "--report", "json")
    report = json.loads(done.stdout)
    results = {rule["rule"]: rule["result"] for rule in report["rules"]}
    broken = ["form", "key", "once", "ids", "types", "foreign"]
    kept = ["accepts", "finishes", "openness", "poison", "restart"]
    assert results == {**dict.fromkeys(broken, "broken"), **dict.fromkeys(kept, "kept"), "trace": "unseen"}, done.stdout
    assert all(rule["remedy"] for rule in report["rules"] if rule["result"] == "broken")
    assert not report["passed"] and done.returncode == 1


def test_a_bot_that_does_nothing_fails(system):
    done = check(system, "sleep 100", "--within", "2")
    assert "was not accepted" in done.stdout and "✗" in done.stdout and "✓" not in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("wrong", [["--department", "after-sales"], ["--within", "0"], ["--report", "xml"], ["--fast"]])
def test_a_wrong_call_is_refused(system, wrong):
    done = check(system, "true", *wrong)
    assert done.returncode == 2 and wrong[0] in done.stderr and done.stdout == ""


def test_a_sandbox_without_topics_is_told(system):
    done = check(system, "true", "--department", "sandbox-nowhere")
    assert done.returncode == 2 and "shouwen topics create" in done.stderr
