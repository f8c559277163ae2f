"""How numbers and dates are written at the staff's desk, where it differs from Django's own."""
