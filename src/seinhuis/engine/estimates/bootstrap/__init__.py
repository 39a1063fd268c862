"""The same selection on many resampled tables, and the limits that come of it."""
