"""What register.json and history.json hold: the one definition of both."""
