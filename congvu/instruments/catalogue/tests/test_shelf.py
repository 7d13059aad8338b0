"""The shelf keeps, forgets and never keeps what was read before it forgot."""

from threading import Thread

import pytest

from congvu.instruments.catalogue.shelf import Shelf


def test_it_fetches_once():
    calls = []
    shelf = Shelf(lambda key: calls.append(key) or key * 2)
    assert [shelf.get(2), shelf.get(2), shelf.get(3)] == [4, 4, 6]
    assert calls == [2, 3]


def test_it_fetches_again_after_it_forgot():
    values = iter([1, 2])
    shelf = Shelf(lambda _key: next(values))
    assert shelf.get("a") == 1
    shelf.clear()
    assert shelf.get("a") == 2


def test_it_does_not_keep_for_ever():
    values = iter([1, 2])
    shelf = Shelf(lambda _key: next(values), seconds=0)
    assert [shelf.get("a"), shelf.get("a")] == [1, 2]


def test_a_failed_fetch_keeps_nothing():
    answers = iter([None, 5])

    def fetch(_key):
        answer = next(answers)
        if answer is None:
            raise LookupError
        return answer

    shelf = Shelf(fetch)
    with pytest.raises(LookupError):
        shelf.get("a")
    assert shelf.get("a") == 5


def test_what_was_read_before_a_load_is_not_kept_after_it():
    values = iter(["old", "new"])

    def fetch(_key):
        value = next(values)
        if value == "old":
            shelf.clear()  # the load commits while the old rows are being read
        return value

    shelf = Shelf(fetch)
    assert [shelf.get("a"), shelf.get("a"), shelf.get("a")] == ["old", "new", "new"]


def test_many_threads_get_the_same():
    shelf = Shelf(lambda key: key)
    seen = []
    threads = [
        Thread(target=lambda: seen.extend(shelf.get(n) for n in range(50))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == sorted(list(range(50)) * 8)
