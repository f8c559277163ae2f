"""Documents in: files become text with structure, and their figures drafts with reasons. Pure, without the database."""
