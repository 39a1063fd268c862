"""People, organisations, roles, and their keys while they work."""
