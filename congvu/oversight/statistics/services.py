"""Keeping the facts: fold the tail, or forget everything and fold it anew.

Nothing else is ever done to facts. They hold no decision of a person, so nothing is journalled.
"""

from __future__ import annotations

from congvu.oversight.statistics.folding import fold_all_anew, fold_tail


def refresh_facts() -> int:
    """Take in the events behind the watermark; return how many. Safe to repeat, and side by side."""
    return fold_tail()


def rebuild_facts() -> int:
    """Make all facts again from the events, in one transaction; return how many events."""
    return fold_all_anew()
