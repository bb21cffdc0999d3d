"""The parts of `scripts/benchmark.py`: data, a scorecard, our build, its competitors, and the table of their times."""
