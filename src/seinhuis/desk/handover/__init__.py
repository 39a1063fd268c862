"""Handing a dossier over: what is missing, what may point at the reporter, the package, its receipt."""
