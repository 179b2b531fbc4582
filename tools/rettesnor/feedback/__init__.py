"""What readers tell us and search for: personal data, kept outside git, masked, and deleted after a time."""
