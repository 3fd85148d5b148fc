"""Office phrases: head, body, jurisdiction, portfolio and qualifier."""
