"""Lists a page at a time: opening every row of a long list would keep everybody waiting."""

from django.http import HttpRequest

ON_A_PAGE = 50
LONGEST_NUMBER = 6


def page_asked(request: HttpRequest) -> int:
    """The number of the page that the address asks for, from 1; whatever is no number is the first."""
    wanted = request.GET.get("page", "")
    fits = wanted.isascii() and wanted.isdigit() and len(wanted) < LONGEST_NUMBER
    return max(int(wanted), 1) if fits else 1
