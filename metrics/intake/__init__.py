"""Documents in: readers that turn files into text with structure, pure Python and without the database."""
