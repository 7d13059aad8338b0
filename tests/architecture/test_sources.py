"""Rules of writing that a reader would otherwise have to remember."""

import ast
import re
import unicodedata

from tests.architecture.sources import CHECKOUT, calls, content, place, python, texts, tree

BANNED_NAMES = {
    *("utils", "helpers", "common", "misc", "base"),
    *("core", "manager", "handler", "processor"),
}
# Spelled in pieces, so that this file does not find itself.
NOT_FOR_OTHERS = re.compile(
    "|".join(
        (
            "python" + r"hosted\.org",
            "pypi" + r"\.org/simple",
            "registry" + r"\.npmjs",
            "--index" + "-url|--extra-index" + "-url|--find" + "-links",
            r"(?<![\w.])/(?:ro" + r"ot|wo" + r"rk)/",
            r"(?<![\w.:/])/ho" + r"me/\w",
            "/opt/" + "pypi",
        )
    )
)
# A literal that is nothing but a date, a regime's code, a ministry's abbreviation in a document
# symbol, or a form's number. Citations of articles and examples in messages are prose.
LAW = re.compile(
    r"20[0-3]\d(?:-\d\d){1,2}|nd\d+-20\d\d|(?:VPCP|BNV|BTC|TTCP|UBDT|BTTTT|BKHCN|BTP|BCA|BYT)"
    r"|II\.\d\d\w*(?:/.+)?|[Mm]ẫu (?:số )?\d\d"
)
YEARS = range(2010, 2040)
EXCUSED = {
    (
        "congvu/kernel/workingdays.py",
        "nd61-2018",
    ): "the first decree as the worked example of a policy",
    ("congvu/instruments/catalogue/procedure_files.py", "2025"): "a check on reviewed data files",
    ("congvu/interfaces/ui/gallery.py", "2026"): "sample values of the component gallery",
}

WRITES = (
    *("save", "create", "update", "delete", "bulk_create", "bulk_update"),
    *("get_or_create", "update_or_create"),
)
OWN_TABLES = {
    "congvu/interfaces/api/tokens.py": "the API's own table: which program may knock",
}


def test_no_module_has_a_name_that_says_nothing():
    for path in (path for path in texts() if path.suffix == ".py"):
        name = path.parent.name if path.name == "__init__.py" else path.stem
        is_settings = path.parent.name == "settings"  # settings/base.py is Django's own custom
        assert is_settings or name not in BANNED_NAMES, place(path)


def test_every_module_begins_by_saying_what_it_is():
    for path in python("congvu", "config", "bin"):
        if content(path).strip():
            assert ast.get_docstring(tree(path)), place(path)


def test_only_one_module_reads_the_environment():
    for path in python("congvu", "config"):
        if path == CHECKOUT / "config" / "env.py":
            continue
        for node in ast.walk(tree(path)):
            reads = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            django_setup = reads and "DJANGO_SETTINGS_MODULE" in content(path)
            assert not reads or django_setup, place(path, node)


def test_there_are_no_signals():
    for path in python("congvu", "config"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                module = node.module or ""
                assert not module.endswith(("signals", "django.dispatch")), place(path, node)


def test_models_are_imported_not_looked_up():
    for path in python("congvu", "config"):
        for call in calls(path, "get_model"):
            raise AssertionError(place(path, call))


def test_interfaces_ask_services_to_write():
    for path in python("congvu"):
        if "interfaces" not in path.parts or place(path) in OWN_TABLES:
            continue
        for call in calls(path, *WRITES):
            # dict.update(more) and cache.delete(key) take something, the tables' do not
            of_a_table = call.func.attr not in {"update", "delete"} or not call.args
            assert not of_a_table, place(path, call)


def strings_and_numbers(path):
    """Yield the literals of a file; docstrings are prose, not literals."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and id(node) not in prose:
            yield node


def test_the_law_is_data():
    """A date, a regime, a ministry or a form's number in code is a rule that officials cannot replace."""
    found = []
    for path in python("congvu"):
        for node in strings_and_numbers(path):
            is_year = type(node.value) is int and node.value in YEARS
            is_law = isinstance(node.value, str) and LAW.fullmatch(node.value)
            if (is_year or is_law) and (place(path), str(node.value)) not in EXCUSED:
                found.append(f"{place(path, node)}: {node.value!r}")
    assert not found, "\n".join(found)


def test_all_texts_are_composed():
    for path in texts():
        assert unicodedata.is_normalized("NFC", content(path)), f"{place(path)}: bin/nfc.py --fix"


def test_nothing_speaks_of_one_machine_or_one_registry():
    for path in texts():
        found = NOT_FOR_OTHERS.search(content(path))
        assert not found, f"{place(path)}: {found.group()}"
