"""The board changes while one looks at it."""


def test_a_new_ticket_appears_with_its_department_and_owner(browser, desk, journal):
    browser.open(f"{desk.address}/?lang=en")
    assert browser.text("#column-waiting .empty") == "Nothing is waiting"
    ticket = journal.receive("The parcel never came")
    browser.card(ticket, "waiting")
    journal.route(ticket)
    browser.wait(lambda: "Logistics" in browser.text(f"#{ticket.element}"), "the department")
    text = browser.text(f"#{ticket.element}")
    for part in ["The parcel never came", ticket.number, "With Logistics · 周涛", "Owner 李娜"]:
        assert part in text
    assert browser.was_not_reloaded()


def test_a_ticket_moves_through_the_columns_and_the_counts_follow(browser, desk, journal):
    ticket, other = journal.receive(), journal.receive()
    browser.open(desk.address)
    browser.card(ticket, "waiting")
    assert counts(browser) == (2, 0, 0)
    journal.route(ticket)
    journal.accept(ticket)
    browser.card(ticket, "in_progress")
    browser.wait(lambda: counts(browser) == (1, 1, 0), "the counts")
    journal.resolve(ticket)
    browser.card(ticket, "resolved")
    browser.wait(lambda: counts(browser) == (1, 0, 1), "the counts")
    assert len(browser.all(".card")) == 2
    assert browser.all(f"#column-waiting #{other.element}")
    assert browser.was_not_reloaded()


def counts(browser):
    return tuple(browser.count(column) for column in ["waiting", "in_progress", "resolved"])


def test_cards_take_their_places(browser, desk, journal):
    calm, pressing, late = journal.receive("calm", ago="3 min"), journal.receive("pressing"), journal.receive("late")
    browser.open(f"{desk.address}/?order=urgent&lang=en")
    journal.promise(late, "-5 min")
    journal.promise(pressing, "5 min")
    journal.breach(late)
    expected = [ticket.element for ticket in (late, pressing, calm)]
    browser.wait(lambda: order(browser, "waiting") == expected, "the order")
    browser.wait(lambda: browser.text("#column-waiting .late") == "1 late", "the count of the late")
    assert "First response late by 5 min" in browser.text(f"#{late.element}")

    browser.open(f"{desk.address}/?lang=en")
    assert order(browser, "waiting")[-1] == calm.element
    newest = journal.receive("newest")
    browser.card(newest, "waiting")
    assert order(browser, "waiting")[0] == newest.element


def order(browser, column):
    return browser.run(
        "return [...document.querySelectorAll(`#column-${arguments[0]} .card`)].map((card) => card.id)", column
    )


def test_what_happened_while_the_desk_was_away_is_caught_up(browser, desk, journal):
    ticket = journal.receive()
    browser.open(f"{desk.address}/?lang=en")
    browser.card(ticket, "waiting")
    assert desk.stop() == 0
    browser.wait(lambda: browser.text("#light") == "Reconnecting…", "the light")
    journal.accept(ticket)
    meanwhile = journal.receive("meanwhile")
    desk.start()
    browser.card(ticket, "in_progress")
    browser.card(meanwhile, "waiting")
    browser.is_live()
    assert len(browser.all(".card")) == 2
    assert browser.was_not_reloaded()
    browser.complaints()  # The browser tells of every connection that was refused.


def test_a_page_that_was_away_for_long_loads_its_columns_anew(browser, desk, journal):
    ticket = journal.receive()
    browser.open(f"{desk.address}/?lang=en")
    browser.card(ticket, "waiting")
    assert desk.stop() == 0
    journal.receive_many(700)
    journal.resolve(ticket)
    desk.start()
    browser.card(ticket, "resolved")
    browser.wait(lambda: browser.text("#column-waiting .more") == "… and 640 more", "what is not shown")
    assert browser.count("waiting") == 700
    assert len(browser.all("#column-waiting .card")) == 60
    assert browser.was_not_reloaded()
    latest = journal.receive("after all that")
    browser.card(latest, "waiting")
    browser.wait(lambda: browser.text("#column-waiting .more") == "… and 641 more", "what is not shown")
    assert len(browser.all("#column-waiting .card")) == 60
    browser.complaints()


def test_a_column_that_runs_short_is_filled_up(browser, desk, journal):
    journal.receive_many(100)
    browser.open(f"{desk.address}/?lang=en")
    assert browser.text("#column-waiting .more") == "… and 40 more"
    journal.accept_all_but(50)
    browser.wait(lambda: browser.count("waiting") == 50, "the count")
    browser.wait(lambda: len(browser.all("#column-waiting .card")) == 50, "fifty cards")
    assert not browser.one("#column-waiting .more").is_displayed()
    assert browser.was_not_reloaded()


def test_a_page_of_an_older_desk_loads_itself_anew(browser, desk, journal):
    browser.open(desk.address)
    browser.run("document.getElementById('board').dataset.version = 'older'")
    desk.stop()
    desk.start()
    browser.wait(lambda: not browser.was_not_reloaded(), "a new page")
    browser.is_live()
    browser.complaints()


def test_a_page_of_an_older_desk_stays_until_the_new_one_can_be_had(browser, desk, journal):
    browser.open(f"{desk.address}/?lang=en")
    browser.run("document.getElementById('board').dataset.version = 'older'")
    browser.block(f"{desk.address}/?lang=en")
    desk.stop()
    desk.start()
    browser.wait(lambda: has_tried(browser) or not browser.was_not_reloaded(), "an attempt")
    assert browser.was_not_reloaded()
    browser.card(journal.receive("meanwhile"), "waiting")
    browser.block()
    browser.wait(lambda: not browser.was_not_reloaded(), "a new page")
    browser.is_live()
    browser.complaints()


def has_tried(browser):
    """Whether the page has asked for itself, in vain or not."""
    return browser.run("return performance.getEntriesByName(location.href, 'resource').length > 0")


def test_many_changes_of_one_ticket_leave_one_card(browser, desk, journal):
    ticket = journal.receive()
    browser.open(desk.address)
    for _ in range(5):
        journal.note(ticket)
    browser.wait(lambda: browser.run(
        "return document.getElementById(arguments[0]).dataset.version", ticket.element) == "6", "the last change")
    assert len(browser.all(".card")) == 1 and browser.count("waiting") == 1
