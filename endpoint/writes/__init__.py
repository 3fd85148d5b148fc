"""Every write: tried on a copy, judged, done whole."""
