"""Seinhuis: the line from a gut feeling to a dossier that somebody signs for."""

__version__ = "0.1.0"
