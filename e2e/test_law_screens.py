"""The law on screen: from a person to what they could be proposed for, to the standard, to the instrument; without scripts too."""

import pytest
from playwright.sync_api import expect

from conftest import axe_violations, sign_in


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_from_a_person_to_the_law(dark, new_page, server):
    page = new_page(server, dark=dark)
    sign_in(page, server.account(username="thutruong.phongquang"))
    page.goto("/ca-nhan")
    page.locator("main tbody th a").first.click()
    page.get_by_role("link", name="Xem từng danh hiệu, hình thức và phần còn thiếu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đủ điều kiện gì năm 2025")
    sweep(page)
    page.locator(".eligible-name a").first.click()
    expect(page.locator("main")).to_contain_text("Lịch sử quy định")
    page.locator(".citation a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Văn bản")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_staff_of_a_unit(dark, new_page, server):
    page = new_page(server, dark=dark)
    sign_in(page, server.account(username="thutruong.phongquang"))
    page.goto("/ca-nhan")
    page.locator("main tbody th a").first.click()
    page.locator(".definitions a").first.click()
    page.get_by_role("link", name="Ai đủ điều kiện gì năm nay").click()
    expect(page.locator("main")).to_contain_text("Chiến sĩ thi đua cơ sở")
    sweep(page)
    page.locator("main td a").first.click()
    expect(page.locator("main")).to_contain_text("Danh sách cá nhân")
    sweep(page)


def sweep(page):
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe_violations(page) == [], f"{page.url} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
