"""The emulation year in its main steps: the letter received and read, a movement answered, a target and a report told,
the province's report put together. Each by whose step it is, on the screen they would use."""

import re
import subprocess
import zipfile

import pytest
from playwright.sync_api import expect

from conftest import axe_violations, sign_in
from word_documents import plots_of, text_of


def looks_right(page, scripts):
    if scripts:
        assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth") if scripts else True


def damaged(path, change):
    """A copy of a document whose parts are changed, or left out where the change gives nothing."""
    copy = path.with_name("damaged.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return copy


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_letter_to_the_provinces_report(new_page, own_server, engine, javascript, tmp_path):
    if not javascript and engine != "sqlite":
        pytest.skip("the pages are the same on both engines")

    def page_of(username, width=1280):
        page = new_page(own_server, width=width, javascript=javascript)
        sign_in(page, own_server.account(username=username))
        return page

    def press(page, name):
        page.get_by_role("button", name=name).first.click()

    # The letter lies on the commune officer's list of work: opened, spread to everybody.
    officer = page_of("canbo.phongquang", width=360)
    officer.goto("/viec-can-lam")
    officer.get_by_role("link", name="Kế hoạch thi đua, khen thưởng năm 2025").first.click()
    expect(officer.locator("main")).to_contain_text("Đã tiếp nhận")
    looks_right(officer, javascript)
    press(officer, re.compile("Phổ biến đến cả"))
    expect(officer.locator("main")).to_contain_text("Đang phổ biến")
    delivery = officer.url

    # A member of the staff reads it and says so.
    reader = page_of("congchuc.phongquang", width=360)
    reader.goto("/quan-triet")
    reader.get_by_role("link", name="Kế hoạch thi đua, khen thưởng năm 2025").first.click()
    press(reader, re.compile("đã đọc"))
    expect(reader.locator("main")).to_contain_text("Đã xác nhận đọc")
    # The letter's day is over; that is told, and taken nevertheless.
    expect(reader.locator("main")).to_contain_text("muộn so với hạn 30/9/2025")
    looks_right(reader, javascript)
    officer.goto(delivery)
    expect(officer.locator("main")).to_contain_text("1 / 65")

    # A movement is answered from the list of work.
    officer.goto("/viec-can-lam")
    officer.get_by_role("link", name="Hưởng ứng").first.click()
    officer.locator("[name=plan]").fill("Mỗi thôn giúp một hộ xóa nhà tạm.")
    officer.locator("[name=subjects]").fill("Cán bộ và nhân dân trong xã")
    officer.locator("[name=registeredPeople]").fill("120")
    press(officer, re.compile("Gửi hưởng ứng|Hưởng ứng|Gửi"))
    expect(officer.locator("main")).to_contain_text("120")
    looks_right(officer, javascript)

    # A target: the figure of November is corrected, with a reason; the former one stays to be read.
    officer.goto("/chi-tieu")
    officer.get_by_role("link", name="Chỉ tiêu của Xã Phong Quang").click()
    officer.get_by_role("link", name="Số nhà tạm, nhà dột nát được xóa").click()
    correction = officer.locator("details", has=officer.locator("[name=amount]")).first
    correction.locator("summary").first.click()
    correction.locator("[name=amount]").fill("9")
    correction.locator("[name=reason]").fill("Bổ sung 8 hộ hoàn thành cuối tháng.")
    correction.get_by_role("button").last.click()
    expect(officer.locator("main")).to_contain_text("Bổ sung 8 hộ hoàn thành cuối tháng.")
    looks_right(officer, javascript)

    # The year's report: figures are there already, words are written, the head approves, Sở Nội vụ receives it.
    officer.goto("/viec-can-lam")
    officer.get_by_role("link", name="Tổng kết công tác thi đua, khen thưởng năm 2025").first.click()
    report = officer.url
    officer.get_by_role("link", name="Lập báo cáo").click()
    for number in (1, 2, 3):
        officer.locator(f"[name=words-{number}]").fill("Đã hoàn thành tốt nhiệm vụ của năm.")
    officer.locator("[name=amount-7]").fill("4")
    looks_right(officer, javascript)
    press(officer, "Lưu")
    press(officer, "Trình duyệt")
    head = page_of("thutruong.phongquang")
    head.goto(report)
    press(head, re.compile("Duyệt"))
    expect(head.locator("main")).to_contain_text("Đã gửi, chờ nhận")
    specialist = page_of("chuyenvien.snv")
    specialist.goto(report)
    press(specialist, re.compile("Nhận báo cáo|Nhận"))
    expect(specialist.locator("main")).to_contain_text("Đã nhận")

    # Put together: the province takes the figures of those accepted and sees who is missing.
    specialist.goto("/bao-cao")
    specialist.get_by_role("link", name="Tổng kết công tác thi đua, khen thưởng năm 2025").first.click()
    expect(specialist.locator("main")).to_contain_text("4 trong 113")
    looks_right(specialist, javascript)
    specialist.get_by_role("link", name="Báo cáo tổng hợp").click()
    press(specialist, re.compile("Lấy số liệu"))
    expect(specialist.locator("main")).to_contain_text("Đã tính 4 trong 113 báo cáo")
    looks_right(specialist, javascript)
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in specialist.context.cookies())
    papers = {}
    for suffix in ("pdf", "docx"):
        papers[suffix] = tmp_path / f"report.{suffix}"
        answer = specialist.context.request.get(
            f"{specialist.url.split('#')[0]}/bao-cao.{suffix}", headers={"cookie": cookies}, timeout=120_000)
        assert answer.status == 200
        papers[suffix].write_bytes(answer.body())
    text = subprocess.run(
        ["pdftotext", "-layout", str(papers["pdf"]), "-"], capture_output=True, text=True, check=True).stdout
    assert "Xã Phong Quang" in text and "Mô hình mới được nhân rộng" in text
    assert "Xã Phong Quang" in text_of(papers["docx"]) and "SỐ LIỆU THEO ĐƠN VỊ" in text_of(papers["docx"])
    plots = plots_of(papers["docx"])
    assert plots and specialist.locator(".chart figcaption").count() == len(plots)
    for words, bars in plots:
        title = words.removeprefix("Biểu đồ thanh. ").split(". ")[0]
        chart = specialist.locator("figure.chart").filter(has_text=title)
        for name, number in bars:
            expect(chart).to_contain_text(name)
            expect(chart).to_contain_text(str(number))
    for damage in (lambda name, content: None if "charts/chart1" in name else content,
                   lambda name, content: content[:-40] if name == "word/charts/chart1.xml" else content,
                   lambda name, content: b"" if name.endswith(".xlsx") else content):
        with pytest.raises(Exception):
            plots_of(damaged(papers["docx"], damage))
