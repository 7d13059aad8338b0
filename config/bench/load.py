"""Parallel clients that hand in dossiers through HTTP, and what each was answered."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

PROCEDURE: Final = "1.004873"
RETRY_SECONDS: Final = 0.02
GIVE_UP_SECONDS: Final = 60
PAPERS: Final = (
    {"name": "Tờ khai", "originals": 1},
    {"name": "Bản sao giấy tờ tùy thân", "copies": 1},
)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One intake that was answered with 201: the key, the code and how long the answer took."""

    unit: str
    key: str
    code: str
    uuid: str
    seconds: float


@dataclass
class Load:
    """Clients that send one intake after the other until they are told to stop.

    A client that gets no answer sends the same key again: the platform must meet its dossier.
    """

    port: int
    tokens: Sequence[tuple[str, str]]  # unit code, token
    run: str
    answers: list[Acknowledged] = field(default_factory=list)
    retries: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    failures: list[str] = field(default_factory=list)

    def start(self, clients: int, *, most: int | None = None) -> list[threading.Thread]:
        """Start the clients; each ends after its share of `most`, or when told."""
        threads = [
            threading.Thread(
                target=self._send_all, args=(number, _share(most, clients, number)), daemon=True
            )
            for number in range(clients)
        ]
        for thread in threads:
            thread.start()
        return threads

    def _send_all(self, client: int, most: int | None) -> None:
        connection = _connect(self.port)
        number = 0
        while not self.stopping.is_set() and (most is None or number < most):
            unit, token = self.tokens[(client + number * 7) % len(self.tokens)]
            key = f"{self.run}-{client}-{number}"
            body = json.dumps(intake_body(client * 1_000_000 + number))
            connection = self._send(connection, unit, token, key, body)
            number += 1
        connection.close()

    def _send(
        self, connection: http.client.HTTPConnection, unit: str, token: str, key: str, body: str
    ) -> http.client.HTTPConnection:
        begun = time.perf_counter()
        while time.perf_counter() - begun < GIVE_UP_SECONDS:
            try:
                status, text = _post(connection, token, key, body)
            except (OSError, http.client.HTTPException):
                connection.close()
                connection = _connect(self.port)
                self.retries += 1
                time.sleep(RETRY_SECONDS)
                continue
            if status == 201:
                seconds = time.perf_counter() - begun
                said = json.loads(text)
                self.answers.append(Acknowledged(unit, key, said["code"], said["uuid"], seconds))
                return connection
            self.failures.append(f"{status} {text[:200]}")
            if status < 500:  # refused: sending it again changes nothing
                return connection
            time.sleep(RETRY_SECONDS)
        self.failures.append(f"no answer for {key}")
        return connection


def intake_body(number: int) -> dict[str, Any]:
    """Return what a program hands in: an applicant and two papers."""
    return {
        "action": "accept",
        "procedure": PROCEDURE,
        "channel": "online",
        "applicant": {
            "name": f"Nguyễn Văn Mẫu {number}",
            "personal_id": f"{998_000_000_000 + number}",
            "phone": f"0100{number % 1_000_000:06d}",
            "address": "Thôn Đoài (mẫu)",
        },
        "papers": list(PAPERS),
    }


def _share(most: int | None, clients: int, number: int) -> int | None:
    return None if most is None else most // clients + (number < most % clients)


def _connect(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30)


def _post(
    connection: http.client.HTTPConnection, token: str, key: str, body: str
) -> tuple[int, str]:
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "X-Forwarded-Proto": "https",  # as the proxy before a server says
    }
    connection.request("POST", "/api/v1/dossiers", body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def until(ready: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so. Raises TimeoutError."""
    give_up = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > give_up:
            raise TimeoutError("it did not become ready")
        time.sleep(0.02)


def answers_at(port: int) -> bool:
    """Say whether anything answers on the port."""
    connection = _connect(port)
    try:
        connection.request("GET", "/api/v1/dossiers/none/status")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def batches(answers: Sequence[Acknowledged]) -> Iterator[tuple[str, list[Acknowledged]]]:
    """Yield the answers by unit."""
    units: dict[str, list[Acknowledged]] = {}
    for answer in answers:
        units.setdefault(answer.unit, []).append(answer)
    yield from units.items()
