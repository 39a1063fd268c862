"""The machine room: pure Python that works from a notebook and on files; no Django, no database, no HTTP."""
