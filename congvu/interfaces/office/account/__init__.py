"""Signing in and out, passwords, one-time codes, and in which position one works."""
