"""The program as whoever runs the server meets it: stopping, being killed, backing up while people work.

Signing in is the write: it is acknowledged by a redirect, and each one leaves an entry in the log.
"""

import http.client
import re
import signal
import subprocess
import threading
import time
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from conftest import free_port, tail, wait_until_healthy

USERNAME, PASSWORD = "quantri", "mot mat khau de thu"


class Site:
    """An installation of real data with one account."""

    def __init__(self, program, environment, folder):
        self.program, self.environment, self.folder = program, environment, folder
        self.log = folder.parent / "log.txt"
        self.port = free_port()
        self.process = None

    def run(self, command, *arguments, folder=None, environment=None, stdin="", check=True):
        done = subprocess.run(
            [self.program, *command.split(), "--data", str(folder or self.folder), *arguments], input=stdin,
            env=environment or self.environment, capture_output=True, text=True, timeout=120)
        assert not check or done.returncode == 0, f"bangvang {command}:\n{done.stdout}\n{done.stderr}"
        return done

    def start(self):
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [self.program, "serve", "--data", str(self.folder), "--port", str(self.port)], env=self.environment,
                stdout=output, stderr=subprocess.STDOUT)
        wait_until_healthy(f"http://localhost:{self.port}", self.process, self.log)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=20)

    def events(self):
        """How many entries the log holds. Fails when anything in the data is not whole."""
        return int(re.search(r"(\d+) mục nhật ký", self.run("verify").stdout).group(1))

    def metric(self, name):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
            return float(re.search(rf"^{name} (\S+)$", answer.read().decode(), re.MULTILINE).group(1))

    def sign_in(self, connection):
        """Signs in once over this connection; returns the status of the answer."""
        connection.request("GET", "/dang-nhap")
        answer = connection.getresponse()
        token = re.search(r'name="_csrf" value="([^"]+)"', answer.read().decode()).group(1)
        connection.request(
            "POST", "/dang-nhap", body=urlencode({"_csrf": token, "username": USERNAME, "password": PASSWORD}),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": answer.getheader("Set-Cookie").split(";")[0],
            })
        answer = connection.getresponse()
        answer.read()
        return answer.status

    @contextmanager
    def people(self, count):
        """People who sign in again and again; yields the list of statuses that they were answered with."""
        statuses, over = [], threading.Event()

        def work():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            while not over.is_set():
                try:
                    statuses.append(self.sign_in(connection))
                except (OSError, http.client.HTTPException):
                    # Not acknowledged: the server is gone.
                    over.wait(0.05)
                    connection.close()
            connection.close()

        threads = [threading.Thread(target=work) for _ in range(count)]
        for thread in threads:
            thread.start()
        try:
            yield statuses
        finally:
            over.set()
            for thread in threads:
                thread.join()


@pytest.fixture
def site(program, database, environment, tmp_path):
    name = database.create() if database else None
    site = Site(program, environment(name), tmp_path / "data")
    site.run(
        "account create", "--username", USERNAME, "--name", "Bùi Thị Quản", "--role", "administrator", "--unit", "19",
        "--unit-name", "Tỉnh Mẫu", "--password-stdin", stdin=PASSWORD + "\n")
    site.start()
    yield site
    if site.process.poll() is None:
        site.process.kill()
        site.process.wait()
    if name:
        database.drop(name)


def test_what_was_acknowledged_survives_a_kill(site):
    before = site.events()
    acknowledged = 0
    for _ in range(4):
        with site.people(8) as statuses:
            time.sleep(1.3)
            site.stop(signal.SIGKILL)
            time.sleep(0.3)
        acknowledged += len(statuses)
        assert statuses and set(statuses) == {303}, tail(site.log)
        assert site.events() >= before + acknowledged
        site.start()


def test_thirty_two_people_write_at_once(site):
    before = site.events()
    with site.people(32) as statuses:
        time.sleep(4)
    assert set(statuses) == {303}, tail(site.log)
    assert site.events() == before + len(statuses)


def test_stopping_answers_what_is_under_way(site):
    answers = []
    with_form = []
    for _ in range(12):
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
        connection.request("GET", "/dang-nhap")
        answer = connection.getresponse()
        token = re.search(r'name="_csrf" value="([^"]+)"', answer.read().decode()).group(1)
        with_form.append((connection, answer.getheader("Set-Cookie").split(";")[0], token))

    def send(connection, cookie, token):
        connection.request(
            "POST", "/dang-nhap", body=urlencode({"_csrf": token, "username": USERNAME, "password": PASSWORD}),
            headers={"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
        answers.append(connection.getresponse().status)

    threads = [threading.Thread(target=send, args=form) for form in with_form]
    for thread in threads:
        thread.start()
    # All of them have come in (the question after that is one more), and passwords take a while.
    until = time.monotonic() + 5
    while site.metric("bangvang_requests_in_flight") - 1 + len(answers) < 12:
        assert time.monotonic() < until, tail(site.log)
    assert len(answers) < 12
    assert site.stop() == 0
    for thread in threads:
        thread.join()
    assert answers == [303] * 12, tail(site.log)


def test_backup_while_people_work_is_whole(site, database, environment, tmp_path):
    archive = tmp_path / "backup.tar"
    with site.people(8) as statuses:
        time.sleep(0.5)
        site.run("backup", "--to", str(archive))
    assert set(statuses) == {303}
    name = database.create() if database else None
    try:
        elsewhere = tmp_path / "restored"
        site.run("restore", "--from", str(archive), folder=elsewhere, environment=environment(name))
        restored = site.run("verify", folder=elsewhere, environment=environment(name))
        assert "nguyên vẹn" in restored.stdout
        again = site.run("restore", "--from", str(archive), folder=elsewhere, environment=environment(name), check=False)
        assert again.returncode == 1
        assert "không trống" in again.stderr
    finally:
        if name:
            database.drop(name)


def test_the_clock_of_real_data_stands_still(site):
    refused = site.run("serve", "--port", "0", "--clock", "2025-12-05T08:00", check=False)
    assert refused.returncode == 1
    assert "dữ liệu thật" in refused.stderr
