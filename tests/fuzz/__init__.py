"""Fuzzing of what reads texts that others wrote: laws that hold for any input, and what makes the input."""
