"""A REST service for other programs: translate, segment, check, find terms, ask the memory.

`/translate` and `/languages` take and answer what LibreTranslate does, so that clients made for
it, such as the plug-ins of OmegaT and Weblate, work. The rest lies below `/api/v1`; places there
are code points, from 0. Where there are accounts, a request needs a session, HTTP Basic, or
LibreTranslate's `api_key`, `NAME:PASSWORD`.
"""

from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import JSONResponse, Response

from workbench import __version__
from workbench.checks.catalogue import find
from workbench.errors import WorkbenchError
from workbench.formats.glossary_files import write_glossary_file
from workbench.model.finding import Finding, Pair
from workbench.model.segment import Span
from workbench.text.sentences import segments
from workbench.ui.api.access import Here, Person, person_of
from workbench.ui.api.backend import Backend
from workbench.ui.keys import Keys, key_of
from workbench.ui.loaded_engine import LoadedEngine
from workbench.workflows.drafting import Drafter
from workbench.workflows.translate_text import translate_html, translate_texts

LONGEST = 100_000
"""Code points of all the texts of a request."""

_LARGEST = 2 * 2**20  # bytes; the longest request needs up to 12 for a code point
_FORM = "application/x-www-form-urlencoded"
_FORM_IN_PARTS = "multipart/form-data"
SOURCES = ("az", "auto")
_LANGUAGES = [
    {"code": "az", "name": "Azerbaijani", "targets": ["en"]},
    {"code": "en", "name": "English", "targets": []},
]
_GLOSSARY_TYPES = {"csv": "text/csv; charset=utf-8", "tbx": "application/x-tbx+xml"}
_WHO = {"what": "you are not signed in", "hint": "send NAME:PASSWORD as api_key or HTTP Basic"}
_LONG = Field(max_length=LONGEST)


class TranslateBody(BaseModel):
    """What LibreTranslate takes; other fields of its are passed over."""

    q: str | list[str]
    source: str
    target: str
    format: Literal["text", "html"] = "text"
    api_key: str | None = None

    @property
    def texts(self) -> list[str]:
        """Return the texts to translate."""
        return [self.q] if isinstance(self.q, str) else self.q

    def refusal(self) -> str:
        """Return why it cannot be translated, "" when it can."""
        for code, known in ((self.source, SOURCES), (self.target, ("en",))):
            if code not in known:
                return f"{code} is not supported; expected {' or '.join(known)}"
        length = sum(map(len, self.texts))
        if length > LONGEST:
            return f"Invalid request: request ({length}) exceeds text limit ({LONGEST})"
        return ""


_TRANSLATE = {
    "requestBody": {"content": {"application/json": {"schema": TranslateBody.model_json_schema()}}}
}  # the body is read by hand, since it may be a form


class SegmentBody(BaseModel):
    """A text in which every line is a paragraph."""

    text: str = _LONG
    inside_quotations: bool | None = None


class TermsBody(BaseModel):
    """A text."""

    text: str = _LONG


class CheckBody(BaseModel):
    """A pair to judge."""

    source: Annotated[str, _LONG]
    target: Annotated[str, _LONG]


class MemoryBody(BaseModel):
    """A sentence to look up."""

    source: Annotated[str, _LONG]
    most: int = Field(9, ge=1, le=50)


async def _translate_body(request: Request) -> TranslateBody:
    """Read a body of JSON or of a form.

    Raises HTTPException with LibreTranslate's `error`: 413 for a long body, 400 for a wrong one.
    """
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > _LARGEST:
            raise HTTPException(413, {"error": f"expected at most {_LARGEST >> 20} MiB"})
    try:
        kind = request.headers.get("content-type", "").lower()
        if kind.startswith(_FORM):
            pairs = parse_qsl(content.decode(), keep_blank_values=True, errors="strict")
            return TranslateBody.model_validate(_fields(pairs))
        if kind.startswith(_FORM_IN_PARTS):
            return TranslateBody.model_validate(_fields(await _parts(request.headers, content)))
        return TranslateBody.model_validate_json(content)
    except (ValidationError, UnicodeError, MultiPartException) as error:
        raise HTTPException(400, {"error": f"Invalid request: {_places(error)}"}) from error


def _fields(pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Return the fields of a form; several texts are a list, of everything else the last counts."""
    fields: dict[str, object] = dict(pairs)
    texts = [value for name, value in pairs if name == "q"]
    return fields | {"q": texts} if len(texts) > 1 else fields


async def _parts(headers: Headers, content: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form that comes in parts; files are passed over."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield content

    form = await MultiPartParser(headers, stream()).parse()
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


def _places(error: ValidationError | UnicodeError | MultiPartException) -> str:
    """Return which fields are wrong."""
    if isinstance(error, UnicodeError):
        return "expected UTF-8"
    if isinstance(error, MultiPartException):
        return error.message
    wrong = (".".join(map(str, one["loc"])) or "the body" for one in error.errors())
    return f"{', '.join(dict.fromkeys(wrong))}: missing or of a wrong kind"


Body = Annotated[TranslateBody, Depends(_translate_body)]


class Service:
    """What the endpoints share: the engine, loaded at the first translation, and the keys."""

    def __init__(self) -> None:
        self._keys = Keys()
        self._engine = LoadedEngine()

    def drafter(self, backend: Backend) -> Drafter:
        """Return the engine in force with the glossary and the checks as they stand now."""
        wiring = backend.wiring
        return wiring.drafter_with(self._engine.of(wiring))

    def signed_in(self, request: Request, backend: Backend, key: str = "") -> Person | None:
        """Return who asks, None for nobody we know."""
        sent = key or key_of(request)
        if not sent:
            return person_of(request, backend)
        address = request.client.host if request.client else ""
        return self._keys.person(sent, address, backend)

    def known(self, request: Request, backend: Here) -> Person:
        """Return who asks. Raises HTTPException 401 for nobody we know."""
        person = self.signed_in(request, backend)
        if person is None:
            raise HTTPException(401, _WHO, {"WWW-Authenticate": "Basic"})
        return person


def router() -> APIRouter:
    """Return the endpoints, to be included before any that takes every path below `/api`.

    The application's state holds the `Backend`, and that the engine's name.
    """
    service = Service()
    made = APIRouter()
    _add_libretranslate(made, service)
    _add_own(made, service)

    @made.get("/api/v1/openapi.json", dependencies=[Depends(service.known)])
    def description() -> JSONResponse:
        """Describe the service as OpenAPI 3.1."""
        return JSONResponse(get_openapi(title="Workbench", version=__version__, routes=made.routes))

    return made


def _add_libretranslate(made: APIRouter, service: Service) -> None:
    @made.get("/languages")
    def languages() -> JSONResponse:
        """List the languages and what they can be translated to."""
        return JSONResponse(_LANGUAGES)

    @made.post("/translate", openapi_extra=_TRANSLATE)
    def translate(request: Request, body: Body, backend: Here) -> JSONResponse:
        """Translate one text, or several, in the form of the question."""
        if service.signed_in(request, backend, body.api_key or "") is None:
            return JSONResponse({"error": "Invalid API key"}, 403)
        if refusal := body.refusal():
            return JSONResponse({"error": refusal}, 400)
        work: Callable[..., list[str]] = (
            translate_html if body.format == "html" else translate_texts
        )
        try:
            english = work(body.texts, service.drafter(backend))
        except WorkbenchError as error:
            return JSONResponse({"error": f"{error.what}; {error.hint}".rstrip("; ")}, 500)
        return JSONResponse({"translatedText": english[0] if isinstance(body.q, str) else english})


def _add_own(made: APIRouter, service: Service) -> None:
    own = APIRouter(prefix="/api/v1", dependencies=[Depends(service.known)])

    @own.post("/segment")
    def segment(body: SegmentBody, backend: Here) -> JSONResponse:
        """Split a text into sentences; quotations as the settings say unless the body does."""
        asked, settings = body.inside_quotations, backend.wiring.settings
        divides = settings.divides_quotations if asked is None else asked
        cuts = segments(body.text.split("\n"), inside_quotations=divides)
        names = ("paragraph", "index", "start", "end", "text")
        return JSONResponse(
            {"segments": [{name: getattr(cut, name) for name in names} for cut in cuts]}
        )

    @own.post("/terms")
    def terms(body: TermsBody, backend: Here) -> JSONResponse:
        """Find the glossary's terms in a text, in any inflected form."""
        found = [
            {
                "start": match.start,
                "end": match.end,
                "text": match.text,
                "source": match.entry.preferred.source,
                "target": match.entry.preferred.target,
                "status": match.entry.preferred.status,
            }
            for match in backend.wiring.matcher.matches(body.text)
        ]
        return JSONResponse({"terms": found})

    @own.post("/check")
    def check(body: CheckBody, backend: Here) -> JSONResponse:
        """Judge a pair by every rule."""
        findings = find(Pair(body.source, body.target), backend.wiring.checks)
        return JSONResponse({"findings": list(map(_finding, findings))})

    @own.post("/memory")
    def memory(body: MemoryBody, backend: Here) -> JSONResponse:
        """Look up what was confirmed for a sentence: exact matches and similar ones."""
        names = ("kind", "percent", "source", "target", "article", "translator")
        matches = backend.matches.matches_of(body.source, body.most)
        return JSONResponse(
            {"matches": [{name: getattr(one, name) for name in names} for one in matches]}
        )

    @own.get("/glossary", response_class=Response)
    def glossary(backend: Here, format: Literal["csv", "tbx"] = "csv") -> Response:  # noqa: A002 - its name in the address
        """Download the glossary in force."""
        held = backend.wiring.glossary
        with TemporaryDirectory(prefix="workbench-glossary-") as folder:
            path = Path(folder) / f"glossary.{format}"
            write_glossary_file(held, path)
            content = path.read_bytes()
        name = f"{quote(held.name)}.{format}"
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=_GLOSSARY_TYPES[format], headers=headers)

    made.include_router(own)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check_id,
        "severity": finding.severity,
        "message": finding.message,
        "message_az": finding.message_az,
        "source_span": _ends(finding.source_span),
        "target_span": _ends(finding.target_span),
    }


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
