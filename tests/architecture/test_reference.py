"""What docs/reference says is what the code says: states, permissions, commands, words, API."""

import argparse
import json
import re

import pytest
from django.core.management import get_commands, load_command_class
from django.utils.translation import override

from congvu.interfaces.api import schemas
from tests.architecture import pages
from tests.architecture.house import our_models
from tests.architecture.pages import REFERENCE, is_up_to_date
from tests.architecture.sources import CHECKOUT, content, place, texts

HOW = f"{pages.REGENERATE}=1 bin/test tests/architecture/test_reference.py"


@pytest.mark.parametrize("name", ["states", "permissions"])
def test_the_page_says_what_the_state_table_says(name):
    made = getattr(pages, name)()
    assert is_up_to_date(REFERENCE / f"{name}.md", made), HOW


def test_the_page_on_personal_data_names_every_table_that_holds_it():
    page = REFERENCE.parent / "explanation" / "personal-data.md"
    assert is_up_to_date(page, pages.personal_data()), HOW


def test_the_description_of_the_api_is_the_one_that_the_server_sends():
    assert is_up_to_date(REFERENCE / "openapi.json", pages.openapi()), HOW


def test_every_operation_of_the_api_is_explained():
    told = content(REFERENCE / "api.md")
    for path, operations in json.loads(pages.openapi())["paths"].items():
        for method in operations:
            line = f"`{method.upper()} {path}`"
            assert line in told, f"docs/reference/api.md says nothing of {line}"


def ours():
    """Return our commands by name, as argparse knows them."""
    return {
        name: load_command_class(app, name).create_parser("congvu", name)
        for name, app in get_commands().items()
        if app.split(".")[0] in {"congvu", "config"}
    }


def words_of(parser):
    """Yield the verbs and options of a command, of its own and of its verbs."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, below in action.choices.items():
                yield verb
                yield from words_of(below)
        elif action.option_strings and action.help != argparse.SUPPRESS:
            yield action.option_strings[-1]
        elif action.choices and not action.option_strings:
            yield from action.choices


DJANGOS_OWN = {
    *("--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"),
    *("--no-color", "--force-color", "--skip-checks"),
}


def sections():
    """Return what commands.md says of each command."""
    parts = re.split(
        r"^## `congvu ([\w-]+)`$", content(REFERENCE / "commands.md"), flags=re.MULTILINE
    )
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_explained_with_all_its_words():
    commands, told = ours(), sections()
    assert commands.keys() == told.keys()
    for name, parser in commands.items():
        for word in {*words_of(parser)} - DJANGOS_OWN:
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", told[name]), (
                f"congvu {name}: {word}"
            )


def entries():
    """Yield (Vietnamese, English) of each line of the glossary."""
    for line in content(REFERENCE / "glossary.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) >= 2:
            yield cells[0], {*re.findall(r"`([\w.]+)`", cells[1])}


def test_every_table_is_in_the_glossary_under_its_vietnamese_name():
    known = [*entries()]
    with override("vi"):
        for model in our_models():
            name = str(model._meta.verbose_name)
            bound = any(
                vietnamese == name and model.__name__ in english for vietnamese, english in known
            )
            assert bound, f"{model._meta.label}: {name}"


def test_the_glossary_names_no_table_that_is_not_there():
    there = {model.__name__ for model in our_models()}
    for vietnamese, english in entries():
        gone = {name for name in english if name[:1].isupper()} - there
        assert not gone, f"{place(REFERENCE / 'glossary.md')}: {vietnamese}: {gone}"


def test_the_examples_of_the_api_fit_its_schemas():
    bodies = re.findall(
        r"^```json\n(.*?)^```", content(REFERENCE / "api.md"), re.MULTILINE | re.DOTALL
    )
    intake, event = (json.loads(body) for body in bodies)
    assert schemas.IntakeIn.model_validate(intake)
    assert schemas.EventIn.model_validate(event)


def test_the_map_shows_every_room_and_no_other():
    told = content(REFERENCE / "house.md")
    rooms = {
        path.parent.relative_to(CHECKOUT).as_posix() for path in texts() if path.name == "apps.py"
    }
    shown = {*re.findall(r"^\| `(congvu/\w+/\w+)` ", told, re.MULTILINE)}
    assert shown == {room for room in rooms if room.startswith("congvu/")}
