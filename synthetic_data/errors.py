"""The one error a user is meant to read: what is wrong, and what to do about it."""


class UserError(Exception):
    """Something the user can put right; shown as two lines without a traceback, exit code 2.

    `problem` is one clear sentence about what is wrong, `fix` one about what to do.
    """

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(f"{problem}\n{fix}")
        self.problem = problem
        self.fix = fix
