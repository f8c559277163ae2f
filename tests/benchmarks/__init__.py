"""What pages and files cost, as ratios measured in one run: `make bench`, or `python -m tests.benchmarks --help`.

Times of one machine say nothing about another, and even on one they vary by half from minute to minute. So every goal
is a ratio of two things measured by turns, and the median over the turns counts.
"""
