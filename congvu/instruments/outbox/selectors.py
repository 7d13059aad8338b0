"""Questions to the outbox, for administrators; a message holds no personal data."""

from django.db.models import QuerySet

from congvu.instruments.outbox.models import Message


def list_messages(*, undelivered_only: bool = False) -> QuerySet[Message]:
    """List messages with their units, newest first."""
    messages = Message.objects.select_related("unit").order_by("-id")
    return messages.filter(delivered_at__isnull=True) if undelivered_only else messages


def count_undelivered() -> int:
    return Message.objects.filter(delivered_at__isnull=True).count()
