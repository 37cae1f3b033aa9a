"""The command `bangvang law` as a lawyer meets it: what it prints, and its exit codes."""

import json
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SCENARIOS = sorted(str(path.relative_to(PROJECT)) for path in PROJECT.glob("Tests/LawTests/scenarios/*.yaml"))

CASE = """
- id: du-dieu-kien
  on: 2026-03-15
  decided_on: 2026-04-02
  proposed: { code: CSTDT, year: 2025, kind: merit }
  subject: { kind: individual, group: official, sex: female }
  facts:
    years:
      - { year: 2023, held: [LDTT, CSTDCS] }
      - { year: 2024, held: [LDTT, CSTDCS] }
      - { year: 2025, held: [LDTT, CSTDCS], initiatives: [{ scope: province }] }
    vote: { members: 17, agree: 16 }
    confirmed: [all]
    together_with: [{ code: LDTT, year: 2025 }]
  expect: { verdict: met, money: 7020000 }
"""


@pytest.fixture
def law(program, environment):
    def run(*arguments, cwd=PROJECT, stdin=""):
        return subprocess.run(
            [program, "law", *arguments], cwd=cwd, input=stdin, env=environment(None), capture_output=True, text=True,
            timeout=60)

    return run


def test_the_shipped_law_is_sound_and_its_scenarios_hold(law):
    checked = law("check", "--today", "2026-11-23")
    assert checked.returncode == 0, checked.stdout
    assert "error: " not in checked.stdout
    assert re.search(r"\d+ scenarios in Tests/LawTests/scenarios", checked.stderr)
    assert "every day from 2010-01-01 to 2028-11-23: 0 errors" in checked.stderr

    assessed = law("assess", *SCENARIOS)
    assert assessed.returncode == 0, assessed.stderr
    answers = [json.loads(line) for line in assessed.stdout.splitlines()]
    assert len(answers) > 100
    assert len({answer["id"] for answer in answers}) == len(answers)
    for answer in answers:
        assert list(answer) == sorted(answer)
        wanted = {"id", "code", "rule", "verdict", "findings", "vote", "deadline", "papers", "competence", "money"}
        assert wanted <= set(answer)
        assert answer["verdict"] in ("met", "not_met", "undecided") or answer["error"]


def test_stale_entries_warn_and_fail_only_when_strict(law, tmp_path):
    late = law("check", "--today", "2028-01-01")
    assert late.returncode == 0
    assert "warning: titles/LDTT.yaml: rules[0].checked_on: last checked on" in late.stdout
    assert law("check", "--today", "2028-01-01", "--strict").returncode == 1

    elsewhere = law("check", "--today", "2026-11-23", cwd=tmp_path)
    assert elsewhere.returncode == 0
    assert "Scenarios were not checked" in elsewhere.stderr


def test_a_broken_lawbook_is_told_with_file_and_key(law, tmp_path):
    copy = tmp_path / "lawbook"
    for source in (PROJECT / "Sources/Law/lawbook").rglob("*.yaml"):
        target = copy / source.relative_to(PROJECT / "Sources/Law/lawbook")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text())
    assert law("check", "--lawbook", str(copy), "--today", "2026-11-23").returncode == 0
    title = copy / "titles/LDTT.yaml"
    title.write_text(title.read_text().replace("kind: title", "kind: title\ncolour: red", 1))
    form = copy / "forms/GK.yaml"
    form.write_text(form.read_text().replace("instrument: L2022", "instrument: L1066", 1))
    broken = law("check", "--lawbook", str(copy), "--today", "2026-11-23")
    assert broken.returncode == 1
    assert "error: titles/LDTT.yaml: colour: unknown key" in broken.stdout
    assert re.search(r"error: forms/GK.yaml: \S+: .*L1066|error: forms/GK.yaml: \S+: no such confirmed", broken.stdout)
    assert law("assess", "--lawbook", str(copy), SCENARIOS[0]).returncode == 2


def test_list_show_and_diff(law):
    listed = law("list", "--on", "2026-03-15")
    assert listed.returncode == 0
    assert re.search(r"^CSTDCS +Chiến sĩ thi đua cơ sở", listed.stdout, re.MULTILINE)
    assert law("list", "--on", "1999-01-01").returncode == 1

    shown = law("show", "CSTDT", "--on", "2026-03-15")
    assert shown.returncode == 0
    for words in ["Chủ tịch Ủy ban nhân dân tỉnh", "CSTDT.influence", "90 %", "Tờ trình", "7.020.000 đồng", "mức V"]:
        assert words in shown.stdout, words
    assert law("show", "KHONGCO").returncode == 1

    changed = law("diff", "2024-06-30", "2024-07-01")
    assert "trước: 1.800.000 đồng" in changed.stdout and "sau:   2.340.000 đồng" in changed.stdout
    assert "0 thay đổi" in law("diff", "2026-03-01", "2026-03-02").stdout
    assert law("diff", "2026-02-30", "2026-03-02").returncode not in (0, 1)


def test_assess_tells_what_does_not_hold_and_what_cannot_be_read(law, tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text(CASE)
    right = law("assess", str(file))
    assert (right.returncode, right.stderr) == (0, "")
    answer = json.loads(right.stdout)
    assert answer["money"] | {"citations": []} == {
        "amount": 7020000, "base": 2340000, "citations": [], "coefficient": 3, "note": None}
    assert answer["vote"]["needed"] == 16
    assert law("assess", "-", stdin=CASE).stdout == right.stdout

    file.write_text(CASE.replace("verdict: met", "verdict: not_met"))
    wrong = law("assess", str(file))
    assert wrong.returncode == 1
    assert wrong.stderr == f"{file}:2: du-dieu-kien: verdict: expected not_met, got met\n"
    assert wrong.stdout == right.stdout

    file.write_text(CASE.replace("held:", "hold:", 1) + CASE.replace("du-dieu-kien", "hai"))
    unreadable = law("assess", str(file))
    assert unreadable.returncode == 2
    assert f"{file}:9: du-dieu-kien: facts.years[0].hold: unknown key" in unreadable.stderr
    assert json.loads(unreadable.stdout)["id"] == "hai"
    assert law("assess", str(tmp_path / "none.yaml")).returncode == 2

    file.write_text("- { id: a, on: 1899-12-31, proposed: { code: LDTT, year: 1899 }, expect: { verdict: met } }")
    early = law("assess", str(file))
    assert early.returncode == 1
    assert json.loads(early.stdout)["error"] == "not_in_force"


def test_explain_tells_why_a_dossier_was_judged_so(program, environment, demo_data):
    def explain(number):
        return subprocess.run(
            [program, "law", "explain", number, "--data", str(demo_data.folder)],
            env=environment(demo_data.database), capture_output=True, text=True, timeout=60)

    explained = explain("HS-2025-000009")
    assert explained.returncode == 0, explained.stderr
    for words in ["Hồ sơ HS-2025-000009", "Kết quả đã lưu:", "Theo quy định và dữ liệu hiện có", "mức V"]:
        assert words in explained.stdout, words
    assert explain("hs-2025-000009").stdout == explained.stdout
    missing = explain("HS-2025-999999")
    assert missing.returncode == 1
    assert "Không có hồ sơ" in missing.stderr
