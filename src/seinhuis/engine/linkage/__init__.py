"""Which records belong together, why, and what deserves a person's attention. Knows no web and no desk."""
