"""The service for other programs: LibreTranslate's requests, our own, and who may ask."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.store.archive import PORT, TRAIN, confirm, keyed
from tests.ui_api.conftest import HERE, PASSWORD
from workbench.settings import Settings
from workbench.store import open_workspace
from workbench.store.users import Users
from workbench.ui.server import create_app
from workbench.wiring import Wiring

KEY = f"vusal:{PASSWORD}"
TWO = f"{PORT}\n\n{TRAIN}"


@pytest.fixture(scope="module")
def engine(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Wiring:
    """The engine of the small model, loaded once."""
    cache = str(tmp_path_factory.getbasetemp() / "cache")
    return Wiring(Settings(engine=str(tiny_model), cache=cache, threads=1))


@pytest.fixture
def app(location: Path, engine: Wiring) -> Iterator[FastAPI]:
    made = create_app(engine, location, worker=False)
    with TestClient(made, base_url=HERE):
        yield made


@pytest.fixture
def program(app: FastAPI) -> TestClient:
    """A program without a session."""
    return TestClient(app, base_url=HERE, raise_server_exceptions=False)


def ask(program: TestClient, q: str | list[str], **more: Any) -> Any:
    body = {"q": q, "source": "az", "target": "en", "api_key": KEY} | more
    return program.post("/translate", json=body)


# LibreTranslate


def test_a_text_is_translated_sentence_by_sentence(program, engine):
    expected = [one.hypothesis.text for one in engine.drafter.drafts([PORT, TRAIN])]
    answer = ask(program, TWO)
    assert answer.status_code == 200
    assert answer.json() == {"translatedText": "\n\n".join(expected)}


def test_several_texts_come_back_in_order(program):
    one, two = (ask(program, text).json()["translatedText"] for text in (PORT, TRAIN))
    assert ask(program, [TRAIN, "", PORT]).json() == {"translatedText": [two, "", one]}
    assert ask(program, []).json() == {"translatedText": []}


def test_html_keeps_its_tags(program):
    plain = ask(program, PORT).json()["translatedText"]
    answer = ask(program, f"<p>{PORT}</p>", format="html").json()
    assert answer == {"translatedText": f"<p>{plain}</p>"}


def test_a_form_is_as_good_as_json(program):
    form = {"q": PORT, "source": "auto", "target": "en", "format": "text", "api_key": KEY}
    assert program.post("/translate", data=form).json() == ask(program, PORT).json()


def test_a_form_may_hold_several_texts_and_empty_ones(program):
    form = {"source": "az", "target": "en", "api_key": KEY}
    several = program.post("/translate", data=form | {"q": [PORT, TRAIN]}).json()
    assert several == ask(program, [PORT, TRAIN]).json()
    assert program.post("/translate", data=form | {"q": ""}).json() == {"translatedText": ""}


def test_a_form_may_come_in_parts(program):
    fields = {"q": PORT, "source": "az", "target": "en", "api_key": KEY}
    parts = {name: (None, value) for name, value in fields.items()}
    assert program.post("/translate", files=parts).json() == ask(program, PORT).json()


def test_the_kind_of_a_form_may_be_in_capitals(program):
    kind = {"content-type": "APPLICATION/X-WWW-FORM-URLENCODED; charset=UTF-8"}
    content = f"q=Liman&source=az&target=en&api_key={KEY}"
    assert program.post("/translate", content=content, headers=kind).status_code == 200


@pytest.mark.parametrize(
    ("kind", "content", "what"),
    [
        ("application/x-www-form-urlencoded", b"q=%FF%FE&source=az&target=en", "UTF-8"),
        ("multipart/form-data", b"q", "boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n", "q"),
    ],
)
def test_a_damaged_form_is_refused(program, kind, content, what):
    answer = program.post("/translate", content=content, headers={"content-type": kind})
    assert answer.status_code == 400
    assert what in answer.json()["error"]


def test_what_the_plug_ins_send_is_understood(program):
    """OmegaT names the format, Weblate does not; newer clients ask for alternatives."""
    assert ask(program, PORT, format="text").status_code == 200
    assert ask(program, PORT, alternatives=3, cache=True).status_code == 200


def test_the_languages_are_listed_for_everybody(program):
    listed = program.get("/languages").json()
    assert {one["code"]: one["targets"] for one in listed} == {"az": ["en"], "en": []}


WRONG: dict[str, tuple[dict[str, Any], int, str]] = {
    "source": ({"source": "de"}, 400, "de is not supported"),
    "target": ({"target": "tr"}, 400, "tr is not supported"),
    "format": ({"format": "pdf"}, 400, "format"),
    "kind": ({"q": 7}, 400, "q"),
    "length": ({"q": ["x" * 60_000] * 2}, 400, "request (120000) exceeds text limit (100000)"),
    "key": ({"api_key": "vusal:guess"}, 403, "Invalid API key"),
    "nobody": ({"api_key": "zzz:guess"}, 403, "Invalid API key"),
    "no key": ({"api_key": ""}, 403, "Invalid API key"),
    "null key": ({"api_key": None}, 403, "Invalid API key"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_requests_get_an_error_as_libretranslate_tells_it(program, kind):
    changes, status, what = WRONG[kind]
    answer = ask(program, **{"q": PORT} | changes)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert what in answer.json()["error"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"q": 1}', b"\xff\xfe", b"[]"])
def test_what_is_no_request_is_refused(program, content):
    answer = program.post("/translate", content=content)
    assert answer.status_code == 400
    assert "Invalid request" in answer.json()["error"]


def test_a_huge_body_is_not_read_to_its_end(program):
    assert program.post("/translate", content=b" " * (3 * 2**20)).status_code == 413


def test_a_model_that_cannot_be_loaded_is_told(location):
    made = create_app(Wiring(Settings(engine="no-such-engine")), location, worker=False)
    with TestClient(made, base_url=HERE, raise_server_exceptions=False) as program:
        answer = ask(program, PORT)
    assert answer.status_code == 500
    assert "unknown engine 'no-such-engine'" in answer.json()["error"]


# Who asks


def test_a_session_will_do_and_so_does_basic(browser, program):
    assert ask(browser("vusal"), PORT, api_key="").status_code == 200
    signed = program.post("/api/v1/segment", json={"text": PORT}, auth=("vusal", PASSWORD))
    assert signed.status_code == 200


@pytest.mark.parametrize("authorization", ["", "Basic", "Basic !", "Basic 8J+", "Bearer x"])
def test_nobody_gets_nothing(program, authorization):
    for path in ("segment", "terms", "check", "memory"):
        answer = program.post(f"/api/v1/{path}", headers={"Authorization": authorization})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Basic"
    assert program.get("/api/v1/openapi.json").status_code == 401


def test_a_key_ends_with_the_password(program, app):
    assert ask(program, PORT).status_code == 200
    users: Users = app.state.backend.users
    users.set_password("vusal", "yeni parol 7")
    assert ask(program, PORT).status_code == 403
    assert ask(program, PORT, api_key="vusal:yeni parol 7").status_code == 200


def test_guessing_is_slowed_down(program):
    statuses = [ask(program, PORT, api_key=f"rena:{n}").status_code for n in range(8)]
    assert statuses == [403] * 5 + [429] * 3


def test_a_workspace_without_accounts_is_open_on_this_machine(engine, tmp_path):
    made = create_app(engine, tmp_path / "new.db", worker=False)
    with TestClient(made, base_url=HERE) as program:
        assert ask(program, PORT, api_key="").status_code == 200
        assert program.post("/api/v1/segment", json={"text": PORT}).status_code == 200


# Our own


@pytest.fixture
def post(program):
    return lambda path, **body: program.post(
        f"/api/v1/{path}", json=body, auth=("vusal", PASSWORD)
    ).json()


def test_segments(post):
    assert post("segment", text=f"{PORT} Bəli.\nXeyr.")["segments"] == [
        {"paragraph": 0, "index": 0, "start": 0, "end": len(PORT), "text": PORT},
        {"paragraph": 0, "index": 1, "start": 38, "end": 43, "text": "Bəli."},
        {"paragraph": 1, "index": 0, "start": 0, "end": 5, "text": "Xeyr."},
    ]


@pytest.mark.parametrize(("more", "sentences"), [({}, 1), ({"inside_quotations": True}, 2)])
def test_segments_inside_quotations(post, more, sentences):
    text = 'Nazir "Biz hazırıq. İş gedir" deyib.'
    assert len(post("segment", text=text, **more)["segments"]) == sentences


def test_terms(post):
    (term,) = post("terms", text="\N{GRINNING FACE} Orta Dəhlizin yolu.")["terms"]
    assert term == {
        "start": 2, "end": 15, "text": "Orta Dəhlizin", "source": "Orta Dəhliz",
        "target": "Middle Corridor", "status": "preferred",
    }  # fmt: skip


def test_check(post):
    assert post("check", source="Liman açıldı.", target="The port opened.") == {"findings": []}
    (finding,) = post("check", source="Liman açıldı.", target="The  port opened.")["findings"]
    assert finding["check"] == "double-spaces"
    assert finding["target_span"] == [3, 5]


def test_memory(post, location):
    with open_workspace(location) as workspace:
        confirm(workspace, keyed(workspace, "2025/liman")[PORT], "Cargo grew.")
    exact, *_ = post("memory", source=PORT)["matches"]
    assert (exact["kind"], exact["percent"], exact["target"]) == ("exact", 100, "Cargo grew.")
    (near,) = post("memory", source=PORT.replace("artıb", "azalıb"))["matches"]
    assert (near["kind"], near["target"]) == ("fuzzy", "Cargo grew.")
    assert 50 <= near["percent"] < 100
    assert post("memory", source="Tamam başqa bir cümlə.") == {"matches": []}


def test_the_description_names_every_endpoint(program):
    described = program.get("/api/v1/openapi.json", auth=("vusal", PASSWORD)).json()
    assert set(described["paths"]) == {
        "/languages", "/translate", "/api/v1/segment", "/api/v1/terms", "/api/v1/check",
        "/api/v1/memory", "/api/v1/glossary", "/api/v1/openapi.json",
    }  # fmt: skip
    assert described["openapi"].startswith("3.")
    body = described["paths"]["/translate"]["post"]["requestBody"]["content"]
    assert {"q", "source", "target"} <= set(body["application/json"]["schema"]["properties"])
