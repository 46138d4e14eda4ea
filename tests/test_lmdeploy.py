"""lmdeploy in this process, against a stand-in that behaves as version 0.18 was seen to."""

import asyncio
import base64
import json
import logging
import sys
import threading
import types
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pictures import png

from synthetic_data.engines import preflight
from synthetic_data.engines.journal import Journal
from synthetic_data.engines.lmdeploy import Lmdeploy, LmdeployOptions
from synthetic_data.errors import UserError
from synthetic_data.exchange import Reply, Request, Sampling


class Response:
    def __init__(self, text: str = "", finish_reason: str | None = "stop", **more: Any) -> None:
        self.text, self.finish_reason = text, finish_reason
        self.input_token_len, self.generate_token_len, self.cached_tokens = 100, 10, 64
        self.error_code, self.error_message = more.get("error_code"), more.get("error_message")


class Config:
    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


class Pipeline:
    """Answers with what `answering` says for the last message; counts how many calls are under way."""

    def __init__(self, module: "FakeLmdeploy", model: str, **values: Any) -> None:
        self.module, self.model, self.values = module, model, values
        self.backend_config = values["backend_config"]
        self.async_engine = module.engine
        if module.computed_at_once:
            self.backend_config.max_batch_size = module.computed_at_once
        self.closed = False
        self.calls: list[tuple[Any, Any]] = []
        self.lock = threading.Lock()

    def __call__(self, messages: Any, gen_config: Any) -> Any:
        if isinstance(gen_config, list):  # several conversations
            return [self(*each) for each in zip(messages, gen_config, strict=True)]
        with self.lock:
            self.calls.append((messages, gen_config))
        answer = self.module.answering(messages[-1]["content"])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        self.closed = True


class FakeLmdeploy(types.ModuleType):
    __version__ = "0.18.0"
    GenerationConfig = Config
    TurbomindEngineConfig = type("TurbomindEngineConfig", (Config,), {})
    PytorchEngineConfig = type("PytorchEngineConfig", (Config,), {})

    def __init__(self) -> None:
        super().__init__("lmdeploy")
        self.answering = lambda content: Response(f"reply to {content}")
        self.pipes: list[Pipeline] = []
        self.loading_error: BaseException | None = None
        self.engine: Any = None
        self.computed_at_once: int | None = None

    def pipeline(self, model: str, **values: Any) -> Pipeline:
        if self.loading_error:
            raise self.loading_error
        self.pipes.append(Pipeline(self, model, **values))
        return self.pipes[-1]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeLmdeploy:
    module = FakeLmdeploy()
    monkeypatch.setitem(sys.modules, "lmdeploy", module)
    return module


def request(text: str = "hi", schema: dict | None = None, temperature: float = 0.7) -> Request:
    return Request("k", ({"role": "user", "content": text},), Sampling(50, temperature, 0.9, 11), schema)


def ask(*requests: Request, **options: Any) -> list[Reply]:
    with Lmdeploy(LmdeployOptions("some/model", **options)) as engine:
        return [future.result(10) for future in [engine.submit(entry) for entry in requests or (request(),)]]


def test_sampling_is_on_and_every_request_has_its_own_seed_and_schema(fake: FakeLmdeploy):
    (reply,) = ask(request(schema={"type": "object"}))
    ((_, config),) = fake.pipes[0].calls
    assert (config.do_sample, config.temperature, config.top_p, config.random_seed, config.max_new_tokens) == (
        True,
        0.7,
        0.9,
        11,
        50,
    )
    assert config.response_format["json_schema"]["schema"] == {"type": "object"}
    assert (reply.text, reply.prompt_tokens, reply.cached_tokens, reply.completion_tokens) == ("reply to hi", 100, 64, 10)
    assert fake.pipes[0].closed


def test_temperature_zero_is_greedy(fake: FakeLmdeploy):
    ask(request(temperature=0.0))
    assert fake.pipes[0].calls[0][1].do_sample is False


def test_free_text_asks_for_no_response_format(fake: FakeLmdeploy):
    ask(request())
    assert fake.pipes[0].calls[0][1].response_format is None


def test_an_image_goes_to_the_pipeline_as_a_picture_with_its_budget_of_tiles(fake: FakeLmdeploy):
    image = pytest.importorskip("PIL.Image")
    uri = "data:image/png;base64," + base64.b64encode(png(40, 30)).decode()
    parts = [{"type": "image_url", "image_url": {"url": uri}}, {"type": "text", "text": "hi"}]
    ask(Request("k", ({"role": "user", "content": parts},), Sampling(50, 0.7, 0.9, 11)), max_dynamic_patch=6)
    (((message,), _),) = fake.pipes[0].calls
    picture, text = message["content"]
    assert picture["type"] == "image_data"
    assert picture["image_data"]["max_dynamic_patch"] == 6
    assert isinstance(picture["image_data"]["data"], image.Image)
    assert picture["image_data"]["data"].size == (40, 30)
    assert text == parts[1]


@pytest.mark.parametrize(("own", "kept"), [(12, 4), (2, 2), (None, None)])
def test_a_model_that_cuts_images_by_its_own_processor_keeps_to_our_number_of_tiles(fake: FakeLmdeploy, own, kept):
    cutting = types.SimpleNamespace(max_patches=own)
    inside = types.SimpleNamespace(vl_encoder=types.SimpleNamespace(model=types.SimpleNamespace(processor=None)))
    inside.vl_encoder.model.processor = types.SimpleNamespace(image_processor=cutting)
    fake.engine = inside
    ask(max_dynamic_patch=4)
    assert cutting.max_patches == kept


def test_how_finely_images_are_looked_at_is_part_of_the_identity_where_they_are():
    def identity(tiles: int, sees: bool) -> str:
        return Lmdeploy(LmdeployOptions("m", max_dynamic_patch=tiles), sees_images=sees).identity

    assert identity(4, True) != identity(6, True)
    assert identity(4, False) == identity(6, False)


def test_prefix_caching_is_on_and_what_ran_in_fact_is_told(fake: FakeLmdeploy):
    with Lmdeploy(LmdeployOptions("m", backend="pytorch", tp=2, session_len=8192, quant_policy=8, revision="v2")) as engine:
        assert engine.details == {"backend": "pytorch", "prefix_caching": True}
    config = fake.pipes[0].backend_config
    assert (config.enable_prefix_caching, config.tp, config.session_len, config.quant_policy) == (True, 2, 8192, 8)
    assert config.revision == "v2", "lmdeploy downloads what its backend's configuration says"
    assert fake.pipes[0].values["trust_remote_code"] is False


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (Response("half", "length"), "length"),
        (Response("", "error", error_code="context_length_exceeded", error_message="Input length (9) …"), "context_overflow"),
        (Response("", "error", error_code="internal_error", error_message="boom"), "internal"),
        (Response("", "error", error_code="engine_unavailable", error_message="The inference engine is unavailable."), "stopped"),
        (Response("", "error", error_code="invalid_request", error_message="bad schema"), "refused"),
        (Response("   "), "empty"),
        (Response('{"pairs": [{"question": "half', None), "stopped"),
        (None, "stopped"),
        (ValueError("assertion"), "internal"),
    ],
)
def test_one_failed_request_is_one_failed_reply(fake: FakeLmdeploy, answer: Any, failure: str):
    fake.answering = lambda content: answer if content == "bad" else Response("good")
    replies = ask(request("a"), request("bad"), request("b"))
    assert [reply.failure for reply in replies] == ["", failure, ""]


def test_what_lmdeploy_has_of_a_reply_when_it_is_closed_is_no_answer_and_not_kept(fake: FakeLmdeploy, tmp_path: Path):
    fake.answering = lambda content: Response('{"pairs": []}', None if content == "half" else "stop")
    with Journal(Lmdeploy(LmdeployOptions("some/model")), tmp_path / "journal.sqlite") as journal:
        replies = [journal.submit(replace(request(text), key=text)).result(10) for text in ("half", "whole")]
        assert [reply.failure for reply in replies] == ["stopped", ""]
        assert journal.reading.execute("SELECT key FROM replies").fetchall() == [("whole",)]


def test_requests_are_under_way_side_by_side_and_no_more_than_the_window(fake: FakeLmdeploy):
    meeting = threading.Barrier(4, timeout=10)
    fake.answering = lambda content: (meeting.wait(), Response("together"))[1]
    assert [reply.text for reply in ask(*[request(str(number)) for number in range(8)], max_batch_size=4)] == ["together"] * 8


@pytest.mark.parametrize(("computed", "window"), [(None, 128), (384, 384), (1024, 512)])
def test_as_many_requests_are_under_way_as_lmdeploy_computes_at_once_on_this_gpu(fake: FakeLmdeploy, computed, window: int):
    fake.computed_at_once = computed
    with Lmdeploy(LmdeployOptions("some/model")) as engine:
        assert engine.window == window


@pytest.mark.parametrize("error", [RuntimeError("CUDA out of memory"), SystemExit(1), OSError("no such model")])
def test_a_model_that_does_not_load_is_told_with_the_ways_out(fake: FakeLmdeploy, error: BaseException):
    fake.loading_error = error
    with pytest.raises(UserError, match="cannot load some/model") as caught:
        ask()
    assert "--no-llm" in caught.value.fix


def test_logging_and_stdout_stay_ours(fake: FakeLmdeploy, monkeypatch: pytest.MonkeyPatch):
    handler = logging.StreamHandler()
    handler.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    noisy = logging.StreamHandler(sys.stdout)
    logging.getLogger("lmdeploy").addHandler(noisy)
    try:
        ask()
        assert handler.level == logging.INFO
        assert noisy.stream is sys.stderr
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger("lmdeploy").removeHandler(noisy)


def test_nest_asyncio_is_applied_only_in_a_running_loop_with_an_old_lmdeploy(fake: FakeLmdeploy, monkeypatch: pytest.MonkeyPatch):
    applied: list[bool] = []
    nest = types.ModuleType("nest_asyncio")
    nest.apply = lambda: applied.append(True)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nest_asyncio", nest)

    async def in_a_loop() -> None:
        ask()

    ask()
    asyncio.run(in_a_loop())
    assert applied == []
    fake.__version__ = "0.16.1"  # type: ignore[misc]
    asyncio.run(in_a_loop())
    assert applied == [True]


# --- before anything is loaded ---------------------------------------------------------------------------------------


def model(folder: Path, **config: Any) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    return str(folder)


def test_a_models_card_tells_context_images_and_remote_code(tmp_path: Path):
    card = preflight.read_model_card(
        model(tmp_path / "m", vision_config={}, llm_config={"max_position_embeddings": 32768}, auto_map={})
    )
    assert (card.sees_images, card.context_length, card.needs_remote_code) == (True, 32768, True)


@pytest.mark.parametrize(
    ("config", "kind"),
    [({"is_encoder_decoder": True}, "encoder-decoder"), ({"quantization": {"group_size": 64, "bits": 4}}, "MLX")],
)
def test_kinds_of_model_that_lmdeploy_cannot_serve_are_told(tmp_path: Path, config: dict, kind: str):
    with pytest.raises(UserError, match=kind):
        preflight.read_model_card(model(tmp_path / "m", **config))


def test_gguf_files_are_told(tmp_path: Path):
    with pytest.raises(UserError, match="GGUF"):
        preflight.read_model_card("some/model-Q4.gguf")
    (tmp_path / "x.gguf").write_bytes(b"GGUF")
    with pytest.raises(UserError, match="GGUF"):
        preflight.read_model_card(str(tmp_path))


def test_remote_code_runs_for_the_default_model_and_otherwise_only_when_allowed():
    card = preflight.ModelCard(needs_remote_code=True)
    assert preflight.check_remote_code("OpenGVLab/InternVL2-8B", card, False)
    assert preflight.check_remote_code("other/model", card, True)
    assert not preflight.check_remote_code("other/model", preflight.ModelCard(), False)
    with pytest.raises(UserError, match="program code of its own"):
        preflight.check_remote_code("other/model", card, False)


def test_sections_that_cannot_fit_the_model_are_told_with_a_size_that_does():
    preflight.check_lengths(None, 10**6, 4096, 1000)
    preflight.check_lengths(8192, 1500, 4096, 2000)
    with pytest.raises(UserError, match="context holds 4096 tokens") as caught:
        preflight.check_lengths(4096, 1500, 2048, 1500)
    assert "--chunk-size 548" in caught.value.fix


def test_without_lmdeploy_or_a_gpu_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(preflight.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="not installed"):
        preflight.check_lmdeploy()
    monkeypatch.setattr(preflight.importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(preflight, "count_gpus", lambda: 0)
    with pytest.raises(UserError, match="No NVIDIA GPU"):
        preflight.check_lmdeploy()
