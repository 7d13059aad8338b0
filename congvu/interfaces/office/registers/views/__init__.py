"""Views of registers: shelves, lists, rows, imports, figures."""
