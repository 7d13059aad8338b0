"""Tests of the kernel; none of them needs a database."""
