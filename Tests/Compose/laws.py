"""The promises of the design as questions to the tables, read from where the Swift tests have them."""

import re

from composition import ROOT

FOLDER = ROOT / "Shared/TestKit/Invariants"
CONSUMERS = ["classifier", "router", "sla_monitor", "notifier"]
# What the Swift source puts together of its consumers.
PROGRESS = " UNION ALL ".join(f"SELECT '{name}' AS consumer, * FROM {name}.progress" for name in CONSUMERS)


def laws():
    """What is broken when the query finds somebody, and the query."""
    text = "".join(file.read_text() for file in sorted(FOLDER.glob("Law*.swift")))
    text = text.replace(r"\(everybodysProgress)", PROGRESS)
    multiline = r'"""\n(?P<many>.*?)\n\s*"""'
    single = r'"(?P<one>[^"\n]*)"'
    found = re.finditer(rf'Law\(\s*broken:\s*"(?P<broken>[^"]*)",\s*offenders:\s*(?:{multiline}|{single})', text, re.S)
    result = [(law["broken"], law["many"] or law["one"]) for law in found]
    assert len(result) == len(re.findall(r"\bLaw\($", text, re.M)) + len(re.findall(r"\bLaw\(broken", text))
    assert len(result) >= 12 and not any("\\(" in query for _, query in result)
    return result


# How much is still on its way: events to publish, notices to send for the first time, events that some consumer has not
# seen.
UNSETTLED = f"""
SELECT (SELECT count(*) FROM outbox WHERE refused IS NULL)
    + (SELECT count(*) FROM notifier.notice WHERE state = 'pending' AND attempts = 0)
    + (SELECT count(*) FROM ticket CROSS JOIN unnest('{{{",".join(CONSUMERS)}}}'::text[]) AS consumer
        LEFT JOIN ({PROGRESS}) AS progress ON ticket_id = ticket.id AND progress.consumer = consumer.consumer
        WHERE coalesce(last_seq, 0) < version)
"""
