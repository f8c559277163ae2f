"""What tests of several folders stand on: small worlds as fixtures, each with the helpers that work in it."""
