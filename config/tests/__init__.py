"""Tests of the outermost room: processes, start-up, the scheduler."""
