"""Tests that concern more than one room."""
