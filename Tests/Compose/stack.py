"""A stack of containers under test: what one can do to it from outside, with Docker or anything that speaks compose."""

import json
import os
import pathlib
import shlex
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request

from composition import ROOT


class Failed(Exception):
    """Something did not hold; the text says what."""


def eventually(what, holds, limit=90):
    """Looks again until `holds` answers something true, and answers that."""
    deadline = time.monotonic() + limit
    while True:
        try:
            if found := holds():
                return found
            problem = "it never was so"
        except (Failed, OSError, ValueError) as error:
            problem = str(error)
        if time.monotonic() > deadline:
            raise Failed(f"{what}: not within {limit} s ({problem})")
        time.sleep(0.25)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Stack:
    """The composition of some files, under a project name, ports and secrets of its own."""

    def __init__(self, compose, engine, files, folder):
        self.program, self.engine = shlex.split(compose), shlex.split(engine)
        self.files, self.folder = list(files), folder
        self.secrets = pathlib.Path(folder, "deploy/secrets")
        self.intake, self.desk = free_port(), free_port()
        # Who has signed the certificate, once there is one: from then on HTTPS is spoken.
        self.authority = None
        self.environment = os.environ | {
            "COMPOSE_PROJECT_NAME": f"shouwen-test-{os.getpid()}",
            "SHOUWEN_SECRETS": str(self.secrets),
            "SHOUWEN_IMAGE": "shouwen:test",
            "SHOUWEN_PROXY_IMAGE": "shouwen-proxy:test",
            "SHOUWEN_PROGRAMS": "prebuilt",
            "INTAKE_PUBLISH": f"127.0.0.1:{self.intake}",
            "DESK_PUBLISH": f"127.0.0.1:{self.desk}",
        }

    @property
    def command(self):
        """What stands for "docker compose" here."""
        return self.program + [word for file in self.files for word in ("-f", file)]

    def containers(self, service):
        """The containers of a service that run."""
        labels = {"project": self.environment["COMPOSE_PROJECT_NAME"], "service": service}
        filters = [word for key in labels for word in ("--filter", f"label=com.docker.compose.{key}={labels[key]}")]
        return self._engine("ps", "--quiet", "--no-trunc", *filters).split()

    def one(self, service):
        """A container of a service, the same as long as it runs."""
        found = self.containers(service)
        if not found:
            raise Failed(f"nothing runs of {service}")
        return min(found)

    def inspect(self, container, what):
        return self._engine("inspect", "--format", "{{." + what + "}}", container).strip()

    def stop(self, service):
        """Stops every container of a service, as an operator would."""
        self._engine("stop", *self.containers(service))

    def kill(self, service):
        """Kills the first process of a container as a crash would: from outside, without telling the engine."""
        container = self.one(service)
        process = self.inspect(container, "State.Pid")
        os.kill(int(process), signal.SIGKILL)
        eventually(f"{service} runs again", lambda: self.inspect(container, "State.Pid") not in ["0", process])

    def inside(self, service, *words, given=None, may_fail=False):
        """Runs a program in a container that runs."""
        return self._engine("exec", "--interactive", self.one(service), *words, given=given, may_fail=may_fail)

    def sql(self, statement):
        """The rows of a query, each a list of texts."""
        psql = ["psql", "-U", "postgres", "-d", "shouwen", "--no-psqlrc", "-qAt", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        return [line.split("\t") for line in self.inside("postgres", *psql, given=statement).splitlines() if line]

    def compose(self, *words, may_fail=False):
        """Runs a compose command and answers what it printed."""
        return self._run([*self.command, *words], None, may_fail)

    def _engine(self, *words, given=None, may_fail=False):
        return self._run([*self.engine, *words], given, may_fail)

    def _run(self, words, given, may_fail):
        ran = subprocess.run(
            words, cwd=ROOT, env=self.environment, input=given, capture_output=True, text=True, timeout=300, check=False
        )
        if ran.returncode and not may_fail:
            raise Failed(f"{shlex.join(words)} ended with {ran.returncode}:\n{(ran.stdout + ran.stderr)[-3000:]}")
        return ran.stdout if not may_fail else ran.stdout + ran.stderr

    def secret(self, name):
        return (self.secrets / name).read_text().strip()

    def post(self, token, key, text):
        """Hands a message in; answers the ticket, or raises an OSError when there was no 201."""
        body = {"contact": {"name": "王芳", "phone": "13800138000"}, "text": text}
        headers = {
            "Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": f'"{key}"'
        }
        return json.loads(self._ask(self.intake, "/v1/tickets", headers, json.dumps(body).encode()))

    def board(self, authorized=True):
        headers = {"Authorization": self.secret("board-users")} if authorized else {}
        return self._ask(self.desk, "/", headers)

    def feed(self):
        """The ids of all events that the desk shows to readers without Kafka."""
        ids, after, page = [], "", None
        while page is None or page["events"]:
            path = f"/v1/events?limit=1000&after={after}"
            page = json.loads(self._ask(self.desk, path, {"Authorization": self.secret("board-users")}))
            ids, after = ids + [event["id"] for event in page["events"]], page["next"]
        return ids

    def _ask(self, port, path, headers, body=None):
        scheme = "https" if self.authority else "http"
        request = urllib.request.Request(f"{scheme}://127.0.0.1:{port}{path}", body, headers)
        trust = ssl.create_default_context(cafile=self.authority) if self.authority else None
        with urllib.request.urlopen(request, timeout=15, context=trust) as answer:
            return answer.read().decode()

    @staticmethod
    def refusal(ask):
        """The status with which a request is refused."""
        try:
            ask()
        except urllib.error.HTTPError as error:
            return error.code
        return None

