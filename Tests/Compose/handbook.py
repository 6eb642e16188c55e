"""The commands that README.md gives for production, run as they are written."""

import os
import pathlib
import re
import shlex
import subprocess

from composition import ROOT
from stack import Failed


def blocks():
    """The sh blocks of the chapter on production, in their order, each with the heading that it stands under."""
    text = (ROOT / "README.md").read_text().partition("## In production")[2].partition("\n## ")[0]
    return dict(re.findall(r"^### (.+)\n(?:(?!###|```).*\n)*?```sh\n((?:.*\n)*?)```", text, re.M))


class Handbook:
    """A reader who types the commands in a folder that looks like the repository's and leaves no trace in it."""

    def __init__(self, stack):
        self.stack = stack
        self.folder = pathlib.Path(stack.folder)
        (self.folder / "deploy").mkdir()
        for file in (ROOT / "deploy").iterdir():
            if file.name != "secrets":
                (self.folder / "deploy" / file.name).symlink_to(file)
        (self.folder / "bin").mkdir()
        self.tools = self.folder / "bin/docker"
        self.typed = []

    def type(self, heading, limit=600):
        """Runs the block under a heading, and answers what it printed."""
        self.tools.write_text(
            f"""#!/usr/bin/env bash
[ "$1" = compose ] || exec {shlex.join(self.stack.engine)} "$@"
shift
cd {shlex.quote(str(ROOT))}
exec {shlex.join([*self.stack.command])} "$@"
"""
        )
        self.tools.chmod(0o755)
        self.typed.append(heading)
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", blocks()[heading]], cwd=self.folder, capture_output=True, text=True,
            env=self.stack.environment | {"PATH": f"{self.tools.parent}:{os.environ['PATH']}"}, timeout=limit,
            stdin=subprocess.DEVNULL, check=False,
        )
        if ran.returncode:
            raise Failed(f"what stands under “{heading}” ended with {ran.returncode}:\n{(ran.stdout + ran.stderr)[-3000:]}")
        return ran.stdout
