"""Dossiers: facts with their source, persons by role, identifiers, exhibits, a timeline."""
