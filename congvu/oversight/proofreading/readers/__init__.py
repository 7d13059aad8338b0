"""Readers: a file of any kind becomes one text; nothing here judges it."""
