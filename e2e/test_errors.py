"""What is wrong in a form is told in words, leads to its field, and is where the reader already is (quality bar T-45)."""

import pytest
from playwright.sync_api import expect

from conftest import sign_in


@pytest.mark.parametrize("width", [1280, 360])
def test_the_focus_is_on_what_is_wrong_and_each_sentence_leads_to_its_field(new_page, own_server, width):
    page = new_page(own_server, width=width)
    sign_in(page, own_server.account(username="chuyenvien.snv"))
    page.goto("/lich/ngay/moi?loai=mot-lan")
    page.locator("[name=startsOn]").fill("31/02/2026")
    page.locator("[name=startsAt]").fill("7h30")
    page.get_by_role("button", name="Thêm vào lịch").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    page.troubles[:] = [trouble for trouble in page.troubles if "422" not in trouble]
    links = summary.locator("a")
    assert links.count() >= 2
    for number in range(links.count()):
        link = links.nth(number)
        field = page.locator(link.get_attribute("href"))
        link.click()
        expect(field).to_be_in_viewport()
        expect(field).to_have_attribute("aria-invalid", "true")
        told = page.locator("#" + field.get_attribute("aria-describedby").split()[-1])
        expect(told).to_contain_text(link.inner_text())
    expect(page.locator("[name=startsOn]")).to_have_value("31/02/2026")
