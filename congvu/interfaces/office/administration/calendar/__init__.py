"""The working calendar: a year, local days, office hours, and what a change does to open dossiers."""
