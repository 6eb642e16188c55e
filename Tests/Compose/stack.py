"""A stack of containers under test: what one can do to it from outside, with Docker or anything that speaks compose."""

import json
import os
import pathlib
import shlex
import signal
import socket
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

    def __init__(self, command, files, folder):
        self.command = shlex.split(command) + [word for file in files for word in ("-f", file)]
        self.files, self.secrets = files, pathlib.Path(folder)
        self.intake, self.desk = free_port(), free_port()
        # The host name of a container of each service, once somebody has looked.
        self.names = {}
        self.environment = os.environ | {
            "COMPOSE_PROJECT_NAME": "shouwen-test",
            "SHOUWEN_SECRETS": str(self.secrets),
            "SHOUWEN_IMAGE": "shouwen:test",
            "SHOUWEN_PROXY_IMAGE": "shouwen-proxy:test",
            "SHOUWEN_PROGRAMS": "prebuilt",
            "INTAKE_PUBLISH": f"127.0.0.1:{self.intake}",
            "DESK_PUBLISH": f"127.0.0.1:{self.desk}",
        }

    def compose(self, *words, given=None, limit=300, may_fail=False):
        """Runs a compose command and answers what it printed."""
        ran = subprocess.run(
            [*self.command, *words], cwd=ROOT, env=self.environment, input=given, capture_output=True, text=True,
            timeout=limit, check=False,
        )
        if ran.returncode and not may_fail:
            raise Failed(f"compose {shlex.join(words)} ended with {ran.returncode}:\n{(ran.stdout + ran.stderr)[-3000:]}")
        return ran.stdout if not may_fail else ran.stdout + ran.stderr

    def inside(self, service, *words, given=None, may_fail=False):
        """Runs a program in a container that runs."""
        return self.compose("exec", "-T", service, *words, given=given, may_fail=may_fail)

    def sql(self, statement):
        """The rows of a query, each a list of texts."""
        psql = ["psql", "-U", "postgres", "-d", "shouwen", "--no-psqlrc", "-qAt", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        return [line.split("\t") for line in self.inside("postgres", *psql, given=statement).splitlines() if line]

    def kill(self, service):
        """Kills the first process of a container as a crash would: from outside, without telling the engine."""
        name = self.names[service]
        process = self._process(name)
        if not process:
            raise Failed(f"the first process of {service} was not found: compose-test needs root on the engine's machine")
        os.kill(process, signal.SIGKILL)
        eventually(f"{service} runs again", lambda: self._process(name) not in [None, process])

    @staticmethod
    def _process(container):
        """The process with number 1 in the container of this host name, as this machine numbers it."""
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                numbers = [line for line in (folder / "status").read_text().splitlines() if line.startswith("NSpid:")]
                if numbers[0].split()[-1] != "1" or len(numbers[0].split()) < 3:
                    continue
                if (folder / "root/etc/hostname").read_text().strip() == container:
                    return int(folder.name)
            except (OSError, IndexError):
                continue
        return None

    def secret(self, name):
        return (self.secrets / name).read_text().strip()

    def post(self, token, key, text):
        """Hands a message in; answers the ticket, or raises an OSError when there was no 201."""
        body = {"contact": {"name": "王芳", "phone": "13800138000"}, "text": text}
        headers = {
            "Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": f'"{key}"'
        }
        answer = self._ask(f"http://127.0.0.1:{self.intake}/v1/tickets", headers, json.dumps(body).encode())
        return json.loads(answer)

    def board(self, authorized=True):
        headers = {"Authorization": self.secret("board-users")} if authorized else {}
        return self._ask(f"http://127.0.0.1:{self.desk}/", headers)

    @staticmethod
    def _ask(url, headers, body=None):
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=15) as answer:
            return answer.read().decode()

    @staticmethod
    def refusal(ask):
        """The status with which a request is refused."""
        try:
            ask()
        except urllib.error.HTTPError as error:
            return error.code
        return None

