"""The files of the contract agree with each other: schemas, golden examples and the AsyncAPI document."""

import hashlib
import json
import re

import jsonschema
import pytest
from asyncapi3.models import AsyncAPI3
from cloudevents.core.bindings import kafka
from contract import (
    ACTIONS,
    DEAD_LETTER,
    EVENTS,
    EXAMPLES,
    FOLDER,
    SCHEMAS,
    SNAPSHOT,
    TYPES,
    asyncapi,
    changed,
    example,
    opened,
    problems,
    topics,
)

ENVELOPES = [name for name in TYPES if name != DEAD_LETTER]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_2020_12(name):
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_a_golden_example(name):
    assert name in EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_golden_example_fits_todays_schema(name):
    kind = re.sub(r"(\.v[0-9]+)\..*", r"\1", name)
    value = example(name)
    assert problems(kind, value["headers"] if kind == DEAD_LETTER else value) == []


def test_golden_examples_stay_as_they_were_shipped():
    """Each file's SHA-256 is written down when it is added; neither is ever changed or removed."""
    shipped = dict(reversed(line.split("  ")) for line in (FOLDER / "examples" / "SHIPPED.sha256").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in EXAMPLES.values()}
    assert found == shipped, "add a new example with a new name, and its line (sha256sum) to SHIPPED.sha256"


@pytest.mark.parametrize("name", EVENTS + [SNAPSHOT])
def test_producers_write_nothing_that_the_schema_does_not_name(name):
    value = example(name)
    assert problems(name, changed(value, ["novelty"], 1)) != []
    assert problems(name, changed(value, ["data", "novelty"], 1)) != []
    for field in list(value["data"]):
        assert problems(name, changed(value, ["data", field], {"novelty": 1})) != [], field


@pytest.mark.parametrize("name", EVENTS + [SNAPSHOT])
def test_readers_who_follow_the_reading_rule_are_not_broken_by_additions(name):
    schemas = {kind: opened(schema) for kind, schema in SCHEMAS.items()}
    value = example(name)
    assert problems(name, value, schemas) == []
    for path, new in [(["novelty"], 1), (["data", "novelty"], {"a": [1]})]:
        assert problems(name, changed(value, path, new), schemas) == []
    if "channel" in value["data"]:
        assert problems(name, changed(value, ["data", "channel"], "telepathy")) != []
        assert problems(name, changed(value, ["data", "channel"], "telepathy"), schemas) == []
    assert problems(name, changed(value, ["data", "seq"], "one"), schemas) != []


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_may_bring_extensions_and_no_data_of_its_own(name):
    value = example(name)
    assert problems(name, changed(value, ["comexampleextension"], 1)) == []
    assert problems(name, changed(value, ["data", "novelty"], 1)) != []


@pytest.mark.parametrize("name", ENVELOPES)
def test_the_cloudevents_sdk_reads_a_golden_example(name):
    value = example(name)
    headers = {"content-type": b"application/cloudevents+json; charset=UTF-8"}
    event = kafka.from_structured_event(kafka.KafkaMessage(headers, value["subject"].encode(), json.dumps(value).encode()))
    assert (event.get_id(), event.get_type(), event.get_subject()) == (value["id"], name, value["subject"])
    assert event.get_data() == value["data"]


def test_the_asyncapi_document_is_one():
    AsyncAPI3.model_validate(asyncapi())


def test_every_reference_of_the_asyncapi_document_leads_somewhere():
    document = asyncapi()

    def references(node):
        if isinstance(node, dict):
            yield from ([node["$ref"]] if "$ref" in node else [])
            for part in node.values():
                yield from references(part)
        elif isinstance(node, list):
            for part in node:
                yield from references(part)

    found = list(references(document))
    assert len(found) > 40
    for reference in found:
        file, _, pointer = reference.partition("#")
        place = json.loads((FOLDER / file).read_text()) if file else document
        for step in pointer.split("/")[1:]:
            place = place[step]


def test_the_asyncapi_document_names_every_type_once_and_where_it_belongs():
    document = asyncapi()
    messages = document["components"]["messages"]
    assert sorted(message["name"] for message in messages.values()) == sorted(TYPES)
    for key, message in messages.items():
        body = message.get("payload") or message["headers"]
        assert body["schema"]["$ref"] == f"./schemas/{message['name']}.schema.json", key

    def carried(channel):
        return [messages[key]["name"] for key in document["channels"][channel]["messages"]]

    assert sorted(carried("ticketEvents")) == sorted(EVENTS)
    assert carried("departmentTickets") == [SNAPSHOT]
    assert sorted(carried("departmentActions")) == sorted(ACTIONS)
    assert carried("ticketEventsDeadLetters") == carried("departmentActionsDeadLetters") == [DEAD_LETTER]
    operations = {operation["channel"]["$ref"].split("/")[-1] for operation in document["operations"].values()}
    assert operations == set(document["channels"])


def test_the_asyncapi_document_and_the_deployment_have_the_same_topics():
    described = {}
    for channel in asyncapi()["channels"].values():
        binding = channel["bindings"]["kafka"]
        pattern = re.sub(r"\\{department\\}", "[a-z0-9-]+", re.escape(channel["address"]))
        described[pattern] = (binding["partitions"], binding["topicConfiguration"]["retention.ms"] // 86_400_000)
    used = set()
    for topic, shape in topics().items():
        matching = [pattern for pattern in described if re.fullmatch(pattern, topic)]
        assert [described[pattern] for pattern in matching] == [shape], topic
        used.update(matching)
    assert used == set(described)


def test_the_sandbox_has_the_topics_of_a_department():
    assert {f"department.sandbox.{kind}" for kind in ("tickets", "actions", "actions.dlq")} <= set(topics())
