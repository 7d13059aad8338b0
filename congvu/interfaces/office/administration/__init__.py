"""Screens of administration: people, units, calendar, forms, the system itself; and the catalogue for all."""
