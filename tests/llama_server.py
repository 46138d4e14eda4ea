"""llama.cpp's server with a tiny model on a given port: `python llama_server.py MODEL.gguf PORT`; ends on SIGTERM."""

import signal
import sys
import threading

import xllamacpp


def main(model: str, port: int) -> None:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.n_ctx = 16384
    parameters.n_parallel = 4
    parameters.port = port
    parameters.warmup = False
    parameters.verbosity = 1
    parameters.cpuparams.n_threads = 1  # several wait for each other by spinning, which a busy machine turns into minutes
    parameters.n_gpu_layers = 0
    server = xllamacpp.Server(parameters)
    print("listening", server.listening_address, flush=True)
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    ending.wait()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
