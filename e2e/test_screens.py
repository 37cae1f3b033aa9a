"""Every kind of page, at three widths, light and dark: axe finds nothing and nothing scrolls sideways."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import axe_violations, sign_in

ROOT = Path(__file__).parent.parent
# Pages to which none of the accounts below is led: forms of what is another's, or of a state that the demonstration does not hold. The
# tests of their journeys open most of them.
NOT_MET = {
    "/bao-cao/:id/cap-duoi", "/chi-tieu/:id/sua", "/cum-khoi/:id/don-vi", "/cum-khoi/:id/sua", "/cum-khoi/nhap/:id",
    "/don-vi/:id/du-dieu-kien", "/don-vi/nhap/:id", "/ho-so/:id/de-nghi/moi", "/ho-so/:id/sua", "/hoat-dong/:id/ket-qua",
    "/hoat-dong/:id/sua", "/ke-hoach/:id/sua", "/ke-hoach/chua-co", "/kiem-tra-thi-dua/:id/ket-luan", "/kiem-tra-thi-dua/:id/sua",
    "/lich/ngay/:id/sua", "/phong-trao/:id/dot/:drive", "/phong-trao/:id/dot/moi", "/phong-trao/:id/so-ket", "/phong-trao/:id/sua",
    "/phong-trao/:id/tong-ket", "/quan-triet/:id/sua", "/quy-dinh-tinh/:id/sua", "/quy-dinh-tinh/so-sanh",
    "/quyet-dinh/thu-hoi/:commendation",
}

PAGES = {
    "citizen": ["/", "/?q=nguyen+van", "/kiem-tra", "/phong-trao-thi-dua", "/ngay-le?nam=2025", "/dang-nhap"],
    "canbo.phongquang": ["/viec-can-lam", "/phong-trao", "/ho-so", "/ho-so/moi", "/ca-nhan", "/don-vi",
        "/tai-khoan-cua-toi", "/tra-cuu/quy-dinh", "/tra-cuu/quy-dinh/muc/CSTDCS", "/tra-cuu/quy-dinh/van-ban",
        "/tra-cuu/quy-dinh/chung", "/tra-cuu/quy-dinh/so-sanh?tu=30/06/2025&den=01/07/2025", "/chi-tieu", "/chi-tieu/bang",
        "/cong-trinh", "/cong-trinh/moi", "/nha-o", "/nha-o/danh-sach", "/nha-o/moi", "/lich",
        "/lich/thang?nam=2025&thang=8", "/lich/danh-muc", "/lich/ngay-nghi", "/lich/ngay/moi", "/hoat-dong",
        "/hoat-dong/moi", "/vuong-mac", "/vuong-mac/moi?trang=/ho-so&ten=H%E1%BB%93%20s%C6%A1", "/vuong-mac/hoi-dap",
        "/thong-bao", "/bao-cao", "/kiem-tra-thi-dua", "/kiem-tra-thi-dua/kien-nghi", "/cum-khoi"],
    "chuyenvien.snv": ["/tham-dinh", "/phong-trao/moi", "/quyet-dinh", "/quyet-dinh/moi", "/ho-so?loc=da-trinh",
        "/chi-tieu", "/chi-tieu/moi", "/quy-dinh-tinh", "/lich/ngay/moi?loai=mot-lan", "/lich/danh-muc?loai=mot-lan",
        "/lich/ngay-nghi?nam=2026", "/vuong-mac", "/vuong-mac?tinh-trang=assigned", "/vuong-mac/tong-hop", "/thong-bao",
        "/bao-cao", "/bao-cao/loai", "/bao-cao/loai/moi", "/bao-cao/yeu-cau/moi", "/kiem-tra-thi-dua/moi", "/phong-trao",
        "/cum-khoi", "/cum-khoi?luc=2025&loai=khoi", "/cum-khoi/moi", "/cum-khoi/chia", "/cum-khoi/chua-thuoc",
        "/quan-triet/moi"],
    "thuky": ["/hoi-dong", "/hoi-dong/moi"],
    "quantri": ["/tai-khoan", "/tai-khoan/moi", "/nhat-ky", "/don-vi/nhap", "/thu-chua-gui"],
    "lanhdao.snv": ["/viec-can-lam", "/vuong-mac/cai-dat", "/quan-triet", "/quan-triet/moi"],
    "congchuc.phongquang": ["/quan-triet", "/viec-can-lam"],
    "thutruong.phongquang": ["/quan-triet?xem=don-vi-nhan", "/quan-triet?xem=da-gui", "/quan-triet/moi"],
}


ROUTES = [
    pattern for pattern in re.findall(r'Route\(\.get, "([^"]+)"\)', (ROOT / "Sources/WebSupport/Route.swift").read_text())
    # What is loaded down, and what only leads on to another page.
    if not re.search(r"\.(pdf|docx|csv|ics)$|/van-ban/:|^/thong-bao/:id$|^/tham-dinh/tiep$", pattern)
]
# The pages looked at so far, by theme: the first account that meets a kind of page looks at it.
looked_at = {False: set(), True: set()}


def kind_of(address):
    """The route of an address: of several that fit the one with the most words of its own."""
    parts = address.split("#")[0].split("?")[0].rstrip("/").split("/")
    fitting = [
        pattern for pattern in ROUTES
        if len(pattern.rstrip("/").split("/")) == len(parts)
        and all(word.startswith(":") or word == part for word, part in zip(pattern.rstrip("/").split("/"), parts))
    ]
    return min(fitting, key=lambda pattern: pattern.count(":"), default=None)


def addresses_on(page):
    return [link.get_attribute("href").split("#")[0] for link in page.locator("body a[href^='/']").all()]


def one_of_each(addresses):
    """Of what a list leads to, the first of each kind."""
    things = {}
    for address in addresses:
        if re.fullmatch(r"/[^/?]+/[0-9a-f-]{36}", address):
            things.setdefault(address.split("/")[1], address)
    return list(things.values())


@pytest.mark.parametrize("username", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_are_accessible(username, dark, new_page, server):
    """The pages named above, one of each thing they list, and one of each kind of page that no account before has met."""
    page = new_page(server, dark=dark)
    if username != "citizen":
        sign_in(page, server.account(username=username))
    queue, seen = list(PAGES[username]), set()
    looked_at[dark].update(kind_of(address) for address in queue)
    while queue:
        address = queue.pop(0)
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        found = addresses_on(page)
        if address in PAGES[username]:
            queue += one_of_each(found)
        for other in found:
            kind = kind_of(other)
            if kind and kind not in looked_at[dark]:
                looked_at[dark].add(kind)
                queue.append(other)
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert axe_violations(page) == [], f"{address} at {width}"
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), \
                f"{address} scrolls sideways at {width}"


def test_every_kind_of_page_was_looked_at():
    """After the tests above: a page that nothing leads to, or that is new, is named here."""
    if not all(looked_at.values()):
        pytest.skip("the pages were not looked at in this run")
    for theme in looked_at.values():
        assert sorted(set(ROUTES) - theme - NOT_MET) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_one_movement_are_accessible(dark, new_page, server):
    """Those that lie below a movement: its drives, its reviews, its end, and the form of a unit's own drive."""
    for username, links in {
        "lanhdao.snv": ["a[href$='/dot/moi']", "#dot tbody a", "#so-ket a[href*='ky=final']", "#so-ket a[href*='/ghi']",
                        "a[href$='/tong-ket']"],
        "canbo.ducxuan": ["a[href*='/so-ket/ghi']", "a[href$='/huong-ung']", "a[href*='thuoc=']"],
    }.items():
        page = new_page(server, dark=dark)
        sign_in(page, server.account(username=username))
        page.goto("/phong-trao?cap=tinh")
        page.get_by_role("link", name="Phong trào thi đua yêu nước năm 2025").first.click()
        movement = page.url
        for link in links:
            page.goto(movement)
            page.goto(page.locator(f"main {link}").first.get_attribute("href"))
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                assert axe_violations(page) == [], f"{link} at {width}"
                assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), \
                    f"{link} scrolls sideways at {width}"


def test_two_people_on_one_nomination_see_both_texts(new_page, own_server):
    """The second is told who changed what and can compare; nothing is overwritten."""
    first, second = new_page(own_server), new_page(own_server)
    sign_in(first, own_server.account(username="canbo.phongquang"))
    sign_in(second, own_server.account(username="thutruong.phongquang"))
    first.goto("/ho-so/moi")
    first.get_by_role("button", name="Lập hồ sơ").click()
    expect(first.locator("main")).to_contain_text("Bước tiếp theo")
    dossier = first.url.split("#")[0]
    first.goto(dossier + "/de-nghi/moi?q=trieu+thi+sen")
    first.get_by_role("button", name="Chọn").first.click()
    expect(first.locator("[name=summary]")).to_be_visible()
    second.goto(first.url)
    first.locator("[name=summary]").fill("Bản của cán bộ.")
    expect(first.locator("#save-state")).to_contain_text("Đã lưu lúc", timeout=8000)
    second.locator("[name=summary]").fill("Bản của thủ trưởng.")
    expect(second.locator("#save-state")).to_contain_text("Lý Thị Mận", timeout=8000)
    second.get_by_role("button", name="Lưu và kiểm tra").click()
    comparison = second.locator("#so-sanh")
    expect(comparison).to_contain_text("Bản của cán bộ.")
    expect(comparison).to_contain_text("Bản của thủ trưởng.")
    second.troubles[:] = [trouble for trouble in second.troubles if "409" not in trouble]
    first.reload()
    expect(first.locator("[name=summary]")).to_have_value("Bản của cán bộ.")
