"""A token endpoint for <livebox-conference> in Python 3.9 or newer: one WSGI application,
the standard library only. `application` runs under any WSGI server."""

import base64
import http.client
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

MAX_BODY = 4096  # bytes of a visitor's request
MAX_ANSWER = 1_048_576  # bytes of an answer of the Livebox server
LIFETIME = 300  # seconds that a grant may be used to load the frame

# Status, title, and whether the same request may succeed later.
PROBLEMS = {
    "malformed_json": ("400 Bad Request", "The body is not JSON", False),
    "origin_not_allowed": ("403 Forbidden", "This page may not ask here", False),
    "conference_unavailable": ("404 Not Found", "The conference is not available", False),
    "method_not_allowed": ("405 Method Not Allowed", "Method not allowed", False),
    "body_too_large": ("413 Payload Too Large", "The body is too large", False),
    "unsupported_media_type": ("415 Unsupported Media Type", "The body must be JSON", False),
    "validation_failed": ("422 Unprocessable Entity", "A parameter is not valid", False),
    "internal": ("500 Internal Server Error", "The token endpoint failed", False),
    "upstream_invalid": ("502 Bad Gateway", "The Livebox server gave an unusable answer", False),
    "upstream_refused": ("502 Bad Gateway", "The Livebox server refused the credentials", False),
    "upstream_unavailable": ("503 Service Unavailable", "The Livebox server is not available", True),
    "upstream_timeout": ("504 Gateway Timeout", "The Livebox server did not answer", True),
}
PROBLEM_PAGES = "https://github.com/livebox-conference/livebox-conference/blob/main/docs/problems/"


class Problem(Exception):
    """Why there is no grant: one of PROBLEMS."""


def read_list(name):
    return [part for part in os.environ.get(name, "").split(",") if part]


SERVER = os.environ["LIVEBOX_SERVER"].rstrip("/")
CREDENTIALS = {
    "username": os.environ["LIVEBOX_USERNAME"],
    "key": os.environ["LIVEBOX_KEY"],
    "Serverkey": os.environ["LIVEBOX_SERVER_KEY"],
}
CONFERENCES = read_list("LIVEBOX_CONFERENCES")  # every visitor may see these, and no others
MAY_ENABLE = read_list("LIVEBOX_ENABLE")  # those of them that a visitor switches on by coming
ORIGINS = read_list("LIVEBOX_ORIGINS")  # of the pages that may ask, your own site's too
if not (all(CREDENTIALS.values()) and CONFERENCES and ORIGINS):
    sys.exit("A LIVEBOX_ variable is empty: see README.md.")
if not re.fullmatch(r"(https://[a-z\d.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?", SERVER):
    sys.exit("LIVEBOX_SERVER must be https://host, without a path.")


def application(environ, start_response):
    origin = environ.get("HTTP_ORIGIN")
    headers = [
        ("Vary", "Origin"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if origin in ORIGINS:
        headers.append(("Access-Control-Allow-Origin", origin))
        headers.append(("Access-Control-Expose-Headers", "Date, Age, Retry-After"))
    try:
        status, body, more = answer(environ, origin)
    except Exception as error:
        status, body, more = refuse(str(error) if isinstance(error, Problem) else "internal")
    start_response(status, headers + more + [("Content-Length", str(len(body)))])
    return [body]


def answer(environ, origin):
    is_same_origin = environ.get("HTTP_SEC_FETCH_SITE") == "same-origin"
    if not (origin in ORIGINS if origin is not None else is_same_origin):
        raise Problem("origin_not_allowed")
    if environ["REQUEST_METHOD"] == "OPTIONS":
        return "204 No Content", b"", [
            ("Access-Control-Allow-Methods", "POST"),
            ("Access-Control-Allow-Headers", "Content-Type, Authorization"),
            ("Access-Control-Max-Age", "7200"),
        ]
    if environ["REQUEST_METHOD"] != "POST":
        raise Problem("method_not_allowed")
    grant = make_grant(*read_request(environ))
    return "200 OK", json.dumps(grant).encode(), [("Content-Type", "application/json")]


def read_request(environ):
    if not re.match(r"application/json\s*(;|\Z)", environ.get("CONTENT_TYPE", ""), re.I):
        raise Problem("unsupported_media_type")
    length = environ.get("CONTENT_LENGTH") or ""
    # Browsers always state the length; a body without one could be of any.
    if not length.isdecimal() or int(length) > MAX_BODY:
        environ["wsgi.input"].read(min(int(length or 0), 16 * MAX_BODY))
        raise Problem("body_too_large")
    try:
        request = json.loads(environ["wsgi.input"].read(int(length)))
    except (ValueError, RecursionError):
        raise Problem("malformed_json") from None
    request = request if isinstance(request, dict) else {}
    parts = request.get("name"), request.get("width", "800px"), request.get("height", "450px")
    forms = r"[A-Za-z0-9_-]{1,64}", r"[1-9][0-9]{0,4}px", r"[1-9][0-9]{0,4}px"
    for part, form in zip(parts, forms):
        if not isinstance(part, str) or not re.fullmatch(form, part):
            raise Problem("validation_failed")
    return parts


def make_grant(name, width, height):
    if name not in CONFERENCES:
        raise Problem("conference_unavailable")
    if not is_on(name):
        if name not in MAY_ENABLE:
            raise Problem("conference_unavailable")
        enabled = ask_livebox(action="changeConferenceMode", conferenceMode="on", name=name)
        if not isinstance(enabled, dict) or enabled.get("status") != "Enabled":
            raise Problem("upstream_invalid")
    html = call_livebox("getEmbedCodeofConference", name=name, width=width, height=height)
    return {
        "version": 1,
        "name": name,
        "enabled": True,
        "src": read_embed_code(html),
        "frameOrigins": [SERVER],
        "expiresAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + LIFETIME)),
    }


def is_on(name):
    """Whether a conference is on, by the list: what an error status means is not documented."""
    answered = ask_livebox(action="get")
    for known in answered if isinstance(answered, list) else [answered]:
        if isinstance(known, dict) and known.get("ConferenceName") == name:
            return str(known.get("Mode")).lower() == "on"
    raise Problem("conference_unavailable")


def ask_livebox(**parameters):
    try:
        return json.loads(call_livebox("videoConfSettings", **parameters))
    except (ValueError, RecursionError):
        raise Problem("upstream_invalid") from None


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the credentials to another server."""

    def redirect_request(self, *_):
        return None


def call_livebox(path, **parameters):
    request = urllib.request.Request(
        f"{SERVER}/livebox/appsservice/api/{path}",
        json.dumps({**CREDENTIALS, **parameters}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=10) as response:
            text = response.read(MAX_ANSWER + 1)
    except urllib.error.HTTPError as error:
        refused = "upstream_refused" if error.code in (401, 403) else "upstream_invalid"
        raise Problem("upstream_unavailable" if error.code >= 500 else refused) from None
    except (OSError, http.client.HTTPException) as error:
        is_timeout = isinstance(getattr(error, "reason", error), TimeoutError)
        raise Problem("upstream_timeout" if is_timeout else "upstream_unavailable") from None
    if len(text) > MAX_ANSWER:
        raise Problem("upstream_invalid")
    return text.decode("utf-8", "replace")


IFRAME = re.compile(r"\s*<iframe(?=[\s>])([^>]*)>\s*</iframe\s*>\s*", re.I | re.A)
# One attribute: its value in straight or typographic quotes (Livebox prints both) or in none.
ATTRIBUTE = re.compile(
    r"""\s+([a-z][a-z\d-]*)(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|[“”″]([^“”″<"']*)[“”″]"""
    r"""|([^\s"'“”″<=`]+)))?|\s+\Z""",
    re.I | re.A,
)


def read_embed_code(html):
    """The address in an embed code, which is one iframe and nothing else; never its HTML."""
    found = IFRAME.fullmatch(html) if len(html) <= 8192 else None
    inside = found[1] if found else ""
    attributes, at = {}, 0
    while at < len(inside):
        match = ATTRIBUTE.match(inside, at)
        name = (match[1] or "").lower() if match else "srcdoc"
        if name in attributes or name == "srcdoc" or name.startswith("on"):
            raise Problem("upstream_invalid")
        attributes[name] = next((part for part in match.groups()[1:] if part is not None), "")
        at = match.end()
    src = re.sub(r"&(amp|#0*38);", "&", attributes.get("src", "").strip(), flags=re.I)
    # What browsers and servers read differently is refused, not repaired.
    is_plain = re.fullmatch(r"[!-~]+", src) and not re.search(r"\\|&[^&=]*;", src)
    is_ours = re.match(re.escape(SERVER) + r"(?=[/?#]|\Z)", src)
    if not is_plain or not is_ours or holds_secret(src):
        raise Problem("upstream_invalid")
    return src


def holds_secret(address):
    """Whether one of the keys stands in an address, as it is or encoded."""
    once = urllib.parse.unquote(address)
    readings = [text.lower() for text in (address, once, urllib.parse.unquote(once))]
    for secret in (CREDENTIALS["key"], CREDENTIALS["Serverkey"]):
        data = secret.encode()
        codes = base64.b64encode(data), base64.urlsafe_b64encode(data)
        forms = [secret, data.hex()] + [code.decode().rstrip("=") for code in codes]
        if any(form.lower() in reading for form in forms for reading in readings):
            return True
    return False


def refuse(code):
    status, title, retryable = PROBLEMS[code]
    # The code alone: a message or an answer of Livebox may hold what visitors or logs must not.
    if status >= "500":
        print(f"livebox token endpoint: {code}", file=sys.stderr)
    headers = [("Content-Type", "application/problem+json")]
    if retryable:
        headers.append(("Retry-After", "5"))
    if code == "method_not_allowed":
        headers.append(("Allow", "POST, OPTIONS"))
    problem = {
        "type": f"{PROBLEM_PAGES}{code}.md",
        "title": title,
        "status": int(status[:3]),
        "code": code,
        "retryable": retryable,
    }
    return status, json.dumps(problem).encode(), headers


if __name__ == "__main__":  # to try it; behind a site, run it under a WSGI server
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIServer, make_server

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    port = int(os.environ.get("PORT", "3000"))
    with make_server("127.0.0.1", port, application, Server) as server:
        print(f"Listening at http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
