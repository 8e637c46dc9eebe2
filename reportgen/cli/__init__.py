"""The command line: parses arguments, calls the pipeline, shows what it says. Swedish for the person at the terminal."""
