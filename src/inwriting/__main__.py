"""Run the command line with ``python -m inwriting``."""

from inwriting.cli.main import main

if __name__ == "__main__":
    main()
