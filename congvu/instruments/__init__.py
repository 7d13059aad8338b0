"""Instruments: what casework plays on: catalogue, payments, forms, outbox."""
