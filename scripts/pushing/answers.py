"""What an answer says of each contact that was sent. A contact of which it says nothing was not taken."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pushing.mapping import Contact
from pushing.messages import plain

Json = dict[str, Any]

TAKEN_STATUSES = (200, 201, 207)
"""What a server says of a batch that it has worked through; its body says of which contacts."""
REFUSED_STATUSES = (400, 404, 409, 413, 422, 423)
"""What a server says of a batch because of some of its contacts: the others are sent without them."""
NOT_FOUND = "OBJECT_NOT_FOUND"


class UnreadableAnswerError(Exception):
    """The answer is not one of this API; the text says what it is."""


@dataclass(frozen=True)
class Answer:
    """An answer as it came."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes
    is_too_long: bool = False

    def body(self) -> Json:
        """The JSON object that it consists of.

        Raises:
            UnreadableAnswerError: it is something else.
        """
        kind = self.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
        if self.is_too_long:
            raise UnreadableAnswerError(f"more than {len(self.content)} bytes")
        if self.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            raise UnreadableAnswerError(f"compressed, though not asked to be: {self.headers['content-encoding']}")
        if kind != "application/json" and not kind.endswith("+json"):
            raise UnreadableAnswerError(f"{kind}, not JSON")
        try:
            body = json.loads(self.content.decode("utf-8"), parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise UnreadableAnswerError(f"not JSON: {error}") from error
        if not isinstance(body, dict):
            raise UnreadableAnswerError("JSON that is no object")
        return body

    @property
    def message(self) -> str:
        """What it says, in one line."""
        try:
            said = self.body().get("message")
        except UnreadableAnswerError as error:
            said = self.reason if self.status >= 300 else error
        return plain(f"{self.status}: {said or self.reason or 'no reason'}")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


@dataclass
class Verdict:
    """What an answer says of a batch, by the leads' ids; the rest of the batch it does not mention."""

    taken: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    otherwise: str = ""
    """Why the rest was not taken, or is not known to have been."""
    ids: list[str] = field(default_factory=list)
    """The CRM's ids of the contacts that it has taken."""


def verdict(batch: Sequence[Contact], answer: Answer) -> Verdict:
    """What an answer says of a batch."""
    try:
        body = answer.body()
        if answer.status in TAKEN_STATUSES:
            return _of_results(batch, body)
        if answer.status in REFUSED_STATUSES:
            return _of_errors(batch, [*_objects(body, "errors"), body], answer.message)
    except UnreadableAnswerError as error:
        return Verdict(otherwise=answer.message if answer.status >= 300 else plain(f"{answer.status}: {error}"))
    return Verdict(otherwise=f"{answer.message}, which confirms nothing")


def _of_results(batch: Sequence[Contact], body: Json) -> Verdict:
    """Contacts that are among the results were taken, but for those that an error is about."""
    if body.get("status") != "COMPLETE":
        raise UnreadableAnswerError(f"its status is {body.get('status')!r}, not 'COMPLETE'")
    results, errors = _objects(body, "results", is_needed=True), _objects(body, "errors")
    claimed = 0 if body.get("numErrors") is None else body["numErrors"]
    if not isinstance(claimed, int) or claimed < 0:
        raise UnreadableAnswerError(f"its numErrors is {claimed!r}")
    if not all(isinstance(result.get("id"), str | int) for result in results):
        raise UnreadableAnswerError("it has a result without an id")
    said = _of_errors(batch, errors, "the answer does not mention it")
    named = said.taken | set(said.refused)
    others = [contact for contact in batch if contact.lead_id not in named]
    found = _found(others, results)
    unnamed = [error for error in errors if not _ids(batch, error)]
    # An error that names no contact is about those that have no result. Where all have one, it may be about any.
    if len(found) == len(others) and (unnamed or claimed > max(len(errors), len(named))):
        return Verdict(said.taken, said.refused, _reason(unnamed) or f"{claimed} errors, and none is given")
    said.taken |= found
    said.otherwise = _reason(unnamed) or said.otherwise
    said.ids = [str(result["id"]) for result in results]
    return said


def _found(batch: Sequence[Contact], results: Sequence[Json]) -> set[str]:
    """The contacts that results are about.

    Where contacts are found by a property, a result has the CRM's own id, which says nothing to us. The contact is
    then named by what was sent with it, or by that property; where results name it by neither, they are counted.
    """
    if not batch or not batch[0].id_property:
        return {contact.lead_id for contact in batch} & {str(result["id"]) for result in results}
    traces = [result["objectWriteTraceId"] for result in results if result.get("objectWriteTraceId")]
    properties = [result["properties"] for result in results if isinstance(result.get("properties"), dict)]
    values = [of_result[batch[0].id_property] for of_result in properties if of_result.get(batch[0].id_property)]
    if traces or values:
        return {contact.lead_id for contact in batch if contact.sync_id in traces or contact.lead_id in values}
    is_complete = len({str(result["id"]) for result in results}) == len(results) == len(batch)
    return {contact.lead_id for contact in batch} if is_complete else set()


def _of_errors(batch: Sequence[Contact], errors: Sequence[Json], otherwise: str) -> Verdict:
    """The contacts that errors name. To empty one that the CRM does not have is to be done with it."""
    by_lead: dict[str, list[Json]] = {}
    for error in errors:
        for lead_id in _ids(batch, error):
            by_lead.setdefault(lead_id, []).append(error)
    said = Verdict(otherwise=otherwise)
    for contact in batch:
        about = by_lead.get(contact.lead_id, [])
        categories = [error["category"] for error in about if error.get("category")]
        if categories and contact.is_gone and all(category == NOT_FOUND for category in categories):
            said.taken.add(contact.lead_id)
        elif about:
            said.refused[contact.lead_id] = _reason(about) or otherwise
    return said


def _ids(batch: Sequence[Contact], error: Json) -> set[str]:
    """The leads that an error is about: those that it names, or the only one that there is."""
    context = error.get("context")
    named: set[str] = set()
    for name in ("ids", "id", "objectWriteTraceId"):
        values = context.get(name) if isinstance(context, dict) else None
        named |= {str(value) for value in (values if isinstance(values, list) else [values]) if value is not None}
    if not named and len(batch) == 1:
        return {batch[0].lead_id}
    return {contact.lead_id for contact in batch if contact.lead_id in named or contact.sync_id in named}


def _reason(errors: Sequence[Json]) -> str:
    """What errors say, each once."""
    said = (error.get("message") or error.get("category") for error in errors)
    return plain("; ".join(dict.fromkeys(str(message) for message in said if message)))


def _objects(body: Json, name: str, is_needed: bool = False) -> list[Json]:
    """A list of objects in a body."""
    objects = body.get(name)
    if objects is None and not is_needed:
        return []
    if not isinstance(objects, list) or not all(isinstance(item, dict) for item in objects):
        raise UnreadableAnswerError(f"it has no list of {name}")
    return objects
