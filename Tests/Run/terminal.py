"""A terminal with a program in it: what it shows is read as it comes, and keys can be pressed."""

import os
import pty
import signal
import threading
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 150
CTRL_C = b"\x03"


class Terminal:
    """The program gets a state folder of its own, and no setting of ours from outside but those it is given."""

    def __init__(self, state, *command, **settings):
        self.state = state
        self.shown = b""
        self.news = threading.Condition()
        self.is_over = False
        self.status = None
        ours = ("SHOUWEN_", "KAFKA_", "DATABASE_URL", "MAKE", "MFLAGS")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        environment |= {"SHOUWEN_STATE": str(state), "SHOUWEN_BUILD": "debug", "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        environment |= settings
        self.process, self.keyboard = pty.fork()
        if self.process == 0:
            os.chdir(REPOSITORY)
            os.execvpe(command[0], command, environment)
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        """A test that fails leaves nothing running either; what the terminal showed explains the failure."""
        if error is not None:
            print(self.text)
        if self.status is None:
            for process in self.left_behind():
                os.kill(process, signal.SIGKILL)
            self.ended()
        os.close(self.keyboard)

    def _read(self):
        while True:
            try:
                piece = os.read(self.keyboard, 65536)
            except OSError:
                piece = b""  # So a terminal says that nobody is at its other end any more.
            with self.news:
                self.shown += piece
                self.is_over = not piece
                self.news.notify_all()
            if not piece:
                return

    @property
    def text(self):
        return self.shown.decode(errors="replace").replace("\r\n", "\n")

    def wait(self, words):
        """Waits until the terminal shows these words."""
        with self.news:
            self.news.wait_for(lambda: words in self.text or self.is_over, PATIENCE)
        assert words in self.text, f"the terminal did not show: {words}"

    def type(self, keys):
        os.write(self.keyboard, keys)

    def interrupt_script(self):
        """What `kill -INT` does: only the script under make hears it."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        assert len(children) == 1
        os.kill(int(children[0]), signal.SIGINT)

    def ended(self):
        """How the program ended: its code, or the signal as a negative number."""
        with self.news:
            assert self.news.wait_for(lambda: self.is_over, PATIENCE), "the program goes on"
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        return self.status

    def left_behind(self):
        """The processes that know of the state folder, by their arguments or their environment."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.state).encode() in (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes():
                    found.append(int(folder.name))
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue  # It has ended meanwhile, or is another user's.
        return found
