"""The journal: every reply on disk before it is used, so that nothing is ever asked or paid for twice.

One SQLite file in WAL mode; what comes in within 5 milliseconds is committed together, by one writer thread.
"""

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from operator import attrgetter
from pathlib import Path
from types import TracebackType

from ..errors import UserError
from ..exchange import Engine, Reply, Request

GROUP_SECONDS = 0.005
MOST_IN_GROUP = 2048
BUSY_SECONDS = 60.0
AGAIN_SECONDS = 0.02
COLUMNS = ("key", "text", "reasoning", "finish_reason", "prompt_tokens", "cached_tokens", "completion_tokens", "seconds")
CREATE = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, reasoning TEXT NOT NULL, finish_reason TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, seconds REAL NOT NULL
) WITHOUT ROWID
"""
INSERT = f"INSERT OR REPLACE INTO replies ({', '.join(COLUMNS)}) VALUES ({', '.join('?' for _ in COLUMNS)})"
row_of = attrgetter(*COLUMNS)
SELECT = f"SELECT {', '.join(COLUMNS)} FROM replies WHERE key = ?"
VERSION = 1

Waiting = tuple[Reply, "Future[Reply]"]


def trouble(path: Path, error: sqlite3.Error) -> UserError:
    """What a database error means for the user."""
    text = str(error)
    if "full" in text:
        return UserError(
            f"The disk is full: {path} cannot take another reply.",
            "Free some space and run the same command again; what was answered so far is kept.",
        )
    if "locked" in text or "busy" in text:
        return UserError(
            f"The journal {path} has been locked by another program for over {BUSY_SECONDS:.0f} seconds.",
            "Close that program and run the same command again, or name another file with --journal.",
        )
    if "unable to open" in text or "readonly" in text:
        return UserError(
            f"The journal {path} cannot be opened for writing ({text}).", "Make its folder writable, or use --journal PATH."
        )
    return UserError(
        f"The journal {path} is damaged or no journal ({text}).",
        "Move that file away (new runs then ask again) or name another one with --journal, and run the same command again.",
    )


def patiently(work: Callable[[], object]) -> None:
    """Does it again while another program holds the file: SQLite doesn't wait when two switch one file to WAL mode at once."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            work()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(AGAIN_SECONDS)


class Journal:
    """An engine that remembers: answers from the file what it holds, and asks the engine inside for the rest.

    A failure is not an answer: it is passed on and asked again next time. When the disk is full or the file breaks, the
    futures raise the UserError that says so.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine = engine
        self.path = path
        self.hits = 0
        self.finished: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self.lock = threading.Lock()

    @property
    def model(self) -> str:
        return self.engine.model

    @property
    def identity(self) -> str:
        return self.engine.identity

    @property
    def window(self) -> int:
        return self.engine.window

    @property
    def context_length(self) -> int | None:
        return self.engine.context_length

    @property
    def sees_images(self) -> bool:
        return self.engine.sees_images

    def __enter__(self) -> "Journal":
        self.reading = self.connect()
        try:
            patiently(self.create)
        except sqlite3.Error as error:
            raise trouble(self.path, error) from error
        self.writing = self.connect()
        self.writer = threading.Thread(target=self.write, name="journal", daemon=True)
        self.writer.start()
        self.engine.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.engine.__exit__(kind, error, trace)
        finally:
            self.finished.put(None)
            self.writer.join()
            self.writing.close()
            self.reading.close()

    def create(self) -> None:
        with self.reading:
            self.reading.execute(CREATE)
            self.reading.execute(f"PRAGMA user_version = {VERSION}")

    def connect(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False)
            patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error as error:
            raise trouble(self.path, error) from error
        except OSError as error:
            raise trouble(self.path, sqlite3.OperationalError(f"unable to open: {error.strerror}")) from error
        return connection

    def page_limit(self, pages: int) -> None:
        """Lets the file grow to so many pages of 4 KiB and no further: what a full disk does, for those who want to see it."""
        self.writing.execute(f"PRAGMA max_page_count = {pages:d}")

    def submit(self, request: Request) -> "Future[Reply]":
        """The reply from the file at once, or a future that is done when the engine has answered and the reply is on disk."""
        outer: Future[Reply] = Future()
        try:
            with self.lock:
                row = self.reading.execute(SELECT, (request.key,)).fetchone()
        except sqlite3.Error as error:
            outer.set_exception(trouble(self.path, error))
            return outer
        if row is not None:
            self.hits += 1
            outer.set_result(Reply(**dict(zip(COLUMNS, row, strict=True))))
            return outer
        inner = self.engine.submit(request)
        inner.add_done_callback(lambda done: self.take(done, outer))
        return outer

    def take(self, done: "Future[Reply]", outer: "Future[Reply]") -> None:
        """Hands a fresh reply to the writer; a failure goes straight on."""
        error = done.exception()
        if error is not None:
            outer.set_exception(error)
        elif done.result().failure:
            outer.set_result(done.result())
        else:
            self.finished.put((done.result(), outer))

    def write(self) -> None:
        """The writer thread: commits what has come in as one group, and only then lets it be used."""
        connection = self.writing
        while (group := self.next_group()) is not None:
            self.commit(connection, group)

    def next_group(self) -> list[Waiting] | None:
        """Waits for a reply and takes those that follow within the group's time; None when the journal is closed."""
        entry = self.finished.get()
        if entry is None:
            return None
        time.sleep(GROUP_SECONDS)  # not woken for each one that comes meanwhile
        group = [entry]
        while len(group) < MOST_IN_GROUP and not self.finished.empty():
            entry = self.finished.get()
            if entry is None:
                self.finished.put(None)  # for the next call
                break
            group.append(entry)
        return group

    def commit(self, connection: sqlite3.Connection, group: Sequence[Waiting]) -> None:
        try:
            with connection:
                connection.executemany(INSERT, [row_of(reply) for reply, _ in group])
        except sqlite3.Error as error:
            for _, outer in group:
                outer.set_exception(trouble(self.path, error))
            return
        for reply, outer in group:
            outer.set_result(reply)
