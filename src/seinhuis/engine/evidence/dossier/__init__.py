"""The dossier as a PDF for people: PDF/A-2a and PDF/UA-1, the same bytes every time."""
