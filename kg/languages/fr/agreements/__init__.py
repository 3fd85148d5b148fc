"""How French tells that documents between states were signed: the documents, the act, the parties."""
