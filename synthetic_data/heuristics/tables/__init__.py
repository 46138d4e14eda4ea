"""Tables, computed: cells, rows and comparisons asked for, and the program that finds the answer told as the reasoning."""
