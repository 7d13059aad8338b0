"""Journeys through real screens in Chromium."""
