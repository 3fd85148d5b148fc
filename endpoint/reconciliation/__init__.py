"""Names of a spreadsheet matched to things."""
