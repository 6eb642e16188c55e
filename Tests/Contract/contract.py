"""The contract as its files say it: schemas, golden examples and the AsyncAPI document."""

import copy
import json
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "Shared" / "Contract"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text())
    for path in sorted((FOLDER / "schemas").glob("*.schema.json"))
}
# Every type of message; `common` is what they share.
TYPES = [name for name in SCHEMAS if name != "common"]
EVENTS = [name for name in TYPES if name.startswith("shouwen.ticket.")]
ACTIONS = [name for name in TYPES if name.startswith("shouwen.action.")]
SNAPSHOT = "shouwen.department.ticket.v1"
DEAD_LETTER = "dead-letter.v1"
EXAMPLES = {path.name.removesuffix(".json"): path for path in sorted((FOLDER / "examples").glob("*.json"))}


def asyncapi():
    return yaml.safe_load((FOLDER / "asyncapi.yaml").read_text())


def topics():
    """deploy/topics.tsv: partitions and days of each topic."""
    lines = (ROOT / "deploy" / "topics.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: (int(partitions), int(days)) for name, partitions, days in rows}


def example(name):
    return json.loads(EXAMPLES[name].read_text())


def problems(kind, value, schemas=None):
    """What is wrong with a value by the schema of its kind, each with its place; nothing when it is right."""
    schemas = schemas or SCHEMAS
    schema = schemas[kind]
    store = {f"{name}.schema.json": body for name, body in schemas.items()}
    resolver = jsonschema.RefResolver(f"{kind}.schema.json", schema, store=store)
    validator = jsonschema.Draft202012Validator(schema, resolver=resolver)
    return [f"/{'/'.join(map(str, error.absolute_path))} {error.message}" for error in validator.iter_errors(value)]


def opened(schema):
    """The reading rule of consumers: whatever they do not know is let pass."""
    if isinstance(schema, dict):
        closing = {"additionalProperties", "unevaluatedProperties", "enum"}
        return {name: opened(part) for name, part in schema.items() if name not in closing}
    return [opened(part) for part in schema] if isinstance(schema, list) else schema


def changed(value, path, new):
    """A copy with one place changed, or removed where `new` is `...`."""
    value = copy.deepcopy(value)
    *folders, last = path
    place = value
    for name in folders:
        place = place[name]
    if new is ...:
        del place[last]
    else:
        place[last] = new
    return value
