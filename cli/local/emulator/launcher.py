"""Starts MiniStack with our fixes, until its standard input closes. MiniStack reads its settings from the environment.

PLINTH_EMULATOR_WITHOUT names fixes to leave out, separated by commas, or `all`: with it a test sees what
MiniStack does by itself, and fails once that has become right.
"""

import importlib.metadata
import os
import signal
import sys
import threading

VERSION = "1.5.33"


def installed_version():
    try:
        return importlib.metadata.version("ministack")
    except importlib.metadata.PackageNotFoundError:
        return os.environ.get("MINISTACK_VERSION", "none")  # the container image has the sources and this variable


def stop_with_parent():
    """Stops cleanly when whoever started us is gone, however it went: the pipe to our standard input closes."""

    def wait():
        while os.read(0, 4096):  # not sys.stdin, whose lock a thread may not hold when the interpreter ends
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def main():
    if installed_version() != VERSION:
        sys.exit(f"The fixes are written against ministack {VERSION}; installed: {installed_version()}. Check each of them first.")
    import fixes

    fixes.apply(without=os.environ.get("PLINTH_EMULATOR_WITHOUT", ""))
    stop_with_parent()
    from ministack import app

    app.main()


if __name__ == "__main__":
    main()
