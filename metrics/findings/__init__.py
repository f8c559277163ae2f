"""Findings: what the rules see among the figures of the database, and what is kept of it for pages to read."""
