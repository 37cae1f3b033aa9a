"""The annual plan: a commune makes its own from the province's, its head approves it, and the letter is loaded down."""

import subprocess
import zipfile

import pytest
from playwright.sync_api import expect

from conftest import axe_violations, sign_in


def looks_right(page, scripts):
    if scripts:
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_commune_makes_its_plan_from_the_provinces(new_page, own_server, engine, javascript, tmp_path):
    if not javascript and engine != "sqlite":
        pytest.skip("the pages are the same on both engines")
    officer = new_page(own_server, width=1280 if javascript else 360, javascript=javascript)
    sign_in(officer, own_server.account(username="canbo.phongquang"))
    officer.goto("/ke-hoach")
    looks_right(officer, javascript)
    officer.get_by_role("link", name="Lập kế hoạch năm 2025").click()
    boxes = officer.locator("[name=tasks]")
    assert boxes.count() == 15
    boxes.nth(14).uncheck()
    looks_right(officer, javascript)
    officer.get_by_role("button", name="Lập kế hoạch từ các nhiệm vụ đã chọn").click()

    # A task of its own, by a button that saves the form.
    officer.get_by_role("button", name="Thêm nhiệm vụ: mục 1").click()
    officer.locator("[name=task-1-4]").fill("Sửa chữa, xây mới 12 nhà tạm, nhà dột nát của xã.")
    officer.locator("[name=who-1-4]").fill("Phòng Kinh tế")
    officer.locator("[name=by-1-4]").fill("31/12/2025")
    officer.get_by_role("button", name="Lên: nhiệm vụ 1.4").click()
    expect(officer.locator("[name=task-1-3]")).to_have_value("Sửa chữa, xây mới 12 nhà tạm, nhà dột nát của xã.")
    looks_right(officer, javascript)
    if javascript:
        officer.locator("[name=signerName]").fill("Hoàng Văn Bách")
        expect(officer.locator("#save-state")).to_contain_text("Đã lưu lúc")
    officer.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(officer.locator(".paper")).to_contain_text("1.3. Sửa chữa, xây mới 12 nhà tạm")
    looks_right(officer, javascript)
    officer.get_by_role("button", name="Trình duyệt").click()
    address = officer.url

    head = new_page(own_server, width=1280, javascript=javascript)
    sign_in(head, own_server.account(username="thutruong.phongquang"))
    head.goto(address)
    looks_right(head, javascript)
    head.locator("[name=number]").fill("31")
    head.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(head.locator("main")).to_contain_text("31/UBND")

    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in head.context.cookies())
    letters = {}
    for suffix in ("pdf", "docx"):
        letters[suffix] = tmp_path / f"letter.{suffix}"
        answer = head.context.request.get(f"{address}/cong-van.{suffix}", headers={"cookie": cookies})
        assert answer.status == 200
        letters[suffix].write_bytes(answer.body())
    text = subprocess.run(
        ["pdftotext", "-layout", str(letters["pdf"]), "-"], capture_output=True, text=True, check=True).stdout
    assert "XÃ PHONG QUANG" in text and "Số: 31/UBND" in text and "ngày 05 tháng 12 năm 2025" in text
    with zipfile.ZipFile(letters["docx"]) as archive:
        assert "Sửa chữa, xây mới 12 nhà tạm" in archive.read("word/document.xml").decode()

    specialist = new_page(own_server, width=360 if javascript else 1280, javascript=javascript, dark=True)
    sign_in(specialist, own_server.account(username="chuyenvien.snv"))
    specialist.goto("/ke-hoach/chua-co?nam=2025")
    looks_right(specialist, javascript)
    specialist.get_by_text("Nhắc các đơn vị này").click()
    specialist.get_by_role("button", name="Gửi lời nhắc").click()
    expect(specialist.locator("main, body").get_by_text("Đã nhắc").first).to_be_visible()


def test_the_command_writes_the_letter(program, server, environment, tmp_path):
    def letter(*more, out="thu.docx", year="2025"):
        return subprocess.run(
            [program, "letter", "--data", str(server.data.folder), "--year", year, "--format",
             out.rsplit(".", 1)[1], "--out", str(tmp_path / out), *more],
            env=environment(server.data.database), capture_output=True, text=True, timeout=120)

    for out in ("thu.docx", "thu.pdf"):
        assert letter(out=out).returncode == 0
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "thu.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert "TỈNH BẮC KẠN" in text and "/UBND-NCPC" in text and "Kính gửi:" in text
    again = letter()
    assert again.returncode == 1 and "--force" in again.stderr
    assert letter("--force").returncode == 0
    none = letter(out="khac.pdf", year="2031")
    assert none.returncode == 1 and "Chưa có kế hoạch năm 2031" in none.stderr
    missing = subprocess.run(
        [program, "letter", "--data", str(tmp_path / "khong-co"), "--year", "2025", "--format", "pdf", "--out",
         str(tmp_path / "x.pdf")],
        env=environment(None), capture_output=True, text=True, timeout=60)
    if server.data.database is None:
        assert missing.returncode == 1 and "Không có dữ liệu Bảng Vàng" in missing.stderr
    nowhere = letter(out="khong-co/thu.pdf")
    assert nowhere.returncode == 1 and "Không ghi được" in nowhere.stderr
