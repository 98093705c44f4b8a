"""The demo bureau: everything made up, written by the ordinary verbs with the moment as an argument."""
