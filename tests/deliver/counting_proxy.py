"""Stands between the sender and Kannel and counts: each submission that comes is written down before it goes on, with
its key and what was answered. It can also answer badly, as gateways do."""

import http.client
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SURELY_NOT_SENT = 503


class CountingProxy:
    """`mode` may be set at any time: pass; refuse (503, nothing goes on); fail (500, nothing goes on); lie (it goes on,
    500 is answered); slow (it goes on, the answer takes `delay`); cut (it goes on, the connection is cut)."""

    def __init__(self, port, to_port):
        self.mode = "pass"
        self.delay = 0.0
        self.submissions = []  # (key, what was answered)
        self.lock = threading.Lock()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                proxy.handle(self)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # a sender that was killed has no connection any more

        self.server = Server(("127.0.0.1", port), Handler)
        self.to_port = to_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def handle(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        link = urllib.parse.urlparse(request.headers.get("X-Kannel-DLR-Url", ""))
        key = urllib.parse.parse_qs(link.query).get("key", [""])[0]
        with self.lock:
            place = len(self.submissions)
            self.submissions.append((key, "unanswered"))
        status = self.answer_of(request, body)
        if self.mode == "slow":
            time.sleep(self.delay)
        if self.mode == "cut":
            request.close_connection = True
            request.connection.close()
            return
        with self.lock:
            self.submissions[place] = (key, str(status))
        request.send_response(status)
        request.send_header("Content-Length", "0")
        request.send_header("Connection", "close")
        request.end_headers()

    def answer_of(self, request, body):
        if self.mode == "refuse":
            return SURELY_NOT_SENT
        if self.mode == "fail":
            return 500
        onward = http.client.HTTPConnection("127.0.0.1", self.to_port, timeout=20)
        try:
            onward.connect()
        except OSError:
            return SURELY_NOT_SENT  # nothing left this proxy
        try:
            onward.request("POST", request.path, body, dict(request.headers))
            status = onward.getresponse().status
        except OSError:
            return 502  # nobody knows
        except http.client.HTTPException:
            return 502
        finally:
            onward.close()
        return 500 if self.mode == "lie" else status

    def given(self):
        """How often each key was given to the gateway; sure refusals aside."""
        count = {}
        with self.lock:
            for key, answer in self.submissions:
                if answer != str(SURELY_NOT_SENT):
                    count[key] = count.get(key, 0) + 1
        return count
