"""The archived texts of sources, as versions that never change, and citations checked against them."""
