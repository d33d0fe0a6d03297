"""The review server against whatever is not the person's own browser; and what its forms do."""

import re
import socket

import pytest
from review_samples import DOUGHS, HOSTILE, MENU, PARTY, run_folder
from review_server import Server

from tailor.cli import main
from tailor.domain.changes import digest

pytest.importorskip("starlette", reason="needs the extra 'web'")
pytest.importorskip("uvicorn", reason="needs the extra 'web'")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A server that the attacks share: none of them may change anything."""
    run = run_folder(tmp_path_factory.mktemp("web"))
    server = Server(run)
    cookie, form_token = server.let_in()
    yield server, run, cookie, form_token
    server.end()


@pytest.fixture
def started(tmp_path):
    run = run_folder(tmp_path)
    server = Server(run)
    yield server, run
    server.end()


def fields(change, form_token, **more):
    return {"form_token": form_token, "id": change.id, "digest": digest(change), **more}


# Who gets in


def test_without_the_token_nothing_is_shown(shared):
    server, _, _, _ = shared
    for path in ("/", "/?token=", "/?token=wrong", "/page.css", "/nothing"):
        status, _, text = server.ask(path=path)
        assert status == 403
        assert "doughs" not in text


def test_the_link_works_once(started):
    server, _ = started
    server.let_in()
    status, headers, _ = server.ask(path=f"/?token={server.token}")
    assert status == 403
    assert "set-cookie" not in headers


def test_the_cookie_is_for_this_site_only_and_no_script_can_read_it(started):
    server, _ = started
    _, headers, _ = server.ask(path=f"/?token={server.token}")
    assert headers["location"] == "/"
    assert "HttpOnly; SameSite=Strict; Path=/" in headers["set-cookie"]


@pytest.mark.parametrize(
    "cookie", ["tailor-review=x", "tailor-review-{port}=", "tailor-review-{port}=\xe9", "=;;=\x01"]
)
def test_a_made_up_cookie_does_not_get_in(shared, cookie):
    server, _, _, _ = shared
    assert server.ask(Cookie=cookie.format(port=server.port))[0] in (400, 403)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_another_host_name_is_turned_away_even_with_the_cookie(shared, host):
    server, _, cookie, _ = shared
    status, _, text = server.ask(Host=host.format(port=server.port), Cookie=cookie)
    assert status == 421
    assert "doughs" not in text


def test_a_request_without_a_host_is_turned_away(shared):
    server, _, cookie, _ = shared
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(f"GET / HTTP/1.1\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode())
        assert raw.recv(100).split()[1] in (b"400", b"421")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_turned_away_even_with_cookie_and_form_token(shared, origin, method):
    server, run, cookie, form_token = shared
    status, _, _ = server.ask(
        method,
        "/decide" if method == "POST" else "/",
        body=f"form_token={form_token}&id={DOUGHS.id}&action=accept".encode(),
        Cookie=cookie,
        Origin=origin.format(port=server.port),
    )
    assert status == 403
    assert run.decisions() is None


def test_a_form_without_origin_or_from_another_site_is_turned_away(shared):
    server, run, cookie, form_token = shared
    body = f"form_token={form_token}&id={DOUGHS.id}&action=accept".encode()
    assert server.ask("POST", "/decide", body=body, Cookie=cookie)[0] == 403
    own = f"http://127.0.0.1:{server.port}"
    for site in ("cross-site", "same-site"):
        answer = server.ask(
            "POST", "/decide", body=body, Cookie=cookie, Origin=own, Sec_Fetch_Site=site
        )
        assert answer[0] == 403
    assert run.decisions() is None


@pytest.mark.parametrize("form_token", ["", "wrong", "\udcff"])
def test_a_form_that_this_page_did_not_make_is_refused(shared, form_token):
    server, run, cookie, _ = shared
    form = fields(DOUGHS, form_token.encode("utf-8", "replace"), action="accept")
    assert server.post("/decide", cookie, **form)[0] == 403
    assert run.decisions() is None


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page.css/../guard.py",
        "/templates/review.html",
        "//etc/passwd",
        "/changes.json",
        "/decisions.json",
        "/..%5c..%5cetc%5cpasswd",
    ],
)
def test_no_file_can_be_reached(shared, path):
    server, _, cookie, _ = shared
    status, _, text = server.ask(path=path, Cookie=cookie)
    assert status == 404
    assert "root:" not in text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(shared, method):
    server, run, cookie, _ = shared
    own = f"http://127.0.0.1:{server.port}"
    assert server.ask(method, "/decide", Cookie=cookie, Origin=own)[0] == 405
    assert run.decisions() is None


def test_a_body_that_is_too_large_is_refused_said_or_not(shared):
    server, run, cookie, form_token = shared
    own = f"http://127.0.0.1:{server.port}"
    large = f"form_token={form_token}&text={'x' * 100_000}".encode()
    assert server.ask("POST", "/edit", body=large, Cookie=cookie, Origin=own)[0] == 413
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        head = (
            f"POST /edit HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {cookie}\r\n"
            f"Origin: {own}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        raw.sendall(head.encode() + (b"10000\r\n" + b"x" * 0x10000 + b"\r\n") * 2)
        assert raw.recv(100).split()[1] == b"413"
    assert run.decisions() is None


@pytest.mark.parametrize("length", ["-1", "abc", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(shared, length):
    server, _, cookie, _ = shared
    own = f"http://127.0.0.1:{server.port}"
    answer = server.ask("POST", "/edit", body=b"", Cookie=cookie, Origin=own, Content_Length=length)
    assert answer[0] in (400, 413)


def test_every_answer_forbids_what_the_page_does_not_need(shared):
    server, _, cookie, _ = shared
    for path, headers in (("/", {"Cookie": cookie}), ("/", {}), ("/none", {"Cookie": cookie})):
        _, answer, _ = server.ask(path=path, **headers)
        policy = answer["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
        assert "unsafe" not in policy
        assert answer["cache-control"] == "no-store"
        assert answer["x-frame-options"] == "DENY"
        assert answer["x-content-type-options"] == "nosniff"
        assert "server" not in answer


def test_hostile_text_of_the_ad_and_the_profile_is_text_on_the_page(shared):
    server, _, cookie, _ = shared
    _, _, page = server.ask(Cookie=cookie)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&#39;ad&#39;)&lt;/script&gt;" in page
    assert "<b>dessert" not in page
    assert HOSTILE not in page


def test_hostile_filters_are_text_on_the_page(shared):
    server, _, cookie, _ = shared
    _, _, page = server.ask(path="/?entry=%22%3E%3Cscript%3Ex%3C/script%3E", Cookie=cookie)
    assert "<script>x" not in page


def test_it_listens_on_one_loopback_address_only(shared):
    server, _, _, _ = shared
    # A server on all addresses would answer here as well.
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", server.port), timeout=2):  # noqa: PT011
        pass


# What the forms do


def test_a_decision_is_saved_and_leads_back_to_the_card(started):
    server, run = started
    cookie, form_token = server.let_in()
    form = fields(DOUGHS, form_token, action="accept", back="entry=marina")
    status, headers, _ = server.post("/decide", cookie, **form)
    assert status == 303
    assert headers["location"] == "/?entry=marina#rewrite%3Adoughs"
    assert [made.change_id for made in run.decisions()] == [DOUGHS.id]
    assert server.post("/undo", cookie, form_token=form_token)[0] == 303
    assert run.decisions() == ()


def test_a_page_that_is_out_of_date_decides_nothing(started):
    server, run = started
    cookie, form_token = server.let_in()
    form = fields(DOUGHS, form_token, action="accept") | {"digest": "old"}
    status, _, page = server.post("/decide", cookie, **form)
    assert status == 409
    assert "has changed since you saw it" in page
    assert run.decisions() is None


def test_a_refused_edit_comes_back_with_the_reason_and_the_text(started):
    server, run = started
    cookie, form_token = server.let_in()
    form = fields(DOUGHS, form_token, text="Led the <kitchen>.")
    status, _, page = server.post("/edit", cookie, **form)
    assert status == 422
    assert "Led the &lt;kitchen&gt;.</textarea>" in page
    assert "Keep it as my own statement" in page
    assert run.decisions() is None
    assert server.post("/edit", cookie, **form, own_word="yes")[0] == 303
    assert run.decisions()[0].verdict.by == "attested"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/decide", {"id": "none", "action": "accept"}),
        ("/decide", {"action": "edit"}),
        ("/decide", {}),
        ("/edit", {"text": ""}),
        ("/edit", {"id": PARTY.id, "digest": digest(PARTY), "text": "x"}),
        ("/reword", {}),
        ("/undo", {}),
    ],
)
def test_what_cannot_be_done_is_said_in_plain_words(shared, path, form):
    server, run, cookie, form_token = shared
    status, _, page = server.post(path, cookie, **(fields(DOUGHS, form_token) | form))
    assert status == 409
    assert 'class="notice" role="alert"' in page
    assert run.decisions() is None


def test_accept_all_takes_what_is_undecided_of_one_kind(started):
    server, run = started
    cookie, form_token = server.let_in()
    assert server.post("/accept-all", cookie, **fields(MENU, form_token))[0] == 303
    assert {made.change_id for made in run.decisions()} == {DOUGHS.id, MENU.id}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=omit", {PARTY.id}),
        ("requirement=r3", {MENU.id}),
        ("entry=basics", {"insert:summary"}),
        ("state=accepted", set()),
        ("verdict=not_enough_evidence", {"kept:waste"}),
        ("entry=marina&kind=rewrite", {DOUGHS.id, MENU.id}),
    ],
)
def test_the_filters_show_what_they_name(shared, query, shown):
    server, _, cookie, _ = shared
    _, _, page = server.ask(path=f"/?{query}", Cookie=cookie)
    assert set(re.findall(r'<article class="card [^"]*" id="([^"]+)"', page)) == shown


def test_ending_the_review_on_the_page_writes_the_resume_and_stops_the_server(started):
    server, run = started
    cookie, form_token = server.let_in()
    server.post("/decide", cookie, **fields(DOUGHS, form_token, action="accept"))
    status, _, page = server.post("/finish", cookie, form_token=form_token)
    assert (status, "The review is ended" in page) == (200, True)
    code, printed = server.wait()
    assert code == 0
    assert "Accepted 1" in printed
    assert server.token not in printed
    assert DOUGHS.after in (run.path / "resume.md").read_text("utf-8")


def test_ctrl_c_ends_the_review_with_everything_saved(started):
    server, _ = started
    cookie, form_token = server.let_in()
    server.post("/decide", cookie, **fields(DOUGHS, form_token, action="accept"))
    code, printed = server.end()
    assert code == 0
    assert "Accepted 1" in printed
    assert "Traceback" not in printed


def test_a_port_that_is_taken_is_said_so(tmp_path, capsys):
    run = run_folder(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["review", str(run.path), "--web", "--port", str(port)]) == 1
    assert "cannot be used" in capsys.readouterr().err
