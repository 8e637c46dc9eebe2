"""`python -m reportgen`: the same as the command reportgen, where the scripts folder is not on the path."""

from reportgen.cli.main import main

main()
