"""The queue: urgency, who does what by when, joining and closing."""
