"""Casework: the work itself."""
