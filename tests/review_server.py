"""`tailor review --web` as a process, for the tests that attack it and the ones that use it."""

import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode


class Server:
    """The server of one run; `link` is what it printed."""

    def __init__(self, run):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tailor", "review", str(run.path), "--web"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._ended = None
        self.link = self._printed_link()
        self.port = int(re.search(r":(\d+)/", self.link)[1])
        self.token = self.link.partition("token=")[2]

    def _printed_link(self):
        for line in self._process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line):
                return found[0]
        raise AssertionError(f"the server printed no link: {self.end()}")

    def ask(self, method="GET", path="/", *, body=None, **headers):
        """Status, headers and text of an answer. Header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            sent = {"Host": f"127.0.0.1:{self.port}", **named}
            if (
                body is not None
                and "Content-Length" not in sent
                and "Transfer-Encoding" not in sent
            ):
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def let_in(self):
        """Use the link; give the cookie and the token of the page's forms."""
        _, headers, _ = self.ask(path=f"/?token={self.token}")
        cookie = headers["set-cookie"].partition(";")[0]
        _, _, page = self.ask(Cookie=cookie)
        return cookie, re.search(r'name="form_token" value="([^"]+)"', page)[1]

    def post(self, path, cookie, **fields):
        """Send a form as the page does."""
        return self.ask(
            "POST",
            path,
            body=urlencode(fields).encode(),
            Cookie=cookie,
            Origin=f"http://127.0.0.1:{self.port}",
            Content_Type="application/x-www-form-urlencoded",
        )

    def end(self):
        """Interrupt it as Ctrl-C does; its exit code and what it printed."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        return self.wait()

    def wait(self):
        """The exit code when it ends by itself, and what it printed."""
        if self._ended is None:
            out, err = self._process.communicate(timeout=15)
            self._ended = self._process.returncode, out + err
        return self._ended
