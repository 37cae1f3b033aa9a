import HTTPTypes
import Hummingbird
import Primitives

extension HTML {
    /// The page as an answer.
    public func response(_ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Response {
    /// Sends the browser on with GET.
    public static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    /// A file to be saved, never opened in our pages' name.
    public static func download(_ bytes: [UInt8], mediaType: String, fileName: String, isInline: Bool = false)
        -> Response
    {
        let encoded = fileName.utf8.map { byte -> String in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 46 || byte == 95
            return isPlain
                ? String(Unicode.Scalar(byte))
                : "%" + String(byte >> 4, radix: 16, uppercase: true)
                    + String(byte & 15, radix: 16, uppercase: true)
        }.joined()
        var response = Response(
            status: .ok, headers: [.contentType: mediaType], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        response.headers[.contentDisposition] = (isInline ? "inline" : "attachment") + "; filename*=UTF-8''" + encoded
        return response
    }
}

extension Problem {
    public var status: HTTPResponse.Status {
        switch code {
        case .notFound: .notFound
        case .notAllowed: .forbidden
        case .invalid: .unprocessableContent
        case .conflict, .tooLate: .conflict
        case .notInForce: .unprocessableContent
        case .tooMany: .tooManyRequests
        case .notSignedIn: .unauthorized
        }
    }

    /// The heading of the page that tells of it.
    public var heading: String {
        switch code {
        case .notFound: "Không tìm thấy"
        case .notAllowed: "Anh/chị không có quyền làm việc này"
        case .invalid: "Nội dung gửi lên chưa hợp lệ"
        case .conflict: "Có người vừa làm trước"
        case .tooLate: "Đã hết hạn"
        case .notInForce: "Chưa có quy định áp dụng cho ngày này"
        case .tooMany: "Thao tác quá nhanh"
        case .notSignedIn: "Cần đăng nhập"
        }
    }
}
