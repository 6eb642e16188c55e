"""The board can be read by everybody: in both languages, on a phone, by keyboard, in the dark."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

HOSTILE = [
    '<script>document.title = "taken"</script>',
    '"><img src=x onerror="document.title=\'taken\'">',
    "</li></ol><h1 id=gift>Free gifts</h1>",
    "{{7*7}} ${7*7} &lt;b&gt; javascript:alert(1)",
]
LONG = ["averylongwordwithoutanyspace" * 12, "这是一段没有标点也没有换行的很长的主题" * 12]


def test_both_languages(browser, desk, journal):
    ticket = journal.receive("Bitte helfen")
    journal.route(ticket)
    browser.open(f"{desk.address}/?lang=zh")
    assert browser.run("return document.documentElement.lang") == "zh-Hans"
    assert "物流部" in browser.text(f"#{ticket.element}")
    assert browser.text("#light") == "实时"
    browser.one("nav a[href='/?lang=en']").click()
    browser.is_live()
    assert browser.run("return document.documentElement.lang") == "en"
    assert "Logistics" in browser.text(f"#{ticket.element}")
    late = journal.receive("Späte Frage")
    browser.card(late, "waiting")
    assert "To be triaged" in browser.text(f"#{late.element}")


def test_an_empty_board_says_so(browser, desk):
    for lang in ["zh", "en"]:
        browser.open(f"{desk.address}/?lang={lang}")
        assert len([box for box in browser.all(".empty") if box.is_displayed() and box.text]) == 3
        assert [browser.count(column) for column in ["waiting", "in_progress", "resolved"]] == [0, 0, 0]


WIDER = """
    const parts = [...document.querySelectorAll(".card *")].filter((part) => part.checkVisibility());
    const edge = (part) => part.closest(".card").getBoundingClientRect().right + 1;
    return [document.documentElement.scrollWidth - document.documentElement.clientWidth,
      parts.filter((part) => part.getBoundingClientRect().right > edge(part)).length];
"""


def test_nothing_is_wider_than_the_window(browser, desk, journal):
    for text in LONG + HOSTILE:
        ticket = journal.receive(text)
        journal.route(ticket)
        journal.promise(ticket, "-100 min")
    for lang in ["zh", "en"]:
        for width in [320, 390, 768, 900, 1440]:
            browser.open(f"{desk.address}/?lang={lang}", width=width, height=844)
            assert browser.run(WIDER) == [0, 0], f"{lang}, {width} px"


def test_on_a_phone_one_column_is_seen_at_a_time(browser, desk, journal):
    ticket = journal.receive()
    browser.open(f"{desk.address}/?lang=en", width=390, height=844)
    shown = lambda: [c.get_attribute("id") for c in browser.all(".column") if c.is_displayed()]
    assert shown() == ["column-waiting"]
    assert browser.text(".tabs") == "Waiting 1 In progress 0 Resolved 0"
    browser.one(".tabs a[data-tab=in_progress]").click()
    assert shown() == ["column-in_progress"]
    assert browser.one(".tabs a[aria-current]").text.startswith("In progress")
    journal.accept(ticket)
    browser.card(ticket, "in_progress")
    browser.wait(lambda: browser.text(".tabs") == "Waiting 0 In progress 1 Resolved 0", "the counts of the tabs")
    browser.driver.refresh()
    browser.is_live()
    assert shown() == ["column-in_progress"]


def test_texts_stay_texts(browser, desk, journal):
    before = [journal.receive(text) for text in HOSTILE]
    browser.open(f"{desk.address}/?lang=en")
    after = [journal.receive(text) for text in HOSTILE]
    for ticket, text in zip(before + after, HOSTILE * 2):
        card = browser.card(ticket, "waiting")
        assert card.find_element("tag name", "h3").text == text
    assert browser.driver.title == "Board · Shouwen"
    assert browser.all("#gift, .card img, .card script") == []
    assert len(browser.all(".card")) == len(HOSTILE) * 2


def test_the_keyboard_reaches_everything_in_order(browser, desk, journal):
    oldest, newest = journal.receive(ago="9 min"), journal.receive()
    working, done = journal.receive(), journal.receive()
    journal.accept(working)
    journal.resolve(done)
    browser.open(f"{desk.address}/?lang=en")
    seen = []
    for _ in range(8):
        press(browser, Keys.TAB)
        seen.append(browser.run("return document.activeElement.id || document.activeElement.textContent"))
    cards = [ticket.element for ticket in (newest, working, done)]
    assert seen == ["Skip to the board", "Newest", "Most urgent", "中文", "English", *cards]
    press(browser, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_DOWN)
    assert focused(browser) == oldest.element
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(browser, Keys.HOME)
    assert focused(browser) == newest.element


def test_who_reads_a_card_by_keyboard_stays_on_it(browser, desk, journal):
    ticket = journal.receive()
    browser.open(desk.address)
    browser.run("document.getElementById(arguments[0]).focus()", ticket.element)
    journal.route(ticket)
    journal.accept(ticket)
    browser.card(ticket, "in_progress")
    assert focused(browser) == ticket.element


def press(browser, *keys):
    for key in keys:
        ActionChains(browser.driver).send_keys(key).perform()


def focused(browser):
    return browser.run("return document.activeElement.id")


# The contrast of every text with what lies behind it, as WCAG 2.2 reckons it; parts of colours lie on those behind.
CONTRAST = """
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const behind = (element) => element ? [...behind(element.parentElement), getComputedStyle(element).backgroundColor] : [];
    const paint = (colours) => {
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
      const light = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => value / 255)
        .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
    };
    const found = [];
    for (const element of document.querySelectorAll("body *")) {
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!hasText || !element.checkVisibility() || element.closest(".skip, .mark")) continue;
      const ground = behind(element);
      const [one, other] = [paint(ground), paint([...ground, getComputedStyle(element).color])];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < 4.5) found.push(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
    }
    return [...new Set(found)];
"""


def test_every_text_stands_out_from_its_ground(browser, desk, journal):
    for priority in ["P1", "P2", "P3", "P4"]:
        ticket = journal.receive(priority=priority, ago="50 min")
        journal.route(ticket, assignee="zhou.tao" if priority != "P4" else "nobody")
        journal.promise(ticket, {"P1": "-5 min", "P2": "5 min"}.get(priority, "500 min"))
        journal.breach(ticket)
    resolved = journal.receive()
    journal.resolve(resolved)
    for scheme in ["light", "dark"]:
        for width in [390, 1440]:
            browser.open(f"{desk.address}/?lang=en", width=width, scheme=scheme)
            assert len(browser.all(".due.over")) == 1 and len(browser.all(".due.soon")) == 1
            assert browser.run(CONTRAST) == [], f"{scheme}, {width} px"


def test_the_parts_of_the_page_have_names(browser, desk, journal):
    ticket = journal.receive()
    browser.open(f"{desk.address}/?lang=en")
    roles = browser.run("return [...document.querySelectorAll('main, nav, section')].map((part) => part.ariaLabel"
                        " ?? document.getElementById(part.getAttribute('aria-labelledby'))?.textContent ?? part.id)")
    assert roles == ["Order", "Language", "Columns", "board", "Waiting1", "In progress0", "Resolved0"]
    assert browser.one("#light").get_attribute("role") == "status"
    assert browser.card(ticket).accessible_name == "收到的杯子碎了"
    assert browser.run("return document.querySelectorAll('h1').length") == 1


def test_nothing_moves_for_those_who_asked_for_it(browser, desk, journal):
    browser.open(desk.address, motion="reduce")
    ticket = journal.receive()
    card = browser.card(ticket, "waiting")
    assert "new" in card.get_attribute("class").split()
    assert card.value_of_css_property("animation-name") == "none"


def test_the_script_tells_times_like_the_server(browser, desk, journal):
    for time in ["0:00:10", "0:07:30", "2:00:20", "3:20:30", "48:00:30", "77:00:30"]:
        ticket = journal.receive(ago=time)
        journal.promise(ticket, time)
    for lang in ["zh", "en"]:
        browser.open(f"{desk.address}/?lang={lang}")
        told = "return [...document.querySelectorAll('.card time')].map((time) => time.textContent)"
        fresh = ("const page = new DOMParser().parseFromString(arguments[0], 'text/html');"
                 "return [...page.querySelectorAll('.card time')].map((time) => time.textContent)")
        page = browser.run("const r = new XMLHttpRequest(); r.open('GET', location.href, false); r.send();"
                           "return r.responseText")
        assert browser.run(told) == browser.run(fresh, page)
