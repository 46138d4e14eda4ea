"""The tests' OpenAI server as a program: `python model_server.py PORT DELAY LIVES`; it dies after LIVES answers (0: never)."""

import os
import sys
import time
from typing import Any

from fake_server import FakeServer, quoting


def main(port: int, delay: float, lives: int) -> None:
    answered = 0

    def answering(body: dict[str, Any]) -> dict[str, Any]:
        nonlocal answered
        answered += 1
        if lives and answered > lives:
            print("CUDA error: out of memory", flush=True)
            os._exit(3)
        print(f"answer {answered}", flush=True)
        return quoting(body)

    server = FakeServer(answering, delay=delay)
    server.port = port
    with server:
        time.sleep(600)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
