"""Which rows of lead_sync are sent, and the contacts that they become."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from pushing.messages import PushError

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Contact:
    """A contact to update: what a row of lead_sync becomes, or the empty properties of a lead that has none."""

    sync_id: str
    lead_id: str
    id_property: str | None
    properties: dict[str, str]
    is_gone: bool = False

    @property
    def input(self) -> dict[str, Any]:
        """As the CRM takes it. Without a property to find the contact by, the id is the CRM's own."""
        id_property = {"idProperty": self.id_property} if self.id_property else {}
        return {"id": self.lead_id, **id_property, "properties": self.properties, "objectWriteTraceId": self.sync_id}

    @cached_property
    def content(self) -> str:
        """One text for what is sent: another one where value, property, scorecard or the way to the contact is."""
        sent = json.dumps([self.sync_id, self.id_property, self.properties], sort_keys=True)
        return hashlib.sha256(sent.encode()).hexdigest()


@dataclass(frozen=True)
class SyncMapping:
    """Which columns of which scorecard's rows are sent, and under which names."""

    scorecard: str
    properties: dict[str, str]
    id_property: str | None = None

    @classmethod
    def read(cls, path: Path) -> SyncMapping:
        """Read a mapping from YAML.

        Raises:
            PushError: a part is missing, unknown or cannot mean what it says.
        """
        try:
            parts = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise PushError(f"{path} is no YAML: {' '.join(str(error).split())}") from error
        if (
            not isinstance(parts, dict)
            or not {"scorecard", "properties"} <= set(parts) <= set(cls.__dataclass_fields__)
            or not isinstance(parts["scorecard"], str)
            or not isinstance(parts.get("id_property"), str | None)
            or not isinstance(parts["properties"], dict)
            or not parts["properties"]
            or not all(isinstance(name, str) for pair in parts["properties"].items() for name in pair)
        ):
            raise PushError(
                f"{path} is no mapping. Allowed: id_property, properties, scorecard, each once; properties lists"
                " column: property, and id_property may be left out."
            )
        theirs = [*parts["properties"].values(), parts.get("id_property")]
        if twice := sorted({name for name in theirs if name and theirs.count(name) > 1}):
            raise PushError(
                f"{path} writes a property twice, or the one that contacts are found by. Got: {', '.join(twice)}."
                " Fix: one column for each property, none for id_property."
            )
        return cls(**parts)

    def contact(self, row: Row) -> Contact:
        """A row as a contact."""
        properties = {theirs: as_text(row[ours]) for ours, theirs in self.properties.items()}
        return Contact(str(row["sync_id"]), str(row["lead_id"]), self.id_property, properties)

    def emptied(self, lead_id: str) -> Contact:
        """The contact of a lead that has no row any more."""
        properties = dict.fromkeys(self.properties.values(), "")
        return Contact(f"{lead_id}:{self.scorecard}", lead_id, self.id_property, properties, is_gone=True)

    def gone(self, published: Iterable[Contact], known: Iterable[str]) -> Iterator[Contact]:
        """Contacts that the CRM has though their leads have no row: gone, merged, or out of the population."""
        ids = {contact.lead_id for contact in published}
        return (self.emptied(lead_id) for lead_id in known if lead_id not in ids)


def as_text(value: Any) -> str:
    """A value as text; nothing is empty text, which empties a property."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return str(value)
