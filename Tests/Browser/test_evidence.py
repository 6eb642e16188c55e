"""A failure of these tests tells what was to be seen."""

from pathlib import Path


def test_the_page_the_console_and_a_picture(browser, desk):
    browser.open(f"{desk.address}/?lang=en")
    browser.run("console.error('the cat sat on the keyboard')")
    evidence = dict(browser.evidence("evidence"))
    assert evidence["page"].startswith(desk.address) and "Nothing is waiting" in evidence["page"]
    assert "the cat sat on the keyboard" in evidence["console"]
    assert Path(evidence["screenshot"]).read_bytes().startswith(b"\x89PNG")
    assert any("serving" in line for line in desk.log)
