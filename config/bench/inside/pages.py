"""Pages as officials see them: CPU of the server for a list of 50 rows, and of a slip."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time
from typing import Any, Final

from django.test import Client
from django.utils import timezone

from config.bench.inside.who import busiest, database
from config.bench.results import Result, at_most, timed
from congvu.casework.dossiers.models import Slip
from congvu.casework.dossiers.services.slips import typed
from congvu.foundation.people.models import Account
from congvu.foundation.people.session import SECOND_FACTOR
from congvu.instruments.forms.selectors import spec_for
from congvu.instruments.forms.services import render_pdf

REPEAT: Final = 40
PAGE_CPU_MS: Final = 10
BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
ADDRESSES: Final = (
    ("first screen of the clerk", "/"),
    ("list of 50 rows", "/ho-so/"),
    ("queue of the desk", "/mot-cua/"),
)


def measure(size: int) -> Iterator[Result]:
    """Ask for each page again and again with a signed-in clerk of the largest commune."""
    unit_id, _ = busiest()
    account = Account.objects.get(username=f"cle{unit_id}")
    Account.objects.filter(pk=account.pk).update(
        must_change_password=False, password_changed_at=timezone.now()
    )
    account.refresh_from_db()
    client = Client(SERVER_NAME="localhost")
    client.force_login(account, backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True  # asked for wherever the server is not on loopback
    session.save()
    for words, address in ADDRESSES:
        yield _page(client, words, address, size)
    yield from _slip(unit_id, size)


def _page(client: Client, words: str, address: str, size: int) -> Result:
    def get() -> Any:
        answer = client.get(address, secure=True)
        if answer.status_code != 200:
            raise AssertionError(
                f"{address}: {answer.status_code} {answer.headers.get('Location')}"
            )
        return answer

    times = timed(get, REPEAT)
    goal, met = at_most(times.median_cpu_ms, PAGE_CPU_MS, "ms CPU")
    return Result("page", words, database(), size, round(times.median_cpu_ms, 1), "ms CPU",
                  goal, met, f"wall {times.median_ms:.1f} ms, {len(get().content) // 1024} kB")  # fmt: skip


def _slip(unit_id: int, size: int) -> Iterator[Result]:
    slip = Slip.objects.filter(unit_id=unit_id, kind="receipt_slip").order_by("-id")[:1].get()

    def render() -> None:
        spec = spec_for(slip.kind, slip.regime_code, slip.unit_id)
        render_pdf(spec, typed(slip.kind, slip.data), sample=True)

    began = process_time()
    render()
    first = (process_time() - began) * 1000
    times = timed(render, 10)
    yield Result("slip", "receipt as PDF", database(), size, round(times.median_ms, 1), "ms",
                 note=f"the first of a process {first:.0f} ms CPU")  # fmt: skip
