"""The conformance kit passes the bots that people copy, and tells a careless one what is wrong."""

import json
import os
import pty
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from system import EXAMPLES, PROGRAMS, end, until

RULES = [
    "runs", "accepts", "finishes", "form", "key", "once", "ids", "hand_off", "openness", "types", "foreign", "poison",
    "restart", "trace",
]  # fmt: skip

LEFTOVERS = "sandbox-leftovers"

# What is changed in the example bot, the rule it then breaks, and what is said of it.
FAULTS = {
    "no-hand-off": (":{ticket['hand_off']}:{verb}", ":{verb}", "hand_off", "was used up the first time"),
    "partitioner": ("murmur2_random", "consistent_random", "key", "belongs to partition"),
    "status": ('ticket["status"] != "resolved"', 'ticket["status"] == "waiting"', "openness", "was not finished"),
    "fragile": ("        return None\n", "        raise\n", "poison", "exit code 1; its last words: "),
    "broken": ("import json\n", "raise RuntimeError('no licence')\n", "runs", "RuntimeError: no licence"),
    "stuck": ("consumer.subscribe([TICKETS])", "signal.pause()", "accepts", "was not accepted"),
}


def check(system, command, *options):
    environment = {**system.environment, "STATE": str(system.folder / "bot-sandbox")}
    return subprocess.run(
        [PROGRAMS / "shouwen", "bot-check", "--run", command, *options],
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
    broken = ["form", "key", "ids", "types", "foreign"]
    kept = ["runs", "accepts", "finishes", "hand_off", "openness", "poison", "restart"]
    unseen = ["once", "trace"]
    assert results == {
        **dict.fromkeys(broken, "broken"), **dict.fromkeys(kept, "kept"), **dict.fromkeys(unseen, "unseen")
    }, done.stdout  # fmt: skip
    assert all(rule["remedy"] for rule in report["rules"] if rule["result"] == "broken")
    assert not report["passed"] and done.returncode == 1


def faulty(system, name):
    """The example bot with one thing changed, in a sandbox of its own: what one leaves there another would read first."""
    right, wrong, _, _ = FAULTS[name]
    source = (EXAMPLES / "bot.py").read_text()
    assert source.count(right) == 1
    bot = system.folder / f"bot_{name}.py"
    bot.write_text(source.replace(right, wrong))
    return check(system, f"/usr/bin/python3 {bot}", *options(f"sandbox-{name}"), "--within", "20")


def one_after_the_other(system):
    """A careless bot and then twice the example, behind a shell that ends at once; and what stands there after each."""
    def written():
        return system.read(rf"department\.{LEFTOVERS}\.actions")

    bots = [Path(__file__).with_name("careless_bot.py"), EXAMPLES / "bot.py", EXAMPLES / "bot.py"]
    return [(check(system, f"true && /usr/bin/python3 {bot} && true", *options(LEFTOVERS)), written()) for bot in bots]


def options(sandbox):
    return ["--report", "json", "--department", sandbox]


@pytest.fixture(scope="module")
def runs(system):
    """All of them at the same time, since each mostly waits."""
    with ThreadPoolExecutor() as pool:
        started = {name: pool.submit(faulty, system, name) for name in FAULTS}
        yield started | {LEFTOVERS: pool.submit(one_after_the_other, system)}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_of_a_bot_is_one_cross(runs, name):
    _, _, rule, words = FAULTS[name]
    done = runs[name].result()
    rules = {found["rule"]: found for found in json.loads(done.stdout)["rules"]}
    assert [found for found in rules if rules[found]["result"] == "broken"] == [rule], done.stdout
    assert words in rules[rule]["detail"] and rules[rule]["remedy"], done.stdout
    unseen = [found["detail"] for found in rules.values() if found["result"] == "unseen" and found["rule"] != "trace"]
    assert all(detail.startswith("not judged: ") for detail in unseen), done.stdout
    assert done.returncode == 1


def test_what_a_run_leaves_does_not_spoil_the_next(runs):
    (careless, _), (first, handled), (second, everything) = runs[LEFTOVERS].result()
    assert careless.returncode == 1
    for done in (first, second):
        assert json.loads(done.stdout)["passed"], done.stdout
    # It committed before it ended: nothing of the last run was worked on once more.
    handled, everything = ([(message.key, message.value) for message in messages if message.key] for messages in (handled, everything))
    old = {key for key, _ in handled}
    assert len(old) >= 10 and sorted(handled) == sorted(action for action in everything if action[0] in old)


def test_a_bot_that_does_nothing_fails(system):
    done = check(system, "sleep 100", "--within", "2")
    assert "was not accepted" in done.stdout and done.stdout.count("✗") == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("✓")] == []
    assert done.returncode == 1


@pytest.mark.parametrize("wrong", [["--department", "after-sales"], ["--within", "0"], ["--report", "xml"], ["--fast"]])
def test_a_wrong_call_is_refused(system, wrong):
    done = check(system, "true", *wrong)
    assert done.returncode == 2 and wrong[0] in done.stderr and done.stdout == ""


def test_a_sandbox_without_topics_is_told(system):
    done = check(system, "true", "--department", "sandbox-nowhere")
    assert done.returncode == 2 and "shouwen topics create" in done.stderr
