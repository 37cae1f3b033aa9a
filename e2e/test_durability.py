"""What was acknowledged is there, whatever happens to the program."""

import http.client
import random
import re
import signal
import subprocess
import threading
import time
import urllib.parse

import pytest

from conftest import CLOCK, free_port, wait_until_healthy


class Client:
    """A signed-in person without a browser."""

    def __init__(self, port, account):
        self.port = port
        status, headers, text = self.send("GET", "/dang-nhap")
        assert status == 200
        form_cookie = headers["Set-Cookie"].split(";")[0]
        token = re.search(r'name="_csrf" value="([^"]+)"', text).group(1)
        status, headers, _ = self.send(
            "POST", "/dang-nhap", {"_csrf": token, "username": account.username, "password": account.password}, form_cookie)
        assert status == 303
        self.cookie = next(
            value.split(";")[0] for value in headers.get_all("Set-Cookie") if value.startswith("__Host-phien="))

    def send(self, method, path, fields=None, cookie=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": cookie or getattr(self, "cookie", "")}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        text = response.read().decode("utf-8")
        connection.close()
        return response.status, response.headers, text

    def token(self, path):
        return re.search(r'name="_csrf" value="([^"]+)"', self.send("GET", path)[2]).group(1)


@pytest.fixture
def place(program, database, environment, demo_data, tmp_path):
    """A copy of the demonstration data that a test starts and stops servers on by itself."""
    import shutil

    folder = tmp_path / "data"
    shutil.copytree(demo_data.folder, folder)
    name = database.create(template=demo_data.database) if database else None
    env = environment(name)

    def start():
        port = free_port()
        log = tmp_path / "log.txt"
        process = subprocess.Popen(
            [program, "serve", "--data", str(folder), "--port", str(port), "--clock", CLOCK], env=env,
            stdout=log.open("ab"), stderr=subprocess.STDOUT)
        wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
        return process, port

    def run(*arguments):
        return subprocess.run(
            [program, *arguments, "--data", str(folder)], env=env, capture_output=True, text=True, timeout=300)

    yield start, run, next(a for a in demo_data.accounts if a.username == "canbo.phongquang")
    if name:
        database.drop(name)


def submit_all(client, ids, csrf, acknowledged, lock):
    for identity in ids:
        try:
            status, _, _ = client.send("POST", f"/ho-so/{identity}/trinh", {"_csrf": csrf, "version": "2"})
        except (OSError, http.client.HTTPException):
            return
        if status == 303:
            with lock:
                acknowledged.append(identity)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_acknowledged_submission_is_lost(place, how):
    start, run, account = place
    made = run("bulk", "--drafts", "200")
    ids = re.findall(r"^[0-9a-f-]{36}$", made.stdout, re.M)
    assert len(ids) == 200, made.stderr

    process, port = start()
    client = Client(port, account)
    csrf = client.token(f"/ho-so/{ids[0]}")
    acknowledged, lock = [], threading.Lock()
    threads = [
        threading.Thread(target=submit_all, args=(client, ids[part::8], csrf, acknowledged, lock)) for part in range(8)]
    for thread in threads:
        thread.start()
    # Somewhere in the middle: neither before the first answer nor after the last.
    target = random.randint(20, 120)
    until = time.monotonic() + 60
    while len(acknowledged) < target and time.monotonic() < until:
        time.sleep(0.001)
    process.send_signal(how)
    process.wait(30)
    for thread in threads:
        thread.join()
    assert target <= len(acknowledged) < 200

    process, port = start()
    client = Client(port, account)
    submitted = set()
    for identity in ids:
        status, _, page = client.send("GET", f"/ho-so/{identity}")
        assert status == 200
        if "Đã trình" in page.split("</h1>")[1][:400]:
            submitted.add(identity)
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    lost = set(acknowledged) - submitted
    assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged submissions are gone"

    checked = run("verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
