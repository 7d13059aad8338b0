"""The tables of this room: each lies in its register's file, found here so that Django knows it."""

from congvu.instruments.registers.discovery import load

load("congvu.casework.digital.registers")
