"""`python -m isp_utils` is the command `isp`."""

import sys

from isp_utils.suite.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
