"""The main journeys with the keyboard alone (quality bar T-41): nothing is clicked, and the focus is always on something seen."""

import re

import pytest
from playwright.sync_api import expect

from test_main_job import PDF


class Keyboard:
    """A person who has no mouse."""

    def __init__(self, page):
        self.page = page

    def reach(self, locator, steps=250):
        """Tabs until the focus is on it."""
        expect(locator).to_be_attached()
        for _ in range(steps):
            if locator.evaluate("element => element === document.activeElement"):
                box = locator.bounding_box()
                assert box and box["width"] > 0, "the focus is on something unseen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {locator}")

    def press(self, locator, key="Enter"):
        self.reach(locator)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def fill(self, locator, text):
        self.reach(locator)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def button(self, name):
        self.press(self.page.get_by_role("button", name=name).first)

    def link(self, name):
        self.press(self.page.get_by_role("link", name=name).first)

    def unfold(self, text):
        """Opens a folded part of the page. "Trình" is not "Trình lại": the words are the whole label."""
        self.press(self.page.locator("main summary").filter(has_text=text).first)

    def attach(self, form, number, day, name):
        """The dialog of the browser that asks for the file is not ours; everything around it is reached by keyboard."""
        form = self.page.locator(form)
        self.fill(form.locator("[name=paperNumber]"), number)
        self.fill(form.locator("[name=paperOn]"), day)
        self.reach(form.locator("[name=file]"))
        form.locator("[name=file]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": PDF})
        self.press(form.get_by_role("button", name=re.compile("Tải lên")))

    def sees(self, text):
        expect(self.page.locator("main, body").get_by_text(text).first).to_be_visible()


@pytest.fixture
def person(new_page, own_server):
    """Signs somebody in, by keyboard too."""

    def sign_in(username=None):
        page = new_page(own_server, width=1280)
        keyboard = Keyboard(page)
        if username:
            account = own_server.account(username=username)
            page.goto("/dang-nhap")
            keyboard.fill(page.locator("[name=username]"), account.username)
            keyboard.fill(page.locator("[name=password]"), account.password)
            page.keyboard.press("Enter")
            expect(page.locator("main")).to_contain_text("Việc cần làm")
        return keyboard

    return sign_in


def test_a_dossier_is_made(person):
    officer = person("canbo.phongquang")
    page = officer.page
    officer.link(re.compile("^Hồ sơ"))
    officer.link("Lập hồ sơ")
    officer.fill(page.locator("[name=title]"), "Hồ sơ làm bằng bàn phím")
    officer.button("Lập hồ sơ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hồ sơ làm bằng bàn phím")
    officer.link("Thêm người, tập thể, hộ gia đình")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chọn người")
    officer.fill(page.locator("main [name=q]"), "trieu thi sen")
    page.keyboard.press("Enter")
    officer.button("Chọn")
    officer.fill(page.locator("[name=summary]"), "Gõ bằng bàn phím.")
    expect(page.locator("#save-state")).to_contain_text("Đã lưu lúc", timeout=8000)


def test_a_dossier_is_appraised_and_another_given_back(person):
    specialist = person("chuyenvien.snv")
    page = specialist.page
    specialist.link(re.compile("^Thẩm định"))
    waiting = page.locator("main tbody tr").filter(has_text="Đã trình").locator("a[href^='/ho-so/']")
    first = waiting.first.get_attribute("href")
    specialist.press(waiting.first)
    expect(page.locator("main")).to_contain_text("Bước tiếp theo")
    specialist.button("Tiếp nhận")
    specialist.sees("Đã tiếp nhận hồ sơ")
    specialist.link(re.compile("Thẩm định tiếp"))
    expect(page.locator("#check")).to_be_visible()
    # The check says "met"; the officer knows better and says why.
    specialist.press(page.locator("#check summary", has_text="Kết luận").first)
    form = page.locator("#check form").filter(has=page.locator("[name=reason]")).first
    specialist.fill(form.locator("[name=reason]"), "Đã kiểm tra biên bản.")
    specialist.press(form.locator("button[type=submit]").first)
    specialist.sees("Đã ghi kết luận")
    page.goto("/tham-dinh")
    specialist.press(waiting.first)
    assert first not in page.url
    specialist.unfold("Trả lại")
    specialist.fill(page.locator("form[action$='/tra-lai'] [name=reason]"), "Thiếu chữ ký.")
    specialist.press(page.locator("form[action$='/tra-lai'] button[type=submit]"))
    specialist.sees("Đã trả lại hồ sơ")


def test_a_session_is_held_and_a_decision_signed(person):
    secretary = person("thuky")
    page = secretary.page
    secretary.link("Phiên họp")
    secretary.link(re.compile("Lập phiên họp"))
    secretary.fill(page.locator("[name=title]"), "Phiên họp bằng bàn phím")
    secretary.fill(page.locator("[name=heldOn]"), "05/12/2025")
    for box in page.locator("[name=dossier]").all():
        if not box.is_checked():
            secretary.press(box, "Space")
    secretary.button("Lập phiên họp")
    secretary.reach(page.locator("select[name^=presence-]").nth(16))
    # The last choice: absent. What 16 of 17 reach is counted on all of them.
    page.keyboard.press("End")
    secretary.button("Ghi điểm danh")
    expect(page.locator("input[name^='agree-']").first).to_be_visible()
    count = page.locator("input[name^='agree-']").count()
    for row in range(count):
        secretary.fill(page.locator("input[name^='agree-']").nth(row), "16")
        secretary.fill(page.locator("input[name^='disagree-']").nth(row), "0")
    secretary.button("Ghi kết quả kiểm phiếu")
    expect(page.locator("main")).to_contain_text("16/17")
    secretary.attach("form[action$='/bien-ban']", "12/BB-HĐTĐKT", "05/12/2025", "biên bản.pdf")
    secretary.unfold("Kết thúc")
    secretary.button(re.compile("Kết thúc"))
    expect(page.locator("main")).to_contain_text("Đã kết thúc")

    specialist = person("chuyenvien.snv")
    specialist.link("Trình ký, quyết định")
    specialist.link("Soạn quyết định")
    specialist.button("Lập dự thảo")
    expect(specialist.page.locator("main")).to_contain_text("Ký, ban hành")
    address = re.sub(r"^https?://[^/]+", "", specialist.page.url).split("#")[0]

    chairman = person("chutich")
    chairman.press(chairman.page.locator(f"main a[href^='{address}']").first)
    chairman.unfold("Ký, ban hành")
    chairman.button("Ký, ban hành quyết định")
    expect(chairman.page.get_by_role("heading", level=1)).to_contain_text("1/QĐ-UBND")


def test_a_citizen_finds_a_name_and_checks_a_certificate(person):
    citizen = person()
    page = citizen.page
    page.goto("/")
    citizen.fill(page.locator("[name=q]"), "trieu thi sen")
    page.keyboard.press("Enter")
    citizen.press(page.locator("main a").filter(has_text="Triệu Thị Sen").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Triệu Thị Sen")
    citizen.link(re.compile("Kiểm tra"))
    citizen.fill(page.locator("main input[type=text], main input[type=search]").first, "BV-0000-0000")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Không")


def test_a_movement_is_drafted(person):
    specialist = person("chuyenvien.snv")
    page = specialist.page
    specialist.link(re.compile("^Phong trào"))
    specialist.link("Soạn phong trào")
    specialist.fill(page.locator("[name=name]"), "Phong trào soạn bằng bàn phím")
    specialist.fill(page.locator("[name=theme]"), "Thi đua yêu nước")
    specialist.press(page.locator("[name=form][value=regular]"), "Space")
    specialist.fill(page.locator("[name=startsOn]"), "01/01/2026")
    specialist.fill(page.locator("[name=endsOn]"), "31/12/2026")
    specialist.fill(page.locator("[name=goals]"), "Hoàn thành vượt mức chỉ tiêu năm 2026.")
    specialist.fill(page.locator("[name=criteria-individual]"), "Hoàn thành tốt nhiệm vụ")
    specialist.press(page.locator("[name=groups]").first, "Space")
    specialist.button("Lưu bản soạn")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phong trào soạn bằng bàn phím")
