"""Contacts are sent in batches; of a batch that was not taken as a whole, parts are."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from pushing.answers import REFUSED_STATUSES, Verdict, verdict
from pushing.contacts import Contacts
from pushing.deliveries import Deliveries
from pushing.mapping import Contact
from pushing.messages import RunEndedError

BATCH_SIZE = 100
"""As many contacts as HubSpot takes in one request."""
PARTS = 10
"""In so many parts a batch is sent again of which the answer leaves open what became of it: in three steps a contact
stands alone."""
FRUITLESS = 12
"""So many answers in a row that bring no news end the run: those to a batch, to a tenth of it, and to each contact of
that."""


class Sender:
    """What a run has sent, and what came of it."""

    def __init__(self, contacts: Contacts, deliveries: Deliveries, published: Sequence[Contact]) -> None:
        self.contacts, self.deliveries = contacts, deliveries
        self.published = {contact.lead_id: contact for contact in published}
        self.confirmed = 0
        self.refused: dict[str, str] = {}

    async def send(self, todo: Sequence[Contact]) -> None:
        """Send contacts until each was taken, or refused alone.

        Raises:
            RunEndedError: the server takes nothing; the next run sends the rest.
        """
        queue = deque(parts(todo, BATCH_SIZE))
        fruitless = 0
        while queue:
            batch = queue.popleft()
            self.deliveries.doubt(batch)
            answer = await self.contacts.send(batch)
            said = verdict(batch, answer)
            if survivor := self._survivor(batch, said):
                # The contact that remained of two was emptied in the other's place.
                self.deliveries.doubt([survivor])
                queue.append([survivor])
                said.taken.add(batch[0].lead_id)
            self._note(batch, said)
            fruitless = 0 if said.taken or (said.refused and len(batch) > 1) else fruitless + 1
            rest = [contact for contact in batch if contact.lead_id not in said.taken | set(said.refused)]
            if len(batch) == 1:
                self.refused |= {contact.sync_id: said.otherwise for contact in rest}
            elif said.refused and answer.status in REFUSED_STATUSES:
                # Nobody has looked at these yet.
                queue.appendleft(rest)
            else:
                queue.extendleft(reversed(parts(rest, -(-len(rest) // PARTS))))
            if fruitless == FRUITLESS and queue:
                raise RunEndedError(
                    f"{self.contacts.url} has taken nothing of {FRUITLESS} requests in a row. The last answer was"
                    f" {next(iter(said.refused.values()), said.otherwise)}"
                )

    def _note(self, batch: Sequence[Contact], said: Verdict) -> None:
        self.deliveries.confirm(contact for contact in batch if contact.lead_id in said.taken)
        self.confirmed += len(said.taken)
        for contact in batch:
            if contact.lead_id in said.refused:
                self.refused[contact.sync_id] = said.refused[contact.lead_id]

    def _survivor(self, batch: Sequence[Contact], said: Verdict) -> Contact | None:
        """The contact of ours that answered for one that is gone: the CRM has merged the two."""
        is_alone = len(batch) == 1 and batch[0].is_gone and not batch[0].id_property
        if not is_alone or said.taken or said.refused or len(said.ids) != 1:
            return None
        return self.published.get(said.ids[0])


def parts(contacts: Sequence[Contact], size: int) -> list[Sequence[Contact]]:
    """Contacts in parts of one size; the last one may be smaller."""
    return [contacts[start : start + size] for start in range(0, len(contacts), size or 1)]
