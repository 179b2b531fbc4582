"""Letters + policy -> findings; findings -> fixed text."""
