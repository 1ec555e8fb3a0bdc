"""The two kinds of ledger, for tests that kill what holds them."""

import os
import pwd
import subprocess
import time

from loopback import Missing, free_port, wait_until

PROGRAMS = "/usr/lib/postgresql/15/bin"


class Sqlite:
    can_be_killed = False

    def __init__(self, programs):
        self.file = os.path.join(programs.folder, "ledger.db")

    def options(self):
        return ["--ledger", self.file]


class Postgresql:
    """A PostgreSQL of our own, in a folder of its own. It refuses to be run by root: then it is `postgres` who does."""
    can_be_killed = True

    def __init__(self, programs):
        if not os.path.exists(os.path.join(PROGRAMS, "initdb")):
            raise Missing("PostgreSQL 15 is not installed")
        self.programs = programs
        self.port = free_port()
        self.folder = os.path.join(programs.folder, "postgresql")
        self.owner = {}
        os.makedirs(self.folder, mode=0o700)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            self.owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            os.chmod(programs.folder, 0o711)
        self.run("initdb", "--no-sync", "-A", "trust", "-U", "passerelle", "-E", "UTF8", "--locale=C", "-D", self.folder)
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "passerelle", "ledger")

    def run(self, program, *arguments):
        subprocess.run([os.path.join(PROGRAMS, program), *arguments], check=True, capture_output=True, cwd="/",
                       **self.owner)

    def start(self):
        self.begin()
        wait_until(self.is_ready, "PostgreSQL", 60)

    def begin(self):
        self.programs.start_program(
            "database", [os.path.join(PROGRAMS, "postgres"), "-D", self.folder, "-p", str(self.port), "-h", "127.0.0.1",
                         "-k", "", "-c", "max_connections=30", "-c", "shared_buffers=32MB"], cwd="/", **self.owner)

    def is_ready(self):
        if not self.programs.is_alive("database"):
            # The children of a killed server may still hold its memory for a moment.
            time.sleep(0.2)
            self.begin()
        ready = subprocess.run([os.path.join(PROGRAMS, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                               check=False)
        return ready.returncode == 0

    def kill_and_start(self):
        self.programs.kill("database")
        self.start()

    def options(self):
        return ["--ledger", f"postgresql://passerelle@127.0.0.1:{self.port}/ledger",
                "--never", os.path.join(self.programs.folder, "never"),
                "--ledger-key", os.path.join(self.programs.folder, "key")]
