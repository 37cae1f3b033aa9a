"""What the browser tests share: a running Bảng Vàng with demonstration data, and a browser.

Set by bin/test:
    BANGVANG_BIN          the program
    BANGVANG_E2E_ENGINE   sqlite (when not set) or postgres
    BANGVANG_DATABASE     for postgres: the URL of a superuser on a server to throw away
    BANGVANG_CHROMIUM     the browser, when it is not /usr/bin/chromium
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

# A moment in the emulation year of the demonstration data.
CLOCK = "2025-12-05T08:00"
SCREENS = Path(__file__).parent / "screens"


@dataclass(frozen=True)
class Account:
    """One line of the accounts that the demonstration data comes with."""

    username: str
    password: str
    name: str
    role: str
    unit: str


class Database:
    """Databases on the PostgreSQL server for tests."""

    def __init__(self, url):
        self.parts = urlsplit(url)

    def url(self, name):
        return urlunsplit(self.parts._replace(path="/" + name))

    def create(self, template=None):
        name = "bangvang_e2e_" + secrets.token_hex(6)
        source = template or "template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        self.run(f"CREATE DATABASE {name} TEMPLATE {source}")
        return name

    def drop(self, name):
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def run(self, statement):
        # By environment, because everybody on the machine can read the arguments of a program.
        connection = {
            "PGHOST": self.parts.hostname,
            "PGPORT": str(self.parts.port or 5432),
            "PGUSER": unquote(self.parts.username or ""),
            "PGPASSWORD": unquote(self.parts.password or ""),
            "PGDATABASE": self.parts.path.lstrip("/") or "postgres",
        }
        done = subprocess.run(
            ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", statement],
            env={**os.environ, **connection}, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{statement}: {done.stderr}"


@dataclass(frozen=True)
class Data:
    """A data folder, and the database that belongs to it on PostgreSQL (its name)."""

    folder: Path
    database: str | None

    @property
    def accounts(self):
        entries = json.loads((self.folder / "demo-accounts.json").read_text(encoding="utf-8"))
        return [Account(**{field: entry.get(field) or "" for field in Account.__dataclass_fields__}) for entry in entries]


@dataclass(frozen=True)
class Server:
    """A running Bảng Vàng."""

    url: str
    data: Data
    log: Path

    def account(self, role=None, *, username=None, unit=None):
        """The first demonstration account that fits. Says which there are when none does."""
        for account in self.data.accounts:
            if (role is None or account.role == role) and (username is None or account.username == username) \
                    and (unit is None or account.unit == unit):
                return account
        known = "\n".join(f"  {a.username}: {a.role}, {a.unit}" for a in self.data.accounts)
        raise LookupError(f"no account with role={role!r} username={username!r} unit={unit!r} among\n{known}")


@pytest.fixture(scope="session")
def engine():
    name = os.environ.get("BANGVANG_E2E_ENGINE") or "sqlite"
    assert name in ("sqlite", "postgres"), f"BANGVANG_E2E_ENGINE is {name!r}"
    return name


@pytest.fixture(scope="session")
def program():
    path = os.environ.get("BANGVANG_BIN")
    assert path and os.access(path, os.X_OK), "BANGVANG_BIN does not name the program; use bin/test --only e2e"
    return path


@pytest.fixture(scope="session")
def database(engine):
    """The PostgreSQL server; none on SQLite."""
    if engine == "sqlite":
        return None
    url = os.environ.get("BANGVANG_DATABASE")
    assert url, "BANGVANG_DATABASE is not set; use bin/test --only e2e-postgres"
    return Database(url)


@pytest.fixture(scope="session")
def environment(database):
    """Makes the environment of the program for one database: nothing of ours gets in by chance."""

    def make(name):
        clean = {key: value for key, value in os.environ.items() if not key.startswith("BANGVANG_")}
        return {**clean, "BANGVANG_DATABASE": database.url(name)} if name else clean

    return make


@pytest.fixture(scope="session")
def demo_data(program, database, environment, tmp_path_factory):
    """The demonstration data, loaded once. Servers run on copies."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    folder.mkdir()
    name = database.create() if database else None
    done = subprocess.run(
        [program, "demo", "--data", str(folder)], env=environment(name), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"bangvang demo failed:\n{done.stdout}\n{done.stderr}"
    yield Data(folder, name)
    if name:
        database.drop(name)


@pytest.fixture(scope="session")
def run_server(program, database, environment, demo_data, tmp_path_factory):
    """A context manager that serves a fresh copy of the demonstration data, with further options of serve."""

    @contextmanager
    def run(*options):
        folder = tmp_path_factory.mktemp("server") / "data"
        shutil.copytree(demo_data.folder, folder)
        name = database.create(template=demo_data.database) if database else None
        log = folder.parent / "log.txt"
        port = free_port()
        arguments = [program, "serve", "--data", str(folder), "--port", str(port), *options]
        if (folder / "demo").exists():
            arguments += ["--clock", CLOCK]
        with log.open("wb") as output:
            process = subprocess.Popen(arguments, env=environment(name), stdout=output, stderr=subprocess.STDOUT)
        try:
            url = f"http://localhost:{port}"
            wait_until_healthy(url, process, log)
            yield Server(url, Data(folder, name), log)
            assert process.poll() is None, f"the server stopped by itself:\n{tail(log)}"
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if name:
                database.drop(name)
            shutil.rmtree(folder, ignore_errors=True)

    return run


@pytest.fixture(scope="session")
def server(run_server):
    """One server for all tests that only look, or that do not mind what others did."""
    with run_server() as running:
        yield running


@pytest.fixture
def own_server(run_server):
    """A server of this test's own, with the demonstration data untouched."""
    with run_server() as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("BANGVANG_CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        # Without its sandbox, because that does not work for root, as which build servers run. It sees our pages only.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def new_page(browser, request):
    """Opens pages, each as another person's browser. When the test is over, none may have shown an error.

    `new_page(server, width=360, javascript=False, dark=True)`. A test that provokes an error on purpose takes what it
    expects out of `page.troubles`.
    """
    opened = []

    def open_page(server, *, width=1440, height=900, javascript=True, dark=False):
        context = browser.new_context(
            base_url=server.url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", java_script_enabled=javascript,
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.troubles = []
        # Console errors include everything that the Content-Security-Policy stopped.
        page.on("console", lambda message: page.troubles.append(f"console: {message.text}")
                if message.type == "error" else None)
        page.on("pageerror", lambda error: page.troubles.append(f"script: {error}"))
        page.on("response", lambda response: page.troubles.append(f"{response.status} {response.url}")
                if response.status >= 500 else None)
        opened.append((server, page))
        return page

    yield open_page

    call = getattr(request.node, "report_of_call", None)
    if call is not None and call.failed:
        SCREENS.mkdir(exist_ok=True)
        for number, (server, page) in enumerate(opened):
            name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name)
            page.screenshot(path=str(SCREENS / f"{name}-{number}.png"), full_page=True)
            print(f"\nlog of {server.url}:\n{tail(server.log)}")
    troubles = [trouble for _, page in opened for trouble in page.troubles]
    for _, page in opened:
        page.context.close()
    assert not troubles, "the browser showed errors:\n" + "\n".join(troubles)


@pytest.fixture
def page(new_page, server):
    """A page on a desk screen, on the shared server."""
    return new_page(server)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.report_of_call = report
    return report


def sign_in(page: Page, account: Account):
    """Signs in as a person would, and waits until the sign-in page is gone."""
    page.goto("/dang-nhap")
    page.locator("input[name=username]").fill(account.username)
    page.locator("input[name=password]").fill(account.password)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    expect(page.locator("input[name=password]")).to_have_count(0)


def axe_violations(page: Page):
    """What axe finds against WCAG 2.2 AA on the page, one readable line each; empty when nothing."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(url, process, log, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"bangvang serve stopped with code {process.returncode}:\n{tail(log)}"
        try:
            with urllib.request.urlopen(url + "/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.05)
    raise AssertionError(f"{url}/health did not answer within {seconds} seconds:\n{tail(log)}")


def tail(log, lines=40):
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
