"""Where pytest starts: what holds for every test, in `tests/` and in the rooms, is one plugin."""

pytest_plugins = ["tests.everywhere", "tests.cast"]
