"""The environment that `bin/run` and `bin/test` make: stamped, shared, mended, never half-made."""

import errno
import importlib.util
import json
import os
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "bin" / "environment.py"


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """The script with a checkout of its own, and an installer that only writes down what it was asked."""
    spec = importlib.util.spec_from_file_location("environment", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv/bin/python",
        "STAMP": tmp_path / ".venv/congvu-stamp.json",
        "LOG": tmp_path / ".venv/congvu-install.log",
    }.items():
        monkeypatch.setattr(module, name, value)
    (tmp_path / "requirements").mkdir()
    for lock in ("runtime", "dev"):
        (tmp_path / "requirements" / f"{lock}.txt").write_text(f"{lock}==1\n")
    module.asked = []
    module.fails = False

    def run(command):
        module.asked.append(command)
        if "venv" in command:
            (tmp_path / ".venv/bin").mkdir()
            module.PYTHON.symlink_to(sys.executable)
        if module.fails:
            module.LOG.write_text(f"error: {os.strerror(errno.ENOSPC)}\n")
        return not module.fails

    monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(module, "ask_ready", module.is_ready)
    monkeypatch.setattr(module, "digests_now", lambda lock: {lock: module.digest(lock)})
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    return module


def installed(environment):
    return [Path(command[-1]).stem for command in environment.asked if "install" in command]


def test_the_second_start_does_nothing(environment):
    environment.make("runtime")
    environment.asked.clear()
    environment.make("runtime")
    assert environment.asked == []


def test_the_tests_environment_also_serves_bin_run_but_not_the_other_way_round(environment):
    environment.make("runtime")
    assert not environment.is_ready("dev")
    environment.make("dev")
    assert environment.is_ready("runtime")
    assert installed(environment) == ["runtime", "dev"]


def test_a_new_lock_is_installed(environment):
    environment.make("runtime")
    (environment.ROOT / "requirements/runtime.txt").write_text("runtime==2\n")
    assert not environment.is_ready("runtime")
    environment.make("runtime")
    assert environment.is_ready("runtime")


def test_an_installation_that_was_killed_is_made_anew(environment):
    environment.make("runtime")
    environment.write_stamp({"state": environment.MAKING})
    left_behind = environment.VENV / "half-a-package"
    left_behind.touch()
    environment.make("runtime")
    assert not left_behind.exists()
    assert environment.is_ready("runtime")


def test_an_environment_made_by_hand_is_completed_and_kept(environment):
    (environment.VENV / "bin").mkdir(parents=True)
    environment.PYTHON.symlink_to(sys.executable)
    mine = environment.VENV / "mine"
    mine.touch()
    environment.make("dev")
    assert mine.exists()
    assert installed(environment) == ["dev"]


def test_an_environment_whose_python_is_gone_is_made_anew(environment):
    (environment.VENV / "bin").mkdir(parents=True)
    environment.PYTHON.symlink_to("/nowhere/python")
    environment.make("runtime")
    assert environment.is_ready("runtime")


def test_a_failed_installation_says_why_in_two_lines_and_leaves_no_stamp(environment):
    environment.make("runtime")
    environment.fails = True
    with pytest.raises(environment.Trouble, match=r"disk .* is full") as trouble:
        environment.make("dev")
    assert len(str(trouble.value).splitlines()) == 2
    assert json.loads(environment.STAMP.read_text()) == {"state": environment.MAKING}


def test_a_folder_that_cannot_be_written_is_named(environment):
    error = OSError(errno.EROFS, os.strerror(errno.EROFS), "/checkout/.venv")
    assert "cannot write to /checkout/.venv" in str(environment.explain(error))
