"""Intake: choose a procedure, one page with three outcomes, the slip."""
