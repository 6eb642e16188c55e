"""The desk as its users have it: the real program, and a real browser in front of it."""

import json
import os
import signal
import subprocess
import threading
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

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
        # What it says later is of no interest, but has to go somewhere.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def _port(self):
        for line in self.process.stdout:
            said = json.loads(line)
            if said["msg"] == "serving":
                return said["port"]
        raise RuntimeError(f"desk ended with {self.process.wait()} before it served")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)


class Browser:
    """One browser for all tests; each test opens pages of its own size, colours and motion."""

    def __init__(self):
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))

    def open(self, address, width=1440, height=1000, scheme="light", motion="no-preference"):
        """Opens a page and waits until it is live; what the console says from now on is this page's."""
        self.driver.get("about:blank")
        self.complaints()
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
        features = [{"name": name, "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.driver.get(address)
        self.is_live()
        self.run("window.sameDocument = true")

    def is_live(self):
        self.wait(lambda: "on" in self.one("#light").get_attribute("class").split(), "the page is live")

    def wait(self, condition, what):
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.02).until(lambda _: condition(), what)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def card(self, ticket, column=None):
        """Waits for a ticket's card, in a column if one is named."""
        selector = f"#column-{column} #{ticket.element}" if column else f"#{ticket.element}"
        self.wait(lambda: self.all(selector), f"{ticket.number} in {column or 'a column'}")
        return self.one(selector)

    def text(self, selector):
        """In one go: between finding an element and reading it the page may have replaced it."""
        return self.run("return document.querySelector(arguments[0])?.innerText.replace(/\\s+/g, ' ').trim()", selector)

    def count(self, column):
        return int(self.run("return document.querySelector(`h2 [data-count=${arguments[0]}]`).textContent", column))

    def was_not_reloaded(self):
        return self.run("return window.sameDocument === true")

    def complaints(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
