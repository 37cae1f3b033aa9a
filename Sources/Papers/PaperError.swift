/// Why a paper could not be made. Internal: a person at a desk can mend none of these, so they are logged for the
/// one who runs the server, in Vietnamese, with the template and the place in it.
public enum PaperError: Error, Hashable, Sendable {
    /// There is no folder of templates, or a file in it cannot be read as UTF-8 text.
    case unreadable(file: String)
    /// A template that the program needs is not among the files.
    case missingTemplate(name: String)
    /// A template prints a field that its paper does not have, or uses one in a way that its kind does not allow.
    case unknownField(template: String, field: String, line: Int)
    /// A template includes a part that does not exist.
    case unknownPartial(template: String, partial: String, line: Int)
    /// A template is written wrongly: an open tag, a section closed by another name, a raw value.
    case malformed(template: String, line: Int, reason: String)
    /// A template fetches a picture, font or style from elsewhere; it would be missing from the printed paper.
    case outsideReference(template: String, reference: String)
    /// A paper would be printed without something that belongs on it.
    case fieldNotPrinted(template: String, field: String)
    /// The program that makes PDF files is not installed.
    case programMissing(name: String)
    /// The program that makes PDF files did not finish within the limit.
    case timedOut(program: String, seconds: Int)
    /// The program that makes PDF files failed; `detail` is what it wrote on standard error.
    case renderingFailed(program: String, detail: String)
}

extension PaperError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file):
            "Không đọc được tệp mẫu “\(file)”. Kiểm tra tệp có tồn tại và được lưu bằng bảng mã UTF-8."
        case .missingTemplate(let name):
            "Thiếu tệp mẫu “\(name)”. Đặt lại tệp này vào thư mục mẫu rồi khởi động lại."
        case .unknownField(let template, let field, let line):
            "Mẫu “\(template)”, dòng \(line): không có trường “\(field)” ở chỗ này. Sửa tên trường rồi khởi động lại."
        case .unknownPartial(let template, let partial, let line):
            "Mẫu “\(template)”, dòng \(line): không có mẫu con “\(partial)”. Sửa tên mẫu con rồi khởi động lại."
        case .malformed(let template, let line, let reason):
            "Mẫu “\(template)”, dòng \(line): \(reason)."
        case .outsideReference(let template, let reference):
            "Mẫu “\(template)” dẫn tới “\(reference)” ở ngoài mẫu nên sẽ không in được. "
                + "Đưa hình vào mẫu dưới dạng “data:” hoặc bỏ chỗ dẫn này."
        case .fieldNotPrinted(let template, let field):
            "Mẫu “\(template)” không in trường bắt buộc “\(field)”. Thêm trường này vào mẫu rồi khởi động lại."
        case .programMissing(let name):
            "Máy chủ chưa cài chương trình “\(name)” nên không tạo được tệp PDF. Cài chương trình này rồi thử lại."
        case .timedOut(let program, let seconds):
            "Chương trình “\(program)” không tạo xong tệp PDF trong \(seconds) giây nên đã bị dừng. Thử lại sau ít phút."
        case .renderingFailed(let program, let detail):
            "Chương trình “\(program)” không tạo được tệp PDF: \(detail)"
        }
    }
}
