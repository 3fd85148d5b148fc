"""How French tells of gestures between states: congratulations, condolences, awards, gifts."""
