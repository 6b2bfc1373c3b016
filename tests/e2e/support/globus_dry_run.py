"""Stands in for the program `globus`: the real globus-cli reads the command and its batch file, and prints as JSON what it
would hand in. Nothing is sent: `--dry-run` is added, and the log-in that even a dry run asks for is taken as done.

    target/tools/python/bin/python tests/e2e/support/globus_dry_run.py transfer SOURCE DESTINATION --batch FILE …
"""

import os
import sys
import tempfile

# No configuration or token of the user's is read or written.
os.environ["GLOBUS_USER_CONFIG_DIR"] = tempfile.mkdtemp(prefix="globus-dry-run-")
os.environ["HOME"] = os.environ["GLOBUS_USER_CONFIG_DIR"]

from globus_cli.login_manager import LoginManager  # noqa: E402

LoginManager.assert_logins = lambda self, *servers, **options: None
LoginManager.get_transfer_client = lambda self, **options: None

from globus_cli import main  # noqa: E402

if len(sys.argv) < 2 or sys.argv[1] != "transfer":
    sys.exit("only `globus transfer` is tried here")
sys.argv = ["globus", *sys.argv[1:], "--dry-run", "--format", "json"]
main()
