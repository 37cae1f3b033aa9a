import Domain
import Primitives

/// A file that brings a list, before anything is known of what it lists: what every import of a list begins with.
enum ListFile {
    static let maximumBytes = 2 * 1024 * 1024

    /// The list as text with separators: a CSV file as it is, of a workbook its first sheet.
    /// - Parameter noun: `danh sách đơn vị`.
    /// - Throws: `Problem(.invalid)` on the field `tep`.
    static func text(_ bytes: [UInt8], named fileName: String, noun: String) throws -> String {
        guard !bytes.isEmpty else { throw unfit("Chọn tệp \(noun) (Excel hoặc CSV) rồi bấm Xem trước.") }
        guard bytes.count <= maximumBytes else { throw unfit("Tệp lớn quá 2 MB. Chia tệp rồi tải từng phần.") }
        if fileName.lowercased().hasSuffix(".xlsx") { return try sheet(bytes, fileName) }
        guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
            throw unfit("Không đọc được chữ trong tệp. Lưu tệp ở dạng Excel (.xlsx) hoặc “CSV UTF-8” rồi tải lại.")
        }
        return text
    }

    private static func sheet(_ bytes: [UInt8], _ fileName: String) throws -> String {
        do {
            _ = try FileCheck.kind(of: bytes, named: fileName, maximumBytes: maximumBytes)
        } catch let problem as Problem {
            throw unfit(problem.message)
        }
        guard let book = Workbook(bytes) else {
            throw unfit("Không đọc được trang tính đầu tiên của tệp. Lưu lại ở dạng “CSV UTF-8” rồi tải lại.")
        }
        return book.delimited
    }

    static func unfit(_ message: String) -> Problem { Problem.invalid([FieldProblem("tep", message)]) }

    /// What is kept of a file's name.
    static func name(_ fileName: String) -> String { String(VietnameseText.tidied(fileName).suffix(200)) }
}
