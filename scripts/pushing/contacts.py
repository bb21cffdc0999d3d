"""Requests to the batch API for contacts: one answer each, or the reason why there is none."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import mktime_tz, parsedate_tz

import httpx

from pushing.answers import REFUSED_STATUSES, Answer
from pushing.mapping import Contact
from pushing.messages import RunEndedError, plain

LONGEST_ANSWER = 4_000_000
"""Bytes. An answer about 100 contacts has a tenth of it, with all their properties."""
LONGEST_WAIT = 60.0
"""Seconds. Who is asked to wait for longer comes back with the next run."""
AGAIN_STATUSES = (408, 425, 429, 477)
"""What a server says that would take the same request later, besides 5xx."""


@dataclass
class Pace:
    """At most so many requests a second."""

    per_second: float
    next_at: float = field(default=0.0, init=False)

    async def wait(self) -> None:
        """Sleep until the next request may be sent."""
        now = time.monotonic()
        await asyncio.sleep(max(0.0, self.next_at - now))
        self.next_at = max(now, self.next_at) + 1 / self.per_second


@dataclass
class Contacts:
    """The batch API for contacts. Redirects are not followed: where they lead nobody takes contacts.

    What is not answered, or with 429 or 5xx, is asked again, later each time and never before the server's
    `Retry-After`. The time for an answer is for all of it, however slowly it comes.
    """

    url: str
    token: str
    pace: Pace
    attempts: int
    backoff: float
    timeout: float

    async def __aenter__(self) -> Contacts:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json", "Accept-Encoding": "identity"}
        self.client = httpx.AsyncClient(headers=headers, timeout=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def send(self, batch: Sequence[Contact]) -> Answer:
        """Send a batch, and return the answer that is about it.

        Raises:
            RunEndedError: the server answers, but not to us, or not at all.
        """
        content = json.dumps({"inputs": [contact.input for contact in batch]}).encode()
        wait, problem = 0.0, ""
        for attempt in range(self.attempts):
            if attempt:
                await asyncio.sleep(max(wait, min(self.backoff * 2.0 ** min(attempt - 1, 99), LONGEST_WAIT)))
            await self.pace.wait()
            try:
                async with asyncio.timeout(self.timeout):
                    answer = await self._post(content)
            except TimeoutError:
                wait, problem = 0.0, f"gives no whole answer in {self.timeout:g} seconds"
                continue
            except httpx.HTTPError as error:
                wait, problem = 0.0, f"does not answer: {plain(error) or type(error).__name__}"
                continue
            wait, problem = asked_to_wait(answer.headers), f"answered {answer.message}"
            if answer.status < 300 or answer.status in REFUSED_STATUSES:
                return answer
            if answer.status < 500 and answer.status not in AGAIN_STATUSES:
                raise RunEndedError(f"{self.url} {problem}{_remedy(answer)}")
            if wait > LONGEST_WAIT:
                raise RunEndedError(f"{self.url} {problem}, and asks to wait for more than {LONGEST_WAIT:g} seconds")
        raise RunEndedError(f"{self.url} {problem}")

    async def _post(self, content: bytes) -> Answer:
        received = bytearray()
        headers = {"Content-Type": "application/json"}
        async with self.client.stream("POST", self.url, content=content, headers=headers) as response:
            async for part in response.aiter_raw():
                received += part
                if len(received) > LONGEST_ANSWER:
                    break
        too_long = len(received) > LONGEST_ANSWER
        return Answer(response.status_code, response.reason_phrase, response.headers, bytes(received), too_long)


def _remedy(answer: Answer) -> str:
    if 300 <= answer.status < 400:
        place = plain(answer.headers.get("location", "nowhere"))
        return f". It leads to {place}, and redirects are not followed. Fix: name the API itself in --url"
    if answer.status in (401, 403):
        return ". Fix: a token in HUBSPOT_TOKEN that may write contacts"
    return ""


def asked_to_wait(headers: Mapping[str, str]) -> float:
    """The seconds of `Retry-After`, a number or a date by the server's own clock; 0 where there is none."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text)
    try:
        until, now = parsedate_tz(text), parsedate_tz(headers.get("date", ""))
        return max(0.0, mktime_tz(until) - (mktime_tz(now) if now else time.time())) if until else 0.0
    except (ValueError, OverflowError, TypeError):
        return 0.0
