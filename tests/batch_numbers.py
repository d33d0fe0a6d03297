"""Work for pools; apart, so that a new process has little to import."""

import os
import signal


def doubled(number):
    return 2 * number


def deadly(number):
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number
