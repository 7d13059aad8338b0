"""Interfaces: the doors for officials, citizens and programs."""
