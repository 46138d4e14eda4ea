"""What a source lays down or asserts, and rules applied to a stated case."""
