"""What hangs together in procedures: steps, courses through several of them, and facts that are written down twice."""
