"""The province's rules: drafted by the specialist, put in force by the leader, used by dossiers from then on."""

import re

from playwright.sync_api import expect

from conftest import axe_violations, sign_in


def person(new_page, server, username):
    page = new_page(server, width=1280)
    sign_in(page, server.account(username=username))
    return page


def test_rules_from_draft_to_force(new_page, own_server):
    specialist = person(new_page, own_server, "chuyenvien.snv")
    specialist.goto("/quy-dinh-tinh")
    assert axe_violations(specialist) == []
    specialist.get_by_role("link", name="Mở dự thảo").click()
    draft = re.sub(r"^https?://[^/]+", "", specialist.url)
    assert axe_violations(specialist) == []

    # Below the law: told at the field, what was typed is kept.
    specialist.get_by_role("link", name="Sửa dự thảo").click()
    assert axe_violations(specialist) == []
    specialist.locator("[name=number]").fill("01-TD/2025/QĐ-UBND")
    specialist.locator("[name=issuedOn]").fill("05/12/2025")
    specialist.locator("[name=inForceFrom]").fill("05/12/2025")
    specialist.locator("[name=voteShare-3]").fill("70")
    specialist.get_by_role("button", name="Lưu dự thảo").click()
    expect(specialist.locator(".error-summary")).to_contain_text("tỉnh không được quy định thấp hơn")
    expect(specialist.locator("[name=number]")).to_have_value("01-TD/2025/QĐ-UBND")
    assert axe_violations(specialist) == []
    # A refused form is a 422, which the browser notes in its console.
    specialist.troubles[:] = [trouble for trouble in specialist.troubles if "422" not in trouble]
    specialist.locator("[name=voteShare-3]").fill("90")
    specialist.get_by_role("button", name="Lưu dự thảo").click()
    expect(specialist.locator("main")).to_contain_text("Đã lưu dự thảo")
    expect(specialist.get_by_role("button", name="Đưa vào hiệu lực")).to_have_attribute("aria-disabled", "true")

    leader = person(new_page, own_server, "lanhdao.snv")
    leader.goto(draft)
    leader.locator("summary").filter(has_text="Đưa vào hiệu lực").click()
    leader.get_by_role("button", name="Xác nhận, đưa vào hiệu lực").click()
    expect(leader.locator("main")).to_contain_text("Đang có hiệu lực")
    assert axe_violations(leader) == []

    # A session that is planned now asks for the share of the new version for dossiers received from today on.
    secretary = person(new_page, own_server, "thuky")
    secretary.goto("/hoi-dong/moi")
    secretary.locator("[name=title]").fill("Phiên họp thử quy định mới")
    secretary.locator("[name=heldOn]").fill("05/12/2025")
    for box in secretary.locator("[name=dossier]").all():
        box.check()
    secretary.locator("main form button[type=submit]").last.click()
    expect(secretary.locator("#kiem-phieu")).to_contain_text("Quyết định số 01-TD/2025/QĐ-UBND")
    expect(secretary.locator("#kiem-phieu")).to_contain_text("ít nhất 85 %")
