"""Accounts, positions, delegations."""
