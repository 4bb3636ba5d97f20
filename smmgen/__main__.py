"""Run the command line as `python -m smmgen`."""

from smmgen.cli.start import main

if __name__ == "__main__":
    main()
