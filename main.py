"""Start the program: the desktop window, or a command of the command line."""

import sys

from cli.program import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
