"""HTTP: connections, requests, formats, problems."""
