"""The desk as its users have it: the real program."""

import json
import os
import signal
import subprocess
import threading
from collections import deque
from pathlib import Path

PROGRAMS = Path(os.environ.get("SHOUWEN_BIN", Path(__file__).parents[2] / ".build" / "debug"))
PATIENCE = 20


def environment(url):
    """Nothing of ours from outside: a program refuses settings that it does not know."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("SHOUWEN_")}
    return outside | {"DATABASE_URL": url}


class Desk:
    """A running desk that can be stopped and started again at the same address."""

    def __init__(self, url):
        self.database = url
        self.port = 0
        self.log = deque(maxlen=100)
        self.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        listen = {"SHOUWEN_LISTEN": f"127.0.0.1:{self.port}", "SHOUWEN_OPS_LISTEN": "127.0.0.1:0"}
        self.process = subprocess.Popen(
            [PROGRAMS / "desk"], env=environment(self.database) | listen, stdout=subprocess.PIPE, text=True
        )
        self.port = self._port()
        threading.Thread(target=self.log.extend, args=[self.process.stdout], daemon=True).start()

    def _port(self):
        for line in self.process.stdout:
            self.log.append(line)
            said = json.loads(line)
            if said["msg"] == "serving":
                return said["port"]
        raise RuntimeError(f"desk ended with {self.process.wait()} before it served")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)
