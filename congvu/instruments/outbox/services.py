"""Writing to the outbox, and numbering what has been committed."""

from datetime import datetime

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from congvu.instruments.outbox.models import Head, Message

_HEAD = 1
_BATCH = 500


def put(kind: str, code: str, unit_id: int, at: datetime) -> None:
    """Write that `kind` has happened to the object `code`, in the caller's own transaction.

    One SQL statement. Neither argument may carry personal data: a receiver asks for the rest
    by the code, with its own rights. Raises TransactionManagementError outside a transaction,
    because a message without the deed, or a deed without its message, must be impossible.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("outbox.put belongs into the transaction of the deed")
    Message(kind=kind, code=code, unit_id=unit_id, created_at=at).save(force_insert=True)


@transaction.atomic
def number_messages() -> int:
    """Give positions to all committed messages that have none; return how many got one.

    Positions are gap-free and grow in the order in which messages became visible, so a reader
    that has seen position P never misses a message below P. Messages about one dossier keep
    their order, because its transactions wait for each other at the dossier's row. Parallel
    callers wait for each other; calling it again changes nothing.
    """
    Head.objects.get_or_create(pk=_HEAD)
    head = Head.objects.select_for_update().get(pk=_HEAD)
    waiting = list(Message.objects.filter(position__isnull=True).order_by("id").only("id"))
    for place, message in enumerate(waiting, start=head.position + 1):
        message.position = place
    Message.objects.bulk_update(waiting, ["position"], batch_size=_BATCH)
    head.position += len(waiting)
    head.save(update_fields=["position"])
    return len(waiting)
