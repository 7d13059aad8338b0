"""`bin/run` on one's own machine: loopback only, plain HTTP."""

from config.settings.base import *  # noqa: F403
