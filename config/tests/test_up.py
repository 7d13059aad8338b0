"""`congvu up`: what it refuses in one line, and that it serves until Ctrl-C."""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http.request import validate_host

from config.management.commands.up import allowed_host

CHECKOUT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def refusal(**options):
    with pytest.raises(CommandError) as refused:
        call_command("up", **options)
    said = str(refused.value)
    assert len(said.splitlines()) == 1
    return said


def test_a_port_in_use_is_named_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refusal(port=port)
    assert f"Port {port} cannot be opened" in said
    assert f"bin/run --port {port + 1}" in said


def test_a_data_folder_that_cannot_be_written_is_named(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.CONGVU_DATA = tmp_path / "file" / "data"
    assert f"Cannot write to the data folder {settings.CONGVU_DATA}" in refusal(port=free_port())


def test_a_full_disk_is_refused_before_anything_is_half_written(settings, tmp_path, monkeypatch):
    settings.CONGVU_DATA = tmp_path
    usual = os.statvfs(tmp_path)
    full = type("Full", (), {"f_bavail": 10, "f_frsize": usual.f_frsize})
    monkeypatch.setattr("os.statvfs", lambda _: full)
    assert "is full" in refusal(port=free_port())


def test_a_disk_that_fills_while_probing_is_called_full(settings, tmp_path, monkeypatch):
    def no_space(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    settings.CONGVU_DATA = tmp_path
    monkeypatch.setattr(Path, "write_bytes", no_space)
    assert "is full" in refusal(port=free_port())


def test_it_serves_until_ctrl_c(tmp_path):
    port = free_port()
    environment = os.environ | {
        "CONGVU_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    environment.pop("CONGVU_DATABASE_URL", None)
    with subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as up:
        said = ""
        for line in up.stdout:
            said += line
            if f"http://127.0.0.1:{port}/" in line:
                break
        else:
            pytest.fail(said)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/accounts/login/")
        answer = connection.getresponse()
        connection.close()
        up.send_signal(signal.SIGINT)
        up.communicate(timeout=15)
    assert answer.status == 200, said
    assert up.returncode == 0


@pytest.mark.parametrize(
    ("hosts", "asked"),
    [
        ([], "127.0.0.1"),
        (["motcua.example.gov.vn", "127.0.0.1"], "127.0.0.1"),
        (["*"], "127.0.0.1"),
        (["motcua.example.gov.vn"], "motcua.example.gov.vn"),
        ([".example.gov.vn"], "example.gov.vn"),
    ],
)
def test_it_asks_itself_under_a_name_that_it_answers_to(hosts, asked):
    assert allowed_host(hosts) == asked
    assert not hosts or validate_host(asked, hosts)
