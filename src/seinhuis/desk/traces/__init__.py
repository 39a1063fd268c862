"""The links of a report, judged by people; the noise list."""
