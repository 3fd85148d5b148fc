"""Who is who in a story: each mention to one person, each person to the state or body they speak for."""
