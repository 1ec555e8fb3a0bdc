"""A mail server on this machine alone, to test gateways against: python3 mail_server.py PORT FOLDER [ADDRESS]

Each mail is one file of FOLDER, on disk before it is acknowledged. FOLDER/mode, when it is there, holds one word:
refuse (550 to each recipient), later (451), vanish (the mail is kept, the connection cut before the answer), slow.
"""

import asyncio
import os
import sys
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Post:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

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
    port, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, mode=0o700, exist_ok=True)
    Controller(Post(folder), hostname=sys.argv[3] if len(sys.argv) > 3 else "127.0.0.1", port=port).start()
    asyncio.new_event_loop().run_forever()


main()
