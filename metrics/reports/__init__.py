"""What each page and file says, as frozen dataclasses: no request, no HTML.

Pages, tables, downloads and exports all read these, so that no two outputs can disagree. Every report takes `day`: None
for now, or a date as of whose end it speaks.
"""
