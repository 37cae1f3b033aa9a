"""The year begins: Sở Nội vụ writes the plan, the Chairman approves it, it goes out; a target is handed down, a report is asked for;
a commune finds all three on its list of work and answers the first. Each on the screen they would use."""

import pytest
from playwright.sync_api import expect

from conftest import axe_violations, sign_in


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_blank_plan_to_the_communes_list_of_work(new_page, own_server, engine, javascript):
    if not javascript and engine != "sqlite":
        pytest.skip("the pages are the same on both engines")

    def page_of(username, width=1280, dark=False):
        page = new_page(own_server, width=width, javascript=javascript, dark=dark)
        sign_in(page, own_server.account(username=username))
        return page

    def looks_right(page):
        if javascript:
            assert axe_violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    specialist = page_of("chuyenvien.snv")
    specialist.goto("/ke-hoach?nam=2026")
    specialist.get_by_role("link", name="Lập kế hoạch năm 2026").click()
    specialist.get_by_role("button", name="Lập kế hoạch", exact=True).click()
    specialist.locator("[name=theme]").fill("Đoàn kết, sáng tạo")
    specialist.locator("[name=opening]").fill("Năm 2026 là năm đầu của kế hoạch 5 năm 2026–2030.")
    specialist.locator("[name=heading-1]").fill("Tổ chức phong trào thi đua")
    specialist.locator("[name=task-1-1]").fill("Phát động phong trào thi đua năm 2026 trong toàn tỉnh.")
    specialist.locator("[name=who-1-1]").fill("Sở Nội vụ")
    specialist.locator("[name=by-1-1]").fill("31/01/2026")
    specialist.locator("[name=toName-1]").fill("Ủy ban nhân dân các xã, phường")
    specialist.locator("[name=toScope-1]").select_option(label="Tất cả xã, phường")
    looks_right(specialist)
    specialist.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(specialist.locator(".paper")).to_contain_text("Chủ đề thi đua năm 2026: “Đoàn kết, sáng tạo”")
    plan = specialist.url.split("#")[0]
    specialist.get_by_role("button", name="Trình duyệt").click()
    expect(specialist.locator("main")).to_contain_text("Chờ duyệt")

    # The Chairman has it on the list of work, gives it its number and approves it; only he could.
    chairman = page_of("chutich", width=360, dark=True)
    chairman.goto("/viec-can-lam")
    chairman.get_by_role("link", name="Kế hoạch năm 2026").click()
    looks_right(chairman)
    chairman.locator("[name=number]").fill("15")
    chairman.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(chairman.locator("main")).to_contain_text("15/UBND")

    specialist.goto(plan)
    specialist.get_by_role("button", name="Gửi tới nơi nhận").click()
    expect(specialist.locator("body")).to_contain_text("Đã gửi tới 92 đơn vị")
    looks_right(specialist)

    # A target for the year, the same part for every commune.
    specialist.goto("/chi-tieu/moi")
    for name, value in {"name": "Số mô hình mới", "measure": "mô hình", "whole": "184", "year": "2026"}.items():
        specialist.locator(f"[name={name}]").fill(value)
    for name, value in {"rhythm": "quarter", "accrual": "each", "direction": "more", "isAdditive": "1"}.items():
        specialist.locator(f"[name={name}][value='{value}']").check()
    specialist.get_by_role("button", name="Đặt chỉ tiêu").click()
    specialist.get_by_role("link", name="Giao chỉ tiêu").first.click()
    specialist.get_by_label("Điền sẵn").select_option(label="Chia đều các xã, phường")
    specialist.get_by_role("button", name="Điền vào bảng").click()
    expect(specialist.locator("main")).to_contain_text("Đang giao cộng lại: 184 mô hình")
    looks_right(specialist)
    specialist.get_by_role("button", name="Giao chỉ tiêu").first.click()
    expect(specialist.locator("main")).to_contain_text("Đã giao cho 92 đơn vị")
    expect(specialist.locator("main")).to_contain_text("92 Chưa báo cáo")

    # The report of the year is asked for, of communes alone.
    specialist.goto("/bao-cao/yeu-cau/moi")
    specialist.locator("[name=title]").fill("Báo cáo năm 2025 của các xã")
    specialist.locator("[name=periodFrom]").fill("01/01/2025")
    specialist.locator("[name=periodUntil]").fill("31/12/2025")
    specialist.locator("[name=dueOn]").fill("20/01/2026")
    for group in specialist.locator("[name=groups]").all():
        group.set_checked(group.get_attribute("value") == "commune")
    looks_right(specialist)
    specialist.get_by_role("button", name="Gửi yêu cầu").click()
    expect(specialist.locator("main")).to_contain_text("0 trong 92")

    # The commune has them; the letter is opened and so received.
    officer = page_of("canbo.phongquang", width=360)
    officer.goto("/viec-can-lam")
    expect(officer.locator("main")).to_contain_text("Báo cáo năm 2025 của các xã")
    looks_right(officer)
    officer.get_by_role("link", name="Kế hoạch thi đua, khen thưởng năm 2026").first.click()
    expect(officer.locator("main")).to_contain_text("Đã tiếp nhận")
    officer.goto("/chi-tieu?nam=2026")
    officer.get_by_role("link", name="Chỉ tiêu của Xã Phong Quang").click()
    expect(officer.locator("main")).to_contain_text("Số mô hình mới")
    specialist.goto(plan)
    specialist.get_by_role("link", name="Theo dõi đơn vị nhận công văn").click()
    specialist.get_by_role("link", name="Đã tiếp nhận (1)").click()
    expect(specialist.locator("main")).to_contain_text("Xã Phong Quang")
    looks_right(specialist)
