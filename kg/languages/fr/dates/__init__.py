"""French dates as EDTF, and what a text gives away of its time."""
