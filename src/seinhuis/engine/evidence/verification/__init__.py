"""Checking a package that was handed over, without a database and without writing anything."""
