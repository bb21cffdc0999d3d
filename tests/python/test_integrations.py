"""Definitions for other tools name columns that lead_sync has, and its key; all of them fill the same fields."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml
from project import ROOT

FOLDER = ROOT / "integrations"
COLUMNS = [
    column["name"]
    for column in yaml.safe_load((ROOT / "models" / "activation" / "lead_sync.yml").read_text("utf-8"))["models"][0][
        "columns"
    ]
]


def read(name: str) -> Any:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


def mapped() -> dict[str, set[str]]:
    """The columns that each definition sends, besides the key of the contact."""
    (connection,) = read("rudderstack/lead_sync_to_hubspot.yaml")["spec"]["connections"]
    census = read("census/lead_sync_to_salesforce.json")["mappings"]
    multiwoven = read("multiwoven/lead_sync_to_hubspot.json")["sync"]["configuration"]
    return {
        "rudderstack": {mapping["from"] for mapping in connection["config"]["mappings"]},
        "census": {mapping["from"]["data"] for mapping in census if not mapping.get("is_primary_identifier")},
        "multiwoven": {mapping["from"] for mapping in multiwoven} - {"lead_id"},
        "push": set(read("push/hubspot.yml")["properties"]) - {"changed_at"},
        "push of the connector": set(read("push/hubspot_connector.yml")["properties"]) - {"changed_at"},
    }


def test_they_send_the_same_columns_and_there_are_such() -> None:
    sent = mapped()
    assert set(map(frozenset, sent.values())) == {frozenset(sent["push"])}
    assert sent["push"] <= set(COLUMNS)


def test_rows_are_found_by_their_key_and_by_when_they_changed() -> None:
    model = read("rudderstack/lead_sync.yaml")["spec"]
    (connection,) = read("rudderstack/lead_sync_to_hubspot.yaml")["spec"]["connections"]
    selected = re.findall(r"\w+", model["sql"].partition(" from ")[0].partition("\nfrom ")[0])[1:]
    assert set(selected) <= set(COLUMNS)
    assert model["primary_key"] == "sync_id" in selected
    assert connection["source"] == f"#retl-source-sql-model:{model['id']}"
    assert connection["config"]["cursor_column"] == "changed_at" in selected
    assert mapped()["rudderstack"] <= set(selected)
    assert read("multiwoven/lead_sync_to_hubspot.json")["sync"]["cursor_field"] == "changed_at"
    keys = [
        mapping
        for mapping in read("census/lead_sync_to_salesforce.json")["mappings"]
        if "is_primary_identifier" in mapping
    ]
    assert [key["from"]["data"] for key in keys] == ["lead_id"]


def test_the_table_of_fields_lists_what_is_sent() -> None:
    page = (ROOT / "docs" / "guides" / "reverse_etl.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)`, ", page, flags=re.MULTILINE)
    push = read("push/hubspot.yml")
    assert dict(rows) == {"lead_id": push["id_property"], **push["properties"]}


def test_contacts_of_the_connector_are_found_by_their_own_id() -> None:
    assert read("push/hubspot_connector.yml") == {
        name: part for name, part in read("push/hubspot.yml").items() if name != "id_property"
    }
    model = (ROOT / "models" / "connectors" / "hubspot" / "stg_lead_scoring__hubspot_leads.sql").read_text("utf-8")
    assert "contacts.id as lead_id" in model
