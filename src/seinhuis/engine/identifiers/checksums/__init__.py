"""Checks that prove a number or address was written down right."""
