"""Checks a finished run, or any dataset file, against its sources; nothing that is wrong with them makes a check fail itself."""

from .run import Reading, read_again, verify_file, verify_run
from .state import Fault, Verification

__all__ = ["Fault", "Reading", "Verification", "read_again", "verify_file", "verify_run"]
