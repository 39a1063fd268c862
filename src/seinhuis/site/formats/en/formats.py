"""Dates as an English reader in the Netherlands writes them: 24 November 2026, never month first."""

DATE_FORMAT = "j F Y"
