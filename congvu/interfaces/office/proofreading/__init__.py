"""Checking reports: upload, queue, the text with what was proven beside it."""
