"""Real gateways on this machine alone: Kannel, an operator of SMS of ours, a mail server. Every program listens on
127.0.0.1, on a free port, and is stopped by its own process id.

    with Loopback(folder) as loopback:
        loopback.start()
        print(loopback.settings())      # what `passerelle --config` needs
"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))


class Missing(Exception):
    """A program that is not installed here."""


GIVEN = set()


def free_port():
    """Below the ports that the system gives to outgoing connections, and never the same twice."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in GIVEN:
            GIVEN.add(port)
            return port


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(holds, what, seconds=20.0):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError(f"{what}: nothing after {seconds:.0f} s")
        time.sleep(0.02)


def need(program):
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin:/usr/bin:/bin")
    if not found:
        raise Missing(f"{program} is not installed")
    return found


def python_with(module):
    """The interpreter of the system may have what another one in front of it has not."""
    for interpreter in (sys.executable, "/usr/bin/python3"):
        found = subprocess.run([interpreter, "-c", f"import {module}"], capture_output=True, check=False)
        if found.returncode == 0:
            return interpreter
    raise Missing(f"the Python module {module} is not installed")


def smpp_packages():
    """Where the SMPP library of the operator is installed; fetched once, with npm, into build/."""
    need("node")
    folder = os.path.join(SOURCE, "build", "smsc")
    if not os.path.isdir(os.path.join(folder, "node_modules", "smpp")):
        npm = need("npm")
        os.makedirs(folder, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(HERE, "smsc", name), folder)
        done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Missing("npm could not fetch the package smpp: " + done.stderr.strip()[-200:])
    return folder


class Programs:
    """Programs started here; all are stopped when this ends, also after an error."""

    def __init__(self, folder):
        self.folder = folder
        self.running = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # What these would still tidy up is thrown away with the folder.
        for name in list(self.running)[::-1]:
            self.kill(name)

    def start_program(self, name, command, **options):
        with open(os.path.join(self.folder, name + ".log"), "ab") as log:
            self.running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                                  stderr=subprocess.STDOUT, start_new_session=True, **options)
        return self.running[name]

    def is_alive(self, name):
        return name in self.running and self.running[name].poll() is None

    def kill(self, name, number=signal.SIGKILL):
        """This program and the children it has: they share its process group."""
        program = self.running.pop(name, None)
        if program is None:
            return
        try:
            os.killpg(program.pid, number)
        except ProcessLookupError:
            pass
        try:
            program.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait(timeout=10)

    def stop(self, name):
        self.kill(name, signal.SIGTERM)


class Loopback(Programs):
    """Kannel with an operator behind it, and a mail server."""

    def __init__(self, folder):
        super().__init__(os.path.abspath(folder))
        self.bearerbox, self.smsbox = need("bearerbox"), need("smsbox")
        self.packages = smpp_packages()
        self.mail_python = python_with("aiosmtpd")
        for name in ("spool", "reports", "mails"):
            os.makedirs(self.path(name), mode=0o700, exist_ok=True)
        self.ports = {name: free_port()
                      for name in ("operator", "control", "admin", "box", "sendsms", "mail", "listen")}
        self.secret_file("sms_password", "sms-secret-of-this-machine")
        self.secret_file("listen_secret", "listen-secret-of-this-machine")

    def path(self, name):
        return os.path.join(self.folder, name)

    def secret_file(self, name, secret):
        descriptor = os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secret + "\n")

    def secret(self, name):
        with open(self.path(name), encoding="ascii") as file:
            return file.read().strip()

    def start(self):
        self.start_operator()
        self.start_mail()
        self.start_kannel()

    def start_operator(self):
        self.start_program("operator", [need("node"), os.path.join(HERE, "smsc", "smsc.js"),
                                        "--port", str(self.ports["operator"]),
                                        "--control", str(self.ports["control"]),
                                        "--record", self.path("arrived.ndjson"), "--packages", self.packages])
        wait_until(lambda: answers(self.ports["control"]) and answers(self.ports["operator"]), "operator")

    def start_mail(self):
        self.start_program("mail", [self.mail_python, os.path.join(HERE, "mail_server.py"),
                                    str(self.ports["mail"]), self.path("mails")])
        wait_until(lambda: answers(self.ports["mail"]), "mail server")

    def start_kannel(self):
        self.start_bearerbox()
        self.start_smsbox()

    def start_bearerbox(self):
        with open(self.path("kannel.conf"), "w", encoding="utf-8") as file:
            os.chmod(self.path("kannel.conf"), 0o600)
            file.write(self.kannel_configuration())
        self.start_program("bearerbox", [self.bearerbox, self.path("kannel.conf")], cwd=self.folder)
        wait_until(lambda: answers(self.ports["box"]), "bearerbox")
        wait_until(lambda: self.operator_state()["links"] > 0, "link of Kannel with the operator")

    def takes_messages(self):
        """Whether the smsbox has found its bearerbox: until then it answers 503."""
        status = f"http://127.0.0.1:{self.ports['admin']}/status.txt?password={self.secret('sms_password')}"
        try:
            with urllib.request.urlopen(status, timeout=5) as answer:
                return "\n    smsbox:" in answer.read().decode(errors="replace").replace("\t", "    ")
        except OSError:
            return False

    def start_smsbox(self):
        self.start_program("smsbox", [self.smsbox, self.path("kannel.conf")], cwd=self.folder)
        wait_until(lambda: answers(self.ports["sendsms"]) and self.takes_messages(), "smsbox")

    def operator(self, what, content):
        request = urllib.request.Request(f"http://127.0.0.1:{self.ports['control']}/{what}",
                                         data=json.dumps(content).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def operator_state(self):
        return self.operator("state", {})

    def arrived(self):
        """What the operator received, in order."""
        try:
            with open(self.path("arrived.ndjson"), encoding="utf-8") as file:
                return [json.loads(line) for line in file]
        except FileNotFoundError:
            return []

    def kannel_configuration(self):
        ports = self.ports
        return f"""# Kannel on 127.0.0.1 alone, with what it holds kept on disk.
group = core
admin-port = {ports['admin']}
admin-interface = 127.0.0.1
admin-password = {self.secret('sms_password')}
smsbox-port = {ports['box']}
smsbox-interface = 127.0.0.1
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
store-type = spool
store-location = "{self.path('spool')}"
dlr-storage = spool
dlr-spool = "{self.path('reports')}"
log-level = 2
log-file = "{self.path('bearerbox_core.log')}"

group = smsc
smsc = smpp
smsc-id = operator
host = 127.0.0.1
port = {ports['operator']}
transceiver-mode = true
smsc-username = passerelle
smsc-password = smpp
system-type = ""
reconnect-delay = 1
connection-timeout = 10
enquire-link-interval = 5
wait-ack = 5
max-pending-submits = 50

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {ports['box']}
sendsms-port = {ports['sendsms']}
sendsms-interface = 127.0.0.1
http-request-retry = 600
http-queue-delay = 1
http-timeout = 20
log-level = 2
log-file = "{self.path('smsbox_core.log')}"

group = sendsms-user
username = passerelle
password = {self.secret('sms_password')}
concatenation = true
max-messages = 6
user-allow-ip = "127.0.0.1"

group = sms-service
keyword = default
catch-all = true
max-messages = 0
omit-empty = true
get-url = "http://127.0.0.1:{ports['listen']}/inbound/kannel?secret={self.secret('listen_secret')}&id=%I&from=%p&text=%a"
"""

    def settings(self, sms_port=None, mail_port=None):
        """A configuration of passerelle that speaks to these; the ports of what stands in front, when something does."""
        return f"""[sms]
gateway = "kannel"
url = "http://127.0.0.1:{sms_port or self.ports['sendsms']}/cgi-bin/sendsms"
user = "passerelle"
secret = "sms_password"
sender = "36000"

[email]
url = "smtp://127.0.0.1:{mail_port or self.ports['mail']}"
sender = "emploi@example.org"
sender_name = "Équipe emploi"

[listen]
secret = "listen_secret"
kannel_base = "http://127.0.0.1:{self.ports['listen']}"
public_base = "https://emploi.example.org"
"""
