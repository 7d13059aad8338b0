"""The import contracts of `.importlinter`, also where the checkout was moved after installation."""

import sys

from importlinter.cli import lint_imports_command

if __name__ == "__main__":
    sys.exit(lint_imports_command())
