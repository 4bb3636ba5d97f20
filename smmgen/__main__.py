"""Run the command line as `python -m smmgen`."""

from smmgen.cli.main import main

if __name__ == "__main__":
    main()
