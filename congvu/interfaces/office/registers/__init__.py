"""Screens of declared registers: one set for all of them."""
