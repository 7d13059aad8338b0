"""The environment is read once, and what cannot be used is named."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

CHECKOUT = Path(__file__).resolve().parents[2]
KEY = "k" * 32


@pytest.mark.parametrize(
    ("said", "meant"), [("", True), ("1", True), ("yes", True), ("0", False), ("Off", False)]
)
def test_a_flag_is_read_in_the_words_people_use(monkeypatch, said, meant):
    monkeypatch.setenv("CONGVU_DEBUG", said)
    assert env.flag("CONGVU_DEBUG", default=True) is meant


def test_a_flag_that_is_neither_is_named(monkeypatch):
    monkeypatch.setenv("CONGVU_DEBUG", "maybe")
    with pytest.raises(env.BadSetting, match="CONGVU_DEBUG"):
        env.flag("CONGVU_DEBUG", default=False)


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("CONGVU_ALLOWED_HOSTS", " a.example , b.example,")
    assert env.words("CONGVU_ALLOWED_HOSTS", "") == ["a.example", "b.example"]


def test_the_key_is_made_once_and_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("CONGVU_SECRET_KEY", raising=False)
    data = tmp_path / "data"
    made = env.secret_key("CONGVU_SECRET_KEY", data)
    assert len(made) >= 32
    assert env.secret_key("CONGVU_SECRET_KEY", data) == made
    assert [path.name for path in data.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600


def test_of_two_first_starts_one_key_remains(tmp_path):
    path = tmp_path / "secret-key"
    assert env.make_once(path, "first") == "first"
    assert env.make_once(path, "second") == "first"


def test_a_given_key_is_used_and_not_stored(monkeypatch, tmp_path):
    monkeypatch.setenv("CONGVU_SECRET_KEY", KEY)
    assert env.secret_key("CONGVU_SECRET_KEY", tmp_path / "data") == KEY
    assert not (tmp_path / "data").exists()


def test_a_short_key_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("CONGVU_SECRET_KEY", "short")
    with pytest.raises(env.BadSetting, match="32 characters"):
        env.secret_key("CONGVU_SECRET_KEY", tmp_path)


def test_without_an_address_the_database_is_a_file_in_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("CONGVU_DATABASE_URL", raising=False)
    found = env.database("CONGVU_DATABASE_URL", tmp_path)
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == str(tmp_path / "congvu.sqlite3")


def test_an_address_of_a_postgresql_is_taken_apart(monkeypatch, tmp_path):
    url = "postgresql://chi%40office:m%2Fk@db.example:5433/congvu?sslmode=require"
    monkeypatch.setenv("CONGVU_DATABASE_URL", url)
    found = env.database("CONGVU_DATABASE_URL", tmp_path)
    parts = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert [found[part] for part in parts] == ["chi@office", "m/k", "db.example", "5433", "congvu"]
    assert found["OPTIONS"]["sslmode"] == "require"


def test_an_address_may_name_a_socket(monkeypatch, tmp_path):
    monkeypatch.setenv("CONGVU_DATABASE_URL", "postgresql://postgres@/congvu?host=/run/pg")
    assert env.database("CONGVU_DATABASE_URL", tmp_path)["HOST"] == "/run/pg"


def test_another_kind_of_database_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("CONGVU_DATABASE_URL", "mysql://root@localhost/congvu")
    with pytest.raises(env.BadSetting, match="CONGVU_DATABASE_URL"):
        env.database("CONGVU_DATABASE_URL", tmp_path)


def test_a_data_folder_that_cannot_be_made_is_one_line_and_no_trace(tmp_path):
    (tmp_path / "file").touch()
    environment = os.environ | {
        "CONGVU_DATA": str(tmp_path / "file" / "data"),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    ended = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "CONGVU_DATA" in ended.stderr
