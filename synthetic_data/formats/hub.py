"""Uploads a Hugging Face dataset folder; the token is the library's own affair and is never seen here."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import UserError


def hub_api() -> Any:
    """The hub's client. Raises UserError when the package or a token is missing."""
    try:
        from huggingface_hub import HfApi, get_token
    except ImportError:
        raise UserError("--push-to-hub needs the package huggingface_hub.", "pip install huggingface_hub") from None
    if not get_token():
        raise UserError("--push-to-hub needs a token for the Hugging Face hub.", "Run `hf auth login`, or set HF_TOKEN.")
    return HfApi()


def push(folder: Path, configs: Sequence[str], repo: str, public: bool) -> str:
    """Makes the dataset repository if there is none (private, unless told otherwise) and uploads the card and these configs.

    Returns its address.

    Raises UserError with the hub's own words when it refuses.
    """
    api = hub_api()
    try:
        made = api.create_repo(repo, repo_type="dataset", private=not public, exist_ok=True)
        if not public and not api.dataset_info(made.repo_id).private:
            raise UserError(
                f"The dataset {repo} is there already, and public; nothing was uploaded.",
                "Name another one, make it private on the hub, or say --hub-public.",
            )
        api.upload_folder(
            repo_id=made.repo_id,
            repo_type="dataset",
            folder_path=folder,
            commit_message="Upload dataset",
            allow_patterns=["README.md", *(f"{config}/*.parquet" for config in configs)],  # not what an earlier time left there
        )
    except UserError:
        raise
    except Exception as error:  # the library and its transport raise many kinds; each is told
        said = " ".join(str(error).split())[:300]
        raise UserError(
            f"The dataset was written to {folder}, but the hub did not take it: {said}",
            f"Check the name {repo} and the rights of your token, then: save-as RUN --push-to-hub {repo}",
        ) from error
    return str(made)
