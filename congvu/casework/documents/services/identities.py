"""Where the uuid of a new document comes from: chance, or a seed for reproducible sample data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

Source = Callable[[], UUID]
_source: ContextVar[Source] = ContextVar("document_uuid_source", default=uuid4)


def next_uuid() -> UUID:
    return _source.get()()


@contextmanager
def named_by(source: Source) -> Iterator[None]:
    """Take uuids from `source` inside the block: sample data only, never real work."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
