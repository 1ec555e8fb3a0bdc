"""A mail server on this machine alone, to test gateways against:
python3 mail_server.py PORT FOLDER [ADDRESS] [--login USER:PASSWORD] [--certificate FILE]

Each mail is one file of FOLDER, on disk before it is acknowledged. FOLDER/mode, when it is there, holds one word:
refuse (550 to each recipient), later (451), vanish (the mail is kept, the connection cut before the answer), slow.
With --login nothing is taken before that user has logged in; with --certificate (the certificate and its key, PEM),
before STARTTLS either. FOLDER/said then tells what was heard, a line each: "tls", "login USER PASSWORD", "mail".
"""

import argparse
import asyncio
import logging
import os
import ssl
import warnings
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Post:
    def __init__(self, folder, login):
        self.folder = folder
        self.login = login
        self.count = 0

    def said(self, line):
        with open(os.path.join(self.folder, "said"), "a", encoding="utf-8") as file:
            file.write(line + "\n")

    def handle_STARTTLS(self, server, session, envelope):
        self.said("tls")
        return True

    def authenticate(self, server, session, envelope, mechanism, data):
        user, password = data.login.decode(), data.password.decode()
        self.said(f"login {user} {password}")
        return AuthResult(success=f"{user}:{password}" == self.login, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.said("mail")
        envelope.mail_from = address
        return "250 OK"

    def mode(self):
        try:
            with open(os.path.join(self.folder, "mode"), encoding="ascii") as file:
                return file.read().strip()
        except FileNotFoundError:
            return ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        mode = self.mode()
        if mode == "refuse":
            return "550 no such person"
        if mode == "later":
            return "451 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mode = self.mode()
        if mode == "slow":
            await asyncio.sleep(5)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.count += 1
        name = "".join(letter for letter in message["Message-ID"] if letter.isalnum())[:64]
        path = os.path.join(self.folder, f"{name}.{self.count}.{os.getpid()}.eml")
        with open(path + ".part", "wb") as file:
            file.write(envelope.content)
            file.flush()
            os.fsync(file.fileno())
        os.rename(path + ".part", path)
        if mode == "vanish":
            server.transport.abort()
        return "250 kept"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("folder")
    parser.add_argument("address", nargs="?", default="127.0.0.1")
    parser.add_argument("--login")
    parser.add_argument("--certificate")
    asked = parser.parse_args()
    # Clients that hang up and logins in clear are what is tried here: no news.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    os.makedirs(asked.folder, mode=0o700, exist_ok=True)
    post = Post(asked.folder, asked.login)
    tls = None
    if asked.certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(asked.certificate)
    Controller(post, hostname=asked.address, port=asked.port, tls_context=tls, require_starttls=tls is not None,
               authenticator=post.authenticate, auth_required=asked.login is not None,
               auth_require_tls=tls is not None or asked.login is None).start()
    asyncio.new_event_loop().run_forever()


main()
