"""The calendar: what a calendar program reads of the feed, and a day from its entry to what hangs on it."""

import subprocess
from datetime import date

from icalendar import Calendar
from playwright.sync_api import expect

from conftest import sign_in

# The eight great days as the letter of January 2025 counts them.
LETTER = {
    "Ngày thành lập Đảng Cộng sản Việt Nam": (date(2025, 2, 3), 95),
    "Ngày thành lập tỉnh Bắc Kạn": (date(2025, 4, 11), 125),
    "Ngày Giải phóng miền Nam, thống nhất đất nước": (date(2025, 4, 30), 50),
    "Ngày sinh Chủ tịch Hồ Chí Minh": (date(2025, 5, 19), 135),
    "Ngày Cách mạng tháng Tám thành công": (date(2025, 8, 19), 80),
    "Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam": (date(2025, 9, 2), 80),
    "Ngày truyền thống Công an nhân dân Việt Nam": (date(2025, 8, 19), 80),
    "Ngày hội Toàn dân bảo vệ an ninh Tổ quốc": (date(2025, 8, 19), 20),
}


def read_feed(page):
    answer = page.request.get("/lich.ics")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    raw = answer.body()
    assert raw.count(b"\n") == raw.count(b"\r\n"), "every line ends with CR LF"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(raw)
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in events)
    return events


def test_a_calendar_program_reads_the_eight_great_days(page):
    events = read_feed(page)
    by_title = {(str(event["SUMMARY"]), event.decoded("DTSTART")): event for event in events}
    for name, (day, count) in LETTER.items():
        for year in (2024, 2025, 2026, 2027):
            title = f"{count + year - 2025} năm {name}"
            event = by_title[title, day.replace(year=year)]
            assert (event.decoded("DTEND") - event.decoded("DTSTART")).days == 1
            assert event.decoded("DTSTAMP").utcoffset().total_seconds() == 0
    assert len(events) == 4 * len(LETTER), "congresses whose days are open stand in no day"
    identities = [str(event["UID"]) for event in events]
    assert len(set(identities)) == len(identities)
    assert identities == [str(event["UID"]) for event in read_feed(page)]


def test_a_timed_congress_of_the_province_is_read_in_vietnamese_time(new_page, own_server):
    page = new_page(own_server)
    sign_in(page, own_server.account(username="chuyenvien.snv"))
    page.goto("/lich/ngay/moi?loai=mot-lan")
    page.get_by_label("Tên", exact=False).first.fill("Đại hội thử; có dấu phẩy, dấu \\ và một cái tên rất dài để dòng phải gãy")
    page.locator("[name=startsOn]").fill("31/02/2026")
    page.get_by_role("button", name="Thêm vào lịch").click()
    expect(page.locator(".error-summary")).to_contain_text("“31/02/2026” không có thật")
    page.troubles[:] = [trouble for trouble in page.troubles if "422" not in trouble]
    page.locator("[name=startsOn]").fill("12/01/2026")
    page.locator("[name=endsOn]").fill("13/01/2026")
    page.locator("[name=startsAt]").fill("7h30")
    page.locator("[name=endsAt]").fill("11:00")
    page.locator("[name=place]").fill("Hội trường tỉnh, tầng 2")
    page.get_by_role("button", name="Thêm vào lịch").click()
    expect(page.locator("main")).to_contain_text("12/01/2026 – 13/01/2026")
    event = next(event for event in read_feed(page) if "Đại hội thử" in str(event["SUMMARY"]))
    assert str(event["SUMMARY"]) == "Đại hội thử; có dấu phẩy, dấu \\ và một cái tên rất dài để dòng phải gãy"
    assert str(event["LOCATION"]) == "Hội trường tỉnh, tầng 2"
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    assert start.isoformat() == "2026-01-12T07:30:00+07:00" and end.isoformat() == "2026-01-13T11:00:00+07:00"


def test_an_activity_goes_from_plan_to_result(new_page, own_server):
    page = new_page(own_server, width=360)
    sign_in(page, own_server.account(username="canbo.phongquang"))
    page.goto("/hoat-dong/moi")
    page.locator("[name=name]").fill("Ngày hội văn hóa các dân tộc")
    page.locator("[name=startsOn]").fill("30/11/2025")
    page.locator("[name=expectedParticipants]").fill("1.200")
    page.locator("[name=occasion]").select_option(label="96 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/2026)")
    page.get_by_role("button", name="Lưu kế hoạch").click()
    expect(page.locator("main")).to_contain_text("96 năm Ngày thành lập Đảng")
    page.locator("summary", has_text="Đã tổ chức").click()
    page.get_by_role("button", name="Ghi là đã tổ chức").click()
    page.get_by_role("link", name="Ghi kết quả").click()
    page.locator("[name=participants]").fill("1.350")
    page.locator("[name=result]").fill("Mười đoàn tham gia.")
    page.locator("[name=figureName-1]").fill("Số đoàn")
    page.locator("[name=figureAmount-1]").fill("10")
    page.get_by_role("button", name="Ghi kết quả").last.click()
    expect(page.locator("main")).to_contain_text("1.350 người (dự kiến 1.200)")
    page.goto("/lich/danh-muc")
    page.get_by_role("link", name="Ngày thành lập Đảng Cộng sản Việt Nam").click()
    expect(page.locator("main")).to_contain_text("Ngày hội văn hóa các dân tộc")


def test_every_month_is_printed_on_one_sheet(new_page, server, tmp_path):
    """December holds the end of every movement of the year on one day."""
    page = new_page(server)
    sign_in(page, server.account(username="chuyenvien.snv"))
    for month in range(1, 13):
        page.goto(f"/lich/thang?nam=2025&thang={month}&don-vi=tat-ca")
        page.pdf(path=tmp_path / "thang.pdf", prefer_css_page_size=True)
        text = subprocess.run(
            ["pdftotext", str(tmp_path / "thang.pdf"), "-"], capture_output=True, text=True, check=True).stdout
        assert text.count("\f") == 1, f"month {month} takes {text.count(chr(12))} sheets"
    assert "12 mục, xem dưới bảng" in text and "Bắc Kạn chung tay vì người nghèo" in " ".join(text.split())
