"""Ids, clock, outbox, secrets and settings: what every station needs and no station owns."""
