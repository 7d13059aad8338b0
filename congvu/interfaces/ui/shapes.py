"""Small frozen values that components draw: a fact, a step of a workflow.

Not here: navigation (navigation.py) and lists (tables.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StepState = Literal["done", "current", "late", "todo"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value; `value` None or "" is drawn as a dash, for blank is not zero."""

    term: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a workflow; `note` says who and until when."""

    name: str
    state: StepState = "todo"
    note: str = ""
