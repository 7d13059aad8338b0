"""Screens of periodic reports: the list, the board, the report, its figures, its files."""
