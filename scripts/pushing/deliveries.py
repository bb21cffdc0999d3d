"""What the CRM has confirmed: the content of each contact, in a SQLite file that one push at a time may open."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pushing.mapping import Contact
from pushing.messages import PushError

VERSION = 2
IN_DOUBT = ""
"""The content of a contact that was sent and not confirmed: it may have arrived, or not."""


class Deliveries:
    """Contacts of one account, as far as some properties of theirs go.

    A contact is in doubt from before it is sent until it is confirmed. A run that is killed in between leaves it so:
    it is sent again though its row may be again what was confirmed last.
    """

    def __init__(self, path: Path, account: str, properties: Iterable[str]) -> None:
        """Open the file, or begin it; nothing is kept before `begin`.

        Raises:
            PushError: another push has it open, it cannot be written, or it is not ours.
        """
        self.path, self.account, self.properties = path, account, json.dumps(sorted(properties))
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._check_version()
            self.connection = sqlite3.connect(path, timeout=0, isolation_level=None)
            # The lock of the first transaction is kept until the file is closed, or the process ends.
            self.connection.execute("pragma locking_mode = exclusive")
            # A third of the time of each commit, and as safe.
            self.connection.execute("pragma journal_mode = wal")
            self.connection.execute("begin exclusive")
            self.connection.execute(
                "create table if not exists deliveries (account text not null, properties text not null,"
                " lead_id text not null, content text not null, primary key (account, properties, lead_id))"
                " without rowid"
            )
            self.connection.execute(f"pragma user_version = {VERSION}")
            self._take_over()

    def _check_version(self) -> None:
        """See that nothing is written into a file that is not ours."""
        with closing(sqlite3.connect(self.path, timeout=0)) as connection:
            (version,) = connection.execute("pragma user_version").fetchone()
            (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
        if version != VERSION and (version or tables):
            raise PushError(
                f"{self.path} is of another version of the push. Got: {version}. Allowed: {VERSION}. Fix: move it away;"
                " everything is then sent once more."
            )

    def _take_over(self) -> None:
        """Contacts that another mapping brought to some of these properties are in doubt: nobody else writes them."""
        for (others,) in self.connection.execute(
            "select distinct properties from deliveries where account = ? and properties <> ?",
            [self.account, self.properties],
        ).fetchall():
            if set(json.loads(others)) & set(json.loads(self.properties)):
                self.connection.execute(
                    "insert or replace into deliveries select account, ?, lead_id, ? from deliveries"
                    " where account = ? and properties = ?",
                    [self.properties, IN_DOUBT, self.account, others],
                )
                self.connection.execute(
                    "delete from deliveries where account = ? and properties = ?", [self.account, others]
                )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise PushError(f"Another push has {self.path} open. Fix: wait for its end.") from error
            raise PushError(
                f"{self.path} cannot keep what was sent: {error}. Fix: name a file that can be written in --state;"
                " without the file of the last run everything is sent once more."
            ) from error

    def begin(self) -> None:
        """Keep what opening the file has changed."""
        with self._explained():
            self.connection.execute("commit")

    def contents(self) -> dict[str, str]:
        """What each lead's contact has, as far as that is known."""
        with self._explained():
            return dict(
                self.connection.execute(
                    "select lead_id, content from deliveries where account = ? and properties = ?",
                    [self.account, self.properties],
                ).fetchall()
            )

    def doubt(self, contacts: Iterable[Contact]) -> None:
        """Keep that these contacts are about to be sent."""
        self._keep((contact.lead_id, IN_DOUBT) for contact in contacts)

    def confirm(self, contacts: Iterable[Contact]) -> None:
        """Keep that these contacts arrived; what is gone and was emptied is forgotten."""
        self._keep((contact.lead_id, None if contact.is_gone else contact.content) for contact in contacts)

    def _keep(self, contents: Iterable[tuple[str, str | None]]) -> None:
        with self._explained(), self.connection:
            self.connection.execute("begin")
            for lead_id, content in contents:
                key = [self.account, self.properties, lead_id]
                if content is None:
                    self.connection.execute(
                        "delete from deliveries where account = ? and properties = ? and lead_id = ?", key
                    )
                else:
                    self.connection.execute("insert or replace into deliveries values (?, ?, ?, ?)", [*key, content])
