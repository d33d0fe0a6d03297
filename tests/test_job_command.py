"""`tailor job`: a posting from a file, standard input or the web, as a table or JSON."""

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tailor.cli import main

AD = """Night Baker

Brackwell Mills is hiring a night baker.

Requirements
- At least three years of experience with SQL or Java
- A valid forklift licence

Nice to have
- Fluent French

Your tasks
- Bake bread
"""


@pytest.fixture
def ad(tmp_path):
    path = tmp_path / "job.txt"
    path.write_text(AD, encoding="utf-8")
    return path


def test_json_holds_exactly_the_promised_fields(ad, capsys):
    assert main(["job", str(ad), "--json"]) == 0

    value = json.loads(capsys.readouterr().out)
    assert list(value) == ["title", "company", "language", "requirements"]
    assert (value["title"], value["company"], value["language"]) == (
        "Night Baker",
        "Brackwell Mills",
        "en",
    )
    for requirement in value["requirements"]:
        assert list(requirement) == ["id", "quote", "kind", "terms", "years"]
        assert requirement["quote"] in AD
    assert value["requirements"][0]["years"] == 3
    assert value["requirements"][0]["terms"] == ["SQL", "Java"]


def test_the_table_groups_what_is_asked_by_kind(ad, capsys):
    assert main(["job", str(ad)]) == 0

    out = capsys.readouterr().out
    parts = ("Night Baker", "Must have (2)", "Nice to have (1)", "What the work is (1)")
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert "3 years; SQL or Java" in out


def test_notes_go_to_stderr(tmp_path, capsys):
    path = tmp_path / "job.txt"
    path.write_text(AD.replace("bread", "bre\u200bad"), encoding="utf-8")

    assert main(["job", str(path), "--json"]) == 0

    captured = capsys.readouterr()
    assert "Invisible characters" in captured.err
    assert "Invisible characters" not in captured.out


def test_a_posting_is_read_from_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(AD.encode("utf-16"))))

    assert main(["job", "-", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["title"] == "Night Baker"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (bytes(range(256)) * 40, "is not text"),
        (b"a" * 5_000_001, "larger than 5 MB"),
        (b"404 page not found", "error page"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_1(content, message, tmp_path, monkeypatch, capsys):
    path = tmp_path / "job.txt"
    path.write_bytes(content)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    for source in ("-", str(path)):
        assert main(["job", source]) == 1

        captured = capsys.readouterr()
        assert message in captured.err
        assert captured.err.count("\n") == 1
        assert not captured.out


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.txt", "no such file"),
        (".", "is a folder"),
        ("ftp://x.example/job", "no web address"),
    ],
)
def test_a_source_that_is_none_is_named(source, message, capsys):
    assert main(["job", source]) == 1

    assert message in capsys.readouterr().err


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/ad": (
                200,
                "text/html; charset=latin-1",
                f"<p>Çafé</p><pre>{AD}</pre>".encode("latin-1"),
            ),
            "/odd": (200, "text/plain; charset=x-none", AD.encode()),
            "/pdf": (200, "application/pdf", b"%PDF-1.7"),
            "/empty": (200, "text/html", b""),
            "/big": (200, "text/plain", b"a" * 5_000_001),
        }
        status, kind, body = answers.get(self.path, (404, "text/html", b"gone"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Pages) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize("page", ["/ad", "/odd"])
def test_a_posting_is_read_from_the_web(page, server, capsys):
    assert main(["job", server + page, "--json"]) == 0

    assert len(json.loads(capsys.readouterr().out)["requirements"]) == 4


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("/gone", "answered 404"),
        ("/pdf", "application/pdf"),
        ("/empty", "is empty"),
        ("/big", "larger than 5 MB"),
    ],
)
def test_a_web_page_that_cannot_be_used_is_explained(page, message, server, capsys):
    assert main(["job", server + page]) == 1

    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/job", "http://[broken/job", "https://"])
def test_an_address_that_cannot_be_reached_is_explained(address, capsys):
    assert main(["job", address]) == 1

    assert capsys.readouterr().err.startswith(f"tailor: {address} ")
