"""A difficulty from the page on which it arose to its answer, and the mail that says there is one."""

import email
import email.policy
import re
import time

import pytest
from playwright.sync_api import expect

from conftest import axe_violations, sign_in

SENDMAIL = """#!/bin/sh
n=$(ls "{folder}" | grep -c eml)
printf '%s\\n' "$@" > "{folder}/$n.args"
cat > "{folder}/$n.eml"
"""


def looks_right(page, scripts):
    if scripts:
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.fixture
def catcher(tmp_path):
    """A program with the interface of sendmail, and the folder in which it keeps what it is given."""
    folder = tmp_path / "mail"
    folder.mkdir()
    program = tmp_path / "sendmail"
    program.write_text(SENDMAIL.format(folder=folder), encoding="utf-8")
    program.chmod(0o755)
    return program, folder


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_difficulty_is_raised_answered_and_shared(new_page, run_server, catcher, engine, javascript):
    if not javascript and engine != "sqlite":
        pytest.skip("the pages are the same on both engines")
    program, folder = catcher
    mail = ["--sendmail", str(program), "--mail-from", "thidua@tinh.example", "--site-address", "https://thidua.tinh.example"]
    with run_server(*mail) as server:
        admin = new_page(server, width=1280, javascript=javascript)
        sign_in(admin, server.account(username="quantri"))
        admin.goto("/tai-khoan")
        admin.get_by_role("link", name="Lý Thị Mận").click()
        admin.locator("[name=email]").fill("man@phongquang.example")
        admin.get_by_role("button", name="Ghi địa chỉ").click()
        expect(admin.locator(".flash")).to_contain_text("thư điện tử")

        officer = new_page(server, width=360, javascript=javascript)
        sign_in(officer, server.account(username="canbo.phongquang"))
        # Each kind of notice is told by mail as its reader chooses; what is left as it was goes out at once.
        officer.goto("/tai-khoan-cua-toi")
        officer.get_by_label("Báo cáo, kiểm tra").select_option(label="Gộp, mỗi ngày một thư")
        looks_right(officer, javascript)
        officer.get_by_role("button", name="Ghi cách nhận thư").click()
        expect(officer.locator(".flash")).to_contain_text("cách nhận thư")
        expect(officer.get_by_label("Báo cáo, kiểm tra")).to_have_value("daily")
        expect(officer.get_by_label("Vướng mắc", exact=True)).to_have_value("each")

        officer.goto("/ho-so/moi")
        officer.get_by_role("link", name="Gặp vướng mắc ở trang này").click()
        officer.get_by_role("button", name="Gửi Sở Nội vụ").click()
        expect(officer.locator(".error-summary")).to_contain_text("3 chỗ cần sửa")
        # The browser tells of every answer 422.
        officer.troubles.clear()
        officer.locator("[name=theme]").select_option(label="Hồ sơ, thủ tục")
        officer.locator("[name=subject]").fill("Chưa rõ năm thành tích")
        officer.locator("[name=text]").fill("Đề nghị hướng dẫn cách ghi.")
        looks_right(officer, javascript)
        officer.get_by_role("button", name="Gửi Sở Nội vụ").click()
        expect(officer.locator("main")).to_contain_text("Gửi từ trang")
        address = officer.url

        specialist = new_page(server, width=1280, javascript=javascript)
        sign_in(specialist, server.account(username="chuyenvien.snv"))
        expect(specialist.locator("main")).to_contain_text("Chưa rõ năm thành tích")
        specialist.goto(address)
        specialist.get_by_role("button", name="Phân công").click()
        specialist.locator("[name=answer]").fill("Ghi năm đạt thành tích.")
        looks_right(specialist, javascript)
        specialist.get_by_role("button", name="Gửi trả lời").click()
        specialist.locator("summary").filter(has_text="Soạn bản chia sẻ").click()
        specialist.locator("[name=question]").fill("Ghi năm nào là năm thành tích?")
        looks_right(specialist, javascript)
        specialist.get_by_role("button", name="Chia sẻ với mọi đơn vị").click()
        expect(specialist.locator(".flash")).to_contain_text("Hỏi đáp")

        officer.goto("/thong-bao")
        officer.get_by_role("link", name="Đã có trả lời").first.click()
        expect(officer.locator("main")).to_contain_text("Ghi năm đạt thành tích.")
        looks_right(officer, javascript)
        officer.goto("/vuong-mac/hoi-dap?q=nam+thanh+tich")
        expect(officer.locator("main")).to_contain_text("Ghi năm nào là năm thành tích?")

        # Notices that waited before the address was known come too; one of the mails leads to this difficulty.
        opened = set()
        for _ in range(60):
            time.sleep(0.5)
            for file in set(folder.glob("*.eml")) - opened:
                message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                text = message.get_content()
                link = re.search(r"https://thidua\.tinh\.example(/thong-bao/[0-9a-f-]{36})", text)
                if not link:
                    continue
                opened.add(file)
                assert str(message["To"]).strip("<>") == "man@phongquang.example"
                assert message["From"].addresses[0].addr_spec == "thidua@tinh.example"
                assert message.get_content_type() == "text/plain" and not message.defects
                assert "Chưa rõ năm" not in text
                if message["Subject"] == "Bảng Vàng: có thông báo về vướng mắc":
                    officer.goto(link.group(1))
            if officer.url == address:
                break
        assert officer.url == address
