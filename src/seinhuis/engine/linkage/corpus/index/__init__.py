"""The look-up index: from an identifier to its records, in sorted files that are mapped, not read."""
