"""Tests of the screens of proofreading."""
