"""What a text says of time, and the year that it leaves out."""
