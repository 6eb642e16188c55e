"""A real browser, as people look through it."""

from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from desk import PATIENCE

# Where they outlive the tests, and nobody mistakes them for sources.
PICTURES = Path(__file__).parents[2] / ".build" / "screenshots"


class Browser:
    """One browser for all tests; each test opens pages of its own size, colours and motion."""

    def __init__(self):
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.console = []

    def open(self, address, width=1440, height=1000, scheme="light", motion="no-preference"):
        """Opens a page and waits until it is live; what the console says from now on is this page's."""
        self.driver.get("about:blank")
        self.complaints()
        self.console.clear()
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
        features = [{"name": name, "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.driver.get(address)
        self.is_live()
        self.run("window.sameDocument = true")

    def block(self, *addresses):
        """Lets scripts fetch nothing from these addresses; called anew, from the new ones alone."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": addresses})

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
        """What the console complained of since the last call."""
        said = self.driver.get_log("browser")
        self.console += said
        return [entry for entry in said if entry["level"] in ("SEVERE", "WARNING")]

    def evidence(self, name):
        """What one needs to understand a failure: the page as text and as a picture, and what the console said."""
        parts = {"page": self._page, "console": self._said, "screenshot": lambda: self._picture(name)}
        return [(part, self._attempt(look)) for part, look in parts.items()]

    def _attempt(self, look):
        try:
            return look()
        except WebDriverException as error:
            return f"the browser does not answer: {error.msg}"

    def _page(self):
        return f"{self.driver.current_url}\n{self.run('return document.body.innerText')}"

    def _said(self):
        self.complaints()
        return "\n".join(f"{entry['level']}: {entry['message']}" for entry in self.console)

    def _picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        path.write_bytes(self.driver.get_screenshot_as_png())
        return str(path)
