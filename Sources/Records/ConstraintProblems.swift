import Primitives
import Store

/// The Vietnamese sentence for a constraint that was violated although the code above it had checked: two people at once, mostly.
public func problem(for violation: ConstraintViolation) -> Problem {
    let known: [(fragment: String, message: String)] = [
        ("account_username_once", "Tên đăng nhập này đã có người dùng. Chọn tên khác."),
        ("account.username", "Tên đăng nhập này đã có người dùng. Chọn tên khác."),
        ("movement_response", "Đơn vị đã hưởng ứng phong trào này. Tải lại trang để xem và sửa nội dung hưởng ứng."),
        ("movement_review_reminder", "Đơn vị này hôm nay đã được nhắc. Tải lại trang để xem."),
        ("movement_review", "Đơn vị đã có nội dung sơ kết, tổng kết này. Tải lại trang để xem và sửa."),
        ("movement_reminder", "Đơn vị này hôm nay đã được nhắc. Tải lại trang để xem."),
        ("plan_once", "Đơn vị đã có kế hoạch của năm này. Mở kế hoạch đó để xem, sửa."),
        ("plan.unit_id", "Đơn vị đã có kế hoạch của năm này. Mở kế hoạch đó để xem, sửa."),
        ("indicator_once", "Năm này đã có một chỉ tiêu cùng tên. Mở chỉ tiêu đó, hoặc đặt tên khác."),
        ("indicator.owner_id", "Năm này đã có một chỉ tiêu cùng tên. Mở chỉ tiêu đó, hoặc đặt tên khác."),
        ("report_once", "Đơn vị đã được yêu cầu báo cáo này. Tải lại trang để xem."),
        ("report.request_id", "Đơn vị đã được yêu cầu báo cáo này. Tải lại trang để xem."),
        (
            "account_person_once",
            "Người này đã gắn với một tài khoản khác. Chọn người khác, hoặc xem lại tài khoản kia."
        ),
        (
            "account_person.person_id",
            "Người này đã gắn với một tài khoản khác. Chọn người khác, hoặc xem lại tài khoản kia."
        ),
        ("decision_line_nomination", "Có đề nghị đã nằm trong một quyết định khác. Tải lại trang rồi chọn lại."),
        ("decision_line.nomination_id", "Có đề nghị đã nằm trong một quyết định khác. Tải lại trang rồi chọn lại."),
        ("decision_number_once", "Số quyết định vừa được dùng cho quyết định khác. Ký lại để nhận số tiếp theo."),
        ("person_identity_once", "Số định danh này đã có trong hồ sơ của một người khác."),
        ("person.identity_hash", "Số định danh này đã có trong hồ sơ của một người khác."),
        ("vote_count_of_members", "Số phiếu cộng lại không được quá số thành viên Hội đồng."),
        (
            "provincial_rules_unchanged",
            "Quy định đã ban hành nên không sửa, không xóa được. Muốn thay đổi, hãy soạn bản mới."
        ),
        (
            "provincial_rules_in_order",
            "Đã có quy định khác bắt đầu có hiệu lực từ ngày này hoặc sau đó. Tải lại trang rồi chọn ngày muộn hơn."
        ),
        ("provincial_rules_first_day", "Đã có quy định khác bắt đầu có hiệu lực cùng ngày. Chọn ngày khác."),
        ("provincial_rules.in_force_from", "Đã có quy định khác bắt đầu có hiệu lực cùng ngày. Chọn ngày khác."),
        ("provincial_rules_one_draft", "Đang có một dự thảo khác. Tải lại trang rồi sửa dự thảo đó."),
        ("provincial_rules.unit_id", "Đang có một dự thảo khác. Tải lại trang rồi sửa dự thảo đó."),
        ("cluster_member", "Có đơn vị vừa được thêm vào cụm, khối này. Tải lại trang để xem các đơn vị thành viên."),
        ("cluster_term", "Trưởng, phó của năm này vừa được ghi. Tải lại trang để xem."),
        ("unit_code_once", "Mã đơn vị này đã có trong cùng thời kỳ."),
        ("unit.code", "Mã đơn vị này đã có trong cùng thời kỳ."),
    ]
    let message = known.first { violation.name.contains($0.fragment) }?.message
    return Problem(
        .conflict, message ?? "Dữ liệu vừa thay đổi trong lúc anh/chị làm việc. Tải lại trang rồi làm lại bước này.")
}
