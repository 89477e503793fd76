"""Settings: which source wins, and that nothing misspelt or out of range is taken in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import ConfigurationError
from assistant.settings import EmbeddingSettings, Settings, StoreSettings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str, *, name: str = "assistant.toml") -> Path:
    """Return a file with this text in the working directory."""
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_need_no_source() -> None:
    """With nothing set, every value is its default and says so."""
    settings, origins = Settings.load_with_origins()

    assert settings == Settings()
    assert set(origins.values()) == {"default"}
    assert tuple(origins) == Settings.names()


def test_arguments_beat_the_environment_beats_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value comes from the strongest source that has it, and its origin is known."""
    written("[retrieve]\nk = 3\nk_dense = 4\nk_lexical = 5\n")
    monkeypatch.setenv("ASSISTANT_RETRIEVE__K", "6")
    monkeypatch.setenv("ASSISTANT_RETRIEVE__K_DENSE", "7")

    settings, origins = Settings.load_with_origins(overrides={"retrieve.k": 8, "answer.nearest": None})

    found = (settings.retrieve.k, settings.retrieve.k_dense, settings.retrieve.k_lexical, settings.answer.nearest)
    assert found == (8, 7, 5, 3)
    names = ("retrieve.k", "retrieve.k_dense", "retrieve.k_lexical", "answer.nearest")
    assert [origins[name] for name in names] == ["argument", "environment", "file", "default"]


def test_a_given_file_replaces_the_one_in_the_working_directory() -> None:
    """`--config FILE` is read instead of `assistant.toml`, not on top of it."""
    written("[retrieve]\nk = 3\n")
    other = written("[retrieve]\nk_dense = 4\n", name="other.toml")

    settings = Settings.load(other)

    assert (settings.retrieve.k, settings.retrieve.k_dense) == (Settings().retrieve.k, 4)


@pytest.mark.parametrize("path", ["missing.toml", "."])
def test_a_given_file_must_be_there(path: str) -> None:
    """A `--config` that is no file is an error that names it, not a run with defaults."""
    with pytest.raises(ConfigurationError, match="no configuration file") as caught:
        Settings.load(path)

    assert path in caught.value.message
    assert "--config" in caught.value.hint


@pytest.mark.parametrize("content", [b"[store\n", b"store = \xff"])
def test_a_file_that_is_not_toml_is_named(content: bytes) -> None:
    """Broken TOML and wrong encodings are configuration errors with the file's name."""
    Path("assistant.toml").write_bytes(content)

    with pytest.raises(ConfigurationError, match=r"assistant\.toml is not valid TOML"):
        Settings.load()


@pytest.mark.parametrize(
    ("toml", "wrong", "right"),
    [
        ("[store]\npaht = 'x'\n", "store.paht", "store.path"),
        ("[embeding]\nmodel = 'x'\n", "embeding", "embedding"),
        ("[retrieve]\nlexical_wieght = 0.5\n", "retrieve.lexical_wieght", "retrieve.lexical_weight"),
    ],
)
def test_a_misspelt_name_in_the_file_is_refused(toml: str, wrong: str, right: str) -> None:
    """A key or section that is no setting is an error that suggests the nearest one."""
    written(toml)

    with pytest.raises(ConfigurationError) as caught:
        Settings.load()

    assert f"{wrong} is not a setting (did you mean {right}?)" in caught.value.message


@pytest.mark.parametrize(
    ("variable", "hint"),
    [
        ("ASSISTANT_STORE__PAHT", "ASSISTANT_STORE__PATH"),
        ("ASSISTANT_STORE_PATH", "ASSISTANT_STORE__PATH"),
        ("assistant_embedding__modle", "ASSISTANT_EMBEDDING__MODEL"),
        ("ASSISTANT_QQQQ", "assistant config"),
    ],
)
def test_a_misspelt_variable_is_refused(variable: str, hint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable with our prefix that is no setting is an error that suggests the nearest one."""
    monkeypatch.setenv(variable, "x")

    with pytest.raises(ConfigurationError, match="is not a setting") as caught:
        Settings.load()

    assert variable in caught.value.message
    assert hint in caught.value.hint


def test_an_argument_that_is_no_setting_is_refused() -> None:
    """An override by an unknown name is an error too."""
    with pytest.raises(ConfigurationError, match=r"retrieve\.kk is not a setting"):
        Settings.load(overrides={"retrieve.kk": 3})


@pytest.mark.parametrize("source", ["argument", "environment", "file"])
def test_a_bad_value_names_itself_and_its_source(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value out of range is reported with its name, itself and where it came from."""
    if source == "file":
        written("[retrieve]\nk = 0\n")
    if source == "environment":
        monkeypatch.setenv("ASSISTANT_RETRIEVE__K", "0")

    with pytest.raises(ConfigurationError) as caught:
        Settings.load(overrides={"retrieve.k": 0} if source == "argument" else None)

    assert caught.value.message.startswith("retrieve.k = ")
    assert "0" in caught.value.message
    assert f"(from the {source})" in caught.value.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("store.chroma_url", "host:8000"),
        ("store.batch_passages", 0),
        ("embedding.precision", "float16"),
        ("embedding.model", ""),
        ("retrieve.lexical_weight", 1.5),
        ("retrieve.rrf_constant", 0),
        ("passages.target_words", 5),
        ("server.port", 70_000),
        ("documents.max_bytes", "many"),
    ],
)
def test_a_value_out_of_range_is_refused(name: str, value: object) -> None:
    """Every limit is held when settings are loaded, not when they are used."""
    with pytest.raises(ConfigurationError, match=name):
        Settings.load(overrides={name: value})


@pytest.mark.parametrize("name", Settings.names())
def test_every_setting_is_described(name: str) -> None:
    """A setting says in a sentence what it does, shows its default, and can be read by its name."""
    described = {setting: (default, text) for setting, default, text in Settings.described()}

    default, text = described[name]
    assert text.endswith(".")
    assert default == str(Settings().value(name))


def test_an_unknown_name_has_no_value() -> None:
    """Asking for a value by a name that is no setting is the caller's mistake."""
    with pytest.raises(KeyError):
        Settings().value("store.nothing")


def test_settings_in_code_come_from_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """`Settings(...)` reads neither the environment nor a file."""
    written("[retrieve]\nk = 3\n")
    monkeypatch.setenv("ASSISTANT_RETRIEVE__K", "4")

    assert Settings(store=StoreSettings(path=Path("x"))).retrieve.k == Settings().retrieve.k


def test_settings_do_not_change() -> None:
    """Settings and their sections are frozen."""
    settings = Settings()

    with pytest.raises(ValidationError):
        settings.embedding = EmbeddingSettings()  # type: ignore[misc]  # that it is frozen is the point
    with pytest.raises(ValidationError):
        settings.embedding.batch_size = 1  # type: ignore[misc]  # the same


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("llm.base_url", "https://me:s3cret@host/v1"),
        ("llm.key_variable", "sk-s3cret"),
        ("llm.base_url", "s3cret"),
        ("llm.base_url", "https://host/v1?api_key=s3cret"),
        ("llm.base_url", "https://host/v1#s3cret"),
    ],
)
def test_what_may_be_a_key_is_refused_and_not_repeated(name: str, value: str) -> None:
    """A password in an address, or a key where a variable's name belongs, must not end up in a log."""
    with pytest.raises(ConfigurationError, match=name) as raised:
        Settings.load(overrides={name: value})
    assert "s3cret" not in raised.value.message + raised.value.hint


@pytest.mark.parametrize("address", ["https://me:s3cret@host/v1", "https://host/v1?api_key=s3cret"])
def test_a_key_in_an_address_is_told_where_it_belongs(address: str) -> None:
    """Whoever put it there learns of the environment variable."""
    with pytest.raises(ConfigurationError, match="the key comes from the environment") as raised:
        Settings.load(overrides={"llm.base_url": address})
    assert "llm.key_variable" in raised.value.message


def test_there_is_no_setting_for_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key belongs into the environment under its own name; a setting would be printed by `config`."""
    assert not [name for name in Settings.names() if name.endswith("key")]
    monkeypatch.setenv("ASSISTANT_LLM__API_KEY", "s3cret")
    with pytest.raises(ConfigurationError, match="ASSISTANT_LLM__API_KEY is not a setting") as raised:
        Settings.load()
    assert "s3cret" not in raised.value.message + raised.value.hint
