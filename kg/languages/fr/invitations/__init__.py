"""How French tells of invitations: by verbs ("a invité X à se rendre à …") and nouns ("à l'invitation de X, Y …")."""
