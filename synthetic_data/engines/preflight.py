"""What has to be right before a model is loaded, found out without loading anything heavy."""

import ctypes
import importlib.util
import json
import socket
import sys
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UserError

WAYS_OUT = "use --base-url URL for a model server (or --no-llm to make pairs without a model)"
INSTALL = "pip install -r requirements.txt"
# Models for which lmdeploy needs the code that comes with them, and which this project has looked at.
TRUSTED = ("OpenGVLab/InternVL2-8B",)
VISION_KEYS = ("vision_config", "visual", "vision_tower", "mm_vision_tower")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model's config.json says that matters here. context_length in tokens, None when it isn't told."""

    sees_images: bool = False
    context_length: int | None = None
    needs_remote_code: bool = False


def check_lmdeploy() -> None:
    """Raises UserError unless lmdeploy is installed and an NVIDIA GPU is there. Imports neither lmdeploy nor torch."""
    if importlib.util.find_spec("lmdeploy") is None:
        raise UserError("lmdeploy, which runs the model, is not installed.", f"{INSTALL} (needs an NVIDIA GPU); or {WAYS_OUT}.")
    if count_gpus() == 0:
        raise UserError("No NVIDIA GPU was found, and lmdeploy needs one.", f"Run this where there is one; or {WAYS_OUT}.")


def count_gpus() -> int:
    """How many NVIDIA GPUs the driver shows (CUDA_VISIBLE_DEVICES counts); 0 without a driver."""
    name = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(name)
    except OSError:
        return 0
    number = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(number)) != 0:
        return 0
    return number.value


def read_model_card(model: str, revision: str = "") -> ModelCard:
    """What the model's config.json says; only that small file is fetched.

    Raises UserError for a model that is not found, or of a kind that lmdeploy cannot serve.
    """
    if model.lower().endswith(".gguf") or "gguf" in model.lower().rsplit("/", 1)[-1]:
        raise unservable(model, "GGUF files")
    config = model_config(model, revision)
    if config.get("is_encoder_decoder"):
        raise unservable(model, "encoder-decoder models")
    quantization = config.get("quantization")
    if isinstance(quantization, dict) and "quant_method" not in quantization and "group_size" in quantization:
        raise unservable(model, "MLX weights")
    text = config.get("text_config") or config.get("llm_config") or config
    length = text.get("max_position_embeddings") or config.get("max_position_embeddings")
    return ModelCard(
        sees_images=any(key in config for key in VISION_KEYS),
        context_length=length if isinstance(length, int) else None,
        needs_remote_code="auto_map" in config,
    )


def unservable(model: str, kind: str) -> UserError:
    return UserError(
        f"{model}: lmdeploy cannot serve {kind}.",
        "Name a Hugging Face model in safetensors, or serve this one with another program and use --base-url URL.",
    )


def model_config(model: str, revision: str) -> dict[str, Any]:
    """The config.json of a local folder or of a model on the hub."""
    folder = Path(model)
    if folder.is_dir():
        file = folder / "config.json"
        if not file.is_file():
            kind = "GGUF files" if any(folder.glob("*.gguf")) else "a folder without config.json"
            raise unservable(model, kind)
    else:
        file = fetched(model, revision)
    try:
        loaded = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"The config.json of {model} cannot be read: {error}.", "Fetch the model again.") from error
    return loaded if isinstance(loaded, dict) else {}


def fetched(model: str, revision: str) -> Path:
    """config.json from the hub (or its cache). A gated model's token comes from the hub's own login."""
    try:
        from huggingface_hub import constants, hf_hub_download
        from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError
    except ImportError as error:
        raise UserError(f"huggingface_hub is not installed ({error}).", f"{INSTALL}; or {WAYS_OUT}.") from error
    try:
        away = not is_known(constants.ENDPOINT)
        return Path(hf_hub_download(model, "config.json", revision=revision or None, local_files_only=away))
    except GatedRepoError as error:
        raise UserError(
            f"The model {model} is gated.", "Ask for access on its page and log in once with `hf auth login`."
        ) from error
    except RepositoryNotFoundError as error:
        raise UserError(f"There is no model {model} on the hub.", "Check the name given to --model.") from error
    except Exception as error:  # noqa: BLE001  (the hub's client raises many kinds; all mean that the file can't be had)
        raise UserError(
            f"The model {model} is neither a local folder nor can it be fetched ({type(error).__name__}).",
            f"Check the name and the network, or give a local folder with --model; or {WAYS_OUT}.",
        ) from error


def is_known(address: str) -> bool:
    """Whether an address's host has a number here. Without, the hub's client would try for half a minute before it says so."""
    if urllib.request.getproxies():
        return True  # then the proxy looks it up
    try:
        socket.getaddrinfo(urllib.parse.urlsplit(address).hostname, None)
    except OSError:
        return False
    return True


def check_remote_code(model: str, card: ModelCard, allowed: bool) -> bool:
    """Whether the model's own code may run. Raises UserError when it has to and nobody said that it may."""
    if not card.needs_remote_code:
        return allowed
    if allowed or model in TRUSTED:
        return True
    raise UserError(
        f"The model {model} brings program code of its own that would run on this machine.",
        "Add --trust-remote-code if you trust its authors, or choose a model without (InternVL3-8B-hf, Qwen2.5-VL-7B-Instruct).",
    )


def check_lengths(context_length: int | None, chunk_size: int, max_tokens: int, prompt_tokens: int) -> None:
    """Raises UserError when a section of the chunk size, the prompt around it and the longest reply don't fit the model."""
    needed = chunk_size + max_tokens + prompt_tokens
    if context_length and needed > context_length:
        raise UserError(
            f"The model's context holds {context_length} tokens; a section of {chunk_size}, the prompt of about {prompt_tokens} "
            f"and a reply of {max_tokens} need {needed}.",
            f"Use --chunk-size {max(50, context_length - max_tokens - prompt_tokens)} or a smaller --max-tokens.",
        )
