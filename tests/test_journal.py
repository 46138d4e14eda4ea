"""The journal: a reply is on disk before it is used, is never asked for twice, and survives kill -9."""

import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from scripted_engine import ScriptedEngine

from synthetic_data.engines import journal as journal_room
from synthetic_data.engines.account import Account, Limits
from synthetic_data.engines.journal import Journal
from synthetic_data.errors import UserError
from synthetic_data.exchange import Reply, Request, Sampling


def request(key: str) -> Request:
    return Request(key, ({"role": "user", "content": key},), Sampling(10, 0.7, 1.0, 1))


def echo(entry: Request) -> Reply:
    return Reply(entry.key, f"reply to {entry.key}", finish_reason="stop", prompt_tokens=3, completion_tokens=5)


def test_a_second_run_asks_nothing(tmp_path: Path):
    for expected in (3, 0):
        engine = ScriptedEngine(echo)
        with Journal(engine, tmp_path / "journal.sqlite") as journal:
            texts = [journal.submit(request(key)).result(5).text for key in "abc"]
        assert texts == ["reply to a", "reply to b", "reply to c"]
        assert len(engine.requests) == expected


def test_a_failure_is_not_an_answer_and_is_asked_again(tmp_path: Path):
    for _ in range(2):
        engine = ScriptedEngine(lambda entry: Reply(entry.key, failure="timeout"))
        with Journal(engine, tmp_path / "journal.sqlite") as journal:
            assert journal.submit(request("a")).result(5).failure == "timeout"
        assert len(engine.requests) == 1


def test_two_runs_at_once_share_one_journal_safely(tmp_path: Path):
    path = tmp_path / "journal.sqlite"
    with Journal(ScriptedEngine(echo), path) as one, Journal(ScriptedEngine(echo), path) as two:
        futures = [journal.submit(request(f"{number}")) for number in range(200) for journal in (one, two)]
        assert all(future.result(20).text for future in futures)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM replies").fetchone() == (200,)


def test_a_corrupt_journal_is_told_and_left_as_it_is(tmp_path: Path):
    path = tmp_path / "journal.sqlite"
    path.write_bytes(b"this is no database at all, not even nearly" * 100)
    with pytest.raises(UserError, match="damaged or no journal"), Journal(ScriptedEngine(echo), path):
        pass
    assert path.read_bytes().startswith(b"this is no database")


def test_a_journal_whose_pages_are_damaged_is_told_before_anything_is_paid_for_twice(tmp_path: Path):
    path = tmp_path / "journal.sqlite"
    with Journal(ScriptedEngine(lambda entry: Reply(entry.key, "x" * 2000, finish_reason="stop")), path) as journal:
        for number in range(50):
            journal.submit(request(str(number))).result(5)
    pages = bytearray(path.read_bytes())
    pages[4096:] = os.urandom(len(pages) - 4096)
    path.write_bytes(pages)
    engine = ScriptedEngine(echo)
    with pytest.raises(UserError, match="damaged or no journal"), Journal(engine, path) as journal:
        journal.submit(request("7")).result(5)
    assert engine.requests == []


def test_a_locked_journal_is_told_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(journal_room, "BUSY_SECONDS", 0.2)
    path = tmp_path / "journal.sqlite"
    with Journal(ScriptedEngine(echo), path) as journal:
        assert journal.submit(request("a")).result(5).text
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="locked by another program"):
            journal.submit(request("b")).result(5)
        other.execute("ROLLBACK")
        other.close()
        assert journal.submit(request("c")).result(5).text == "reply to c"
    engine = ScriptedEngine(echo)
    with Journal(engine, path) as journal:
        for key in "abc":
            journal.submit(request(key)).result(5)
    assert [entry.key for entry in engine.requests] == ["b"]


def test_many_that_open_a_new_journal_at_once_all_get_it(tmp_path: Path):
    rounds, at_once = 100, 6  # without patience about one round in twenty fails

    def opened(path: Path, gate: threading.Barrier) -> bool:
        gate.wait(10)
        with Journal(ScriptedEngine(echo), path):
            return True

    with ThreadPoolExecutor(at_once) as threads:
        for number in range(rounds):
            gate = threading.Barrier(at_once)
            ways = [threads.submit(opened, tmp_path / f"{number}.sqlite", gate) for _ in range(at_once)]
            assert all(way.result(10) for way in ways)


def test_a_journal_that_cannot_be_opened_is_told(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="cannot be opened"), Journal(ScriptedEngine(echo), tmp_path / "folder"):
        pass


def test_a_full_disk_is_told_and_what_was_written_stays(tmp_path: Path):
    path = tmp_path / "journal.sqlite"
    with Journal(ScriptedEngine(echo), path) as journal:
        assert journal.submit(request("kept")).result(5).text
    engine = ScriptedEngine(lambda entry: Reply(entry.key, "x" * 3_000_000, finish_reason="stop"))
    with Journal(engine, path) as journal:
        journal.page_limit(100)
        with pytest.raises(UserError, match="disk is full"):
            journal.submit(request("too large")).result(5)
    with Journal(ScriptedEngine(echo), path) as journal:
        assert journal.submit(request("kept")).result(5).text == "reply to kept"
        assert journal.hits == 1


def work_until_killed(path: str) -> None:
    def slowly(entry: Request) -> Reply:
        time.sleep(0.002)
        return echo(entry)

    with Journal(ScriptedEngine(slowly), Path(path)) as journal, (Path(path).parent / "used").open("a") as used:
        for number in range(100_000):
            used.write(journal.submit(request(str(number))).result(5).key + "\n")
            used.flush()


def test_after_kill_9_every_reply_that_was_used_is_there(tmp_path: Path):
    path = tmp_path / "journal.sqlite"
    child = multiprocessing.get_context("spawn").Process(target=work_until_killed, args=(str(path),))
    child.start()
    while not (tmp_path / "used").exists() or (tmp_path / "used").stat().st_size < 20:
        time.sleep(0.02)
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    used = (tmp_path / "used").read_text().split()
    engine = ScriptedEngine(echo)
    with Journal(engine, path) as journal:
        for key in used:
            journal.submit(request(key)).result(5)
    assert engine.requests == []
    assert journal.hits == len(used)


def test_the_account_sums_tokens_and_failures_and_stops_at_a_limit():
    replies = iter([echo(request("a")), Reply("b", failure="timeout"), echo(request("c"))])
    with Account(ScriptedEngine(lambda _: next(replies)), Limits(max_requests=2, price_in=1.0, price_out=2.0)) as account:
        for key in "ab":
            account.submit(request(key)).result(5)
        refused = account.submit(request("c")).result(5)
    assert (refused.failure, refused.detail) == ("stopped", "--max-requests 2 is reached")
    assert account.totals.requests == 2
    assert account.totals.failures == {"timeout": 1}
    assert account.totals.cost(account.limits) == pytest.approx(13e-6)


def test_the_account_stops_at_a_cost():
    limits = Limits(max_cost=20e-6, price_in=1.0, price_out=2.0)
    with Account(ScriptedEngine(echo), limits) as account:
        failures = [account.submit(request(str(number))).result(5).failure for number in range(4)]
    assert failures == ["", "", "stopped", "stopped"]


def test_who_writes_and_who_judges_spend_from_one_purse():
    purse: list[Account] = []
    with Account(ScriptedEngine(echo), Limits(max_requests=3), purse) as writer:
        assert [writer.submit(request(key)).result(5).failure for key in "ab"] == ["", ""]
        with Account(ScriptedEngine(echo), Limits(max_requests=3), purse) as judge:
            assert [judge.submit(request(key)).result(5).failure for key in "cd"] == ["", "stopped"]
        assert writer.submit(request("e")).result(5).detail == "--max-requests 3 is reached"
    assert (writer.totals.requests, judge.totals.requests) == (2, 1)
