import Domain
import Primitives

/// Reads the fields of a form and gathers everything wrong with them, so that a person is told all of it at once.
struct TypedFields {
    private(set) var problems: [FieldProblem] = []

    mutating func add(_ field: String, _ message: String) { problems.append(FieldProblem(field, message)) }

    /// - Throws: `Problem(.invalid)` when anything was wrong.
    func check() throws {
        if !problems.isEmpty { throw Problem.invalid(problems) }
    }

    /// One line of text.
    /// - Parameter missing: what is said when nothing was typed; `nil` when that is allowed.
    mutating func line(
        _ typed: String, _ field: String, _ label: String, limit: Int, missing: String? = nil
    ) -> String {
        checked(VietnameseText.tidied(typed), field, label, limit, missing)
    }

    /// Text of several lines.
    mutating func lines(
        _ typed: String, _ field: String, _ label: String, limit: Int, missing: String? = nil
    ) -> String {
        checked(VietnameseText.tidiedLines(typed), field, label, limit, missing)
    }

    private mutating func checked(
        _ text: String, _ field: String, _ label: String, _ limit: Int, _ missing: String?
    ) -> String {
        if text.isEmpty, let missing { add(field, missing) }
        if text.count > limit { add(field, "\(label) dài quá \(groupedByThousands(limit)) ký tự. Rút gọn lại.") }
        return text
    }

    mutating func day(_ typed: String, _ field: String, missing: String? = nil) -> CivilDate? {
        let tidied = VietnameseText.tidied(typed)
        guard !tidied.isEmpty else {
            if let missing { add(field, missing) }
            return nil
        }
        let day = CivilDate(written: tidied)
        if day == nil { add(field, "Ngày “\(tidied)” không có thật. Nhập theo dạng 05/12/2025.") }
        return day
    }

    mutating func time(_ typed: String, _ field: String) -> TimeOfDay? {
        let tidied = VietnameseText.tidied(typed)
        guard !tidied.isEmpty else { return nil }
        let time = TimeOfDay(written: tidied)
        if time == nil { add(field, "Giờ “\(tidied)” không có thật. Nhập theo dạng 08:00.") }
        return time
    }

    /// A whole number as people write it: `1.204` is one thousand two hundred and four.
    mutating func number(
        _ typed: String, _ field: String, _ label: String, upTo highest: Int, missing: String? = nil
    ) -> Int? {
        let tidied = VietnameseText.tidied(typed)
        guard !tidied.isEmpty else {
            if let missing { add(field, missing) }
            return nil
        }
        let digits = tidied.filter { $0 != "." && $0 != " " }
        guard digits.utf8.count <= 15, !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(digits)
        else {
            add(field, "\(label) “\(tidied)” không phải là số nguyên. Chỉ nhập chữ số, ví dụ 1.204.")
            return nil
        }
        if number > highest {
            add(field, "\(label) lớn quá \(groupedByThousands(highest)). Kiểm tra lại.")
            return nil
        }
        return number
    }

    /// First and last day of something.
    /// - Returns: both, when they are there and in order.
    mutating func period(
        _ first: (typed: String, field: String), _ last: (typed: String, field: String), longest: Int
    ) -> (CivilDate, CivilDate)? {
        let start = day(first.typed, first.field, missing: "Nhập ngày bắt đầu.")
        let end =
            VietnameseText.tidied(last.typed).isEmpty ? start : day(last.typed, last.field)
        guard let start, let end else { return nil }
        if end < start {
            add(last.field, "Ngày kết thúc \(end.written) ở trước ngày bắt đầu \(start.written).")
            return nil
        }
        if end.days(since: start) >= longest {
            add(last.field, "Thời gian dài quá một năm. Kiểm tra lại năm của hai ngày.")
            return nil
        }
        return (start, end)
    }
}
