"""Pages as stories, paragraphs and sentences."""
