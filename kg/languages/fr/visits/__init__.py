"""How French tells of journeys: by nouns ("en visite officielle à …") and verbs ("se rendra à …")."""
