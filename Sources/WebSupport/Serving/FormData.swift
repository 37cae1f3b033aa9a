import Foundation
import HTTPTypes
import Hummingbird
import Primitives

/// A file as it came with a form.
public struct UploadedFile: Sendable {
    public let fileName: String
    public let bytes: [UInt8]

    public init(fileName: String, bytes: [UInt8]) {
        self.fileName = fileName
        self.bytes = bytes
    }
}

/// The fields of a form, or of an address's query, in the order in which they came. A name may come several times.
public struct FormData: Sendable {
    public private(set) var fields: [(name: String, value: String)] = []
    public private(set) var files: [String: UploadedFile] = [:]

    public init(fields: [(name: String, value: String)] = []) { self.fields = fields }

    /// Reads `a=1&b=2`, as forms and queries are encoded.
    public init(encoded text: some StringProtocol) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = FormData.decoded(parts[0])
            let value = parts.count > 1 ? FormData.decoded(parts[1]) : ""
            fields.append((name, value))
        }
    }

    private static func decoded(_ text: some StringProtocol) -> String {
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        let plain = spaced.removingPercentEncoding ?? spaced
        // NUL may not be stored as text by PostgreSQL, and nobody types it.
        return plain.contains("\0") ? plain.replacingOccurrences(of: "\0", with: "") : plain
    }

    /// The first value of this name; empty when the form did not hold it.
    public subscript(name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    public func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    public mutating func set(_ name: String, _ value: String) {
        fields.removeAll { $0.name == name }
        fields.append((name, value))
    }

    /// Reads the body of a request: url-encoded, or multipart with files.
    /// - Throws: `Problem(.invalid)` in words when the body is too large or not a form.
    public static func read(_ request: Request, limit: Int) async throws -> FormData {
        let contentType = request.headers[.contentType] ?? ""
        if let boundary = MultipartParser.boundary(ofContentType: contentType) {
            return try await readMultipart(request, boundary: boundary, limit: limit)
        }
        var request = request
        do {
            let body = try await request.collectBody(upTo: min(limit, 1024 * 1024))
            return FormData(encoded: String(buffer: body))
        } catch {
            throw Problem(.invalid, "Nội dung gửi lên quá dài. Hãy rút gọn rồi gửi lại.")
        }
    }

    private static func readMultipart(_ request: Request, boundary: String, limit: Int) async throws -> FormData {
        var form = FormData()
        var parser = MultipartParser(
            boundary: boundary, limits: .init(parts: 100, bytesPerPart: limit, totalBytes: limit))
        var name = ""
        var fileName: String?
        var content: [UInt8] = []
        // A file field in which nothing was chosen comes with an empty name: no file.
        func take(_ events: [MultipartParser.Event]) {
            for event in events {
                switch event {
                case .partBegan(let headers):
                    name = headers.name
                    fileName = headers.fileName
                    content = []
                case .partData(let bytes):
                    content.append(contentsOf: bytes)
                case .partEnded:
                    if let fileName {
                        if fileName.isEmpty { break }
                        form.files[name] = UploadedFile(fileName: fileName, bytes: content)
                    } else {
                        let text = String(decoding: content, as: UTF8.self).replacingOccurrences(of: "\0", with: "")
                        form.fields.append((name, text))
                    }
                    content = []
                }
            }
        }
        do {
            for try await chunk in request.body { take(try parser.feed(Array(buffer: chunk))) }
            take(try parser.finish())
        } catch is MultipartError {
            throw Problem(
                .invalid,
                "Tệp quá lớn (tối đa 20 MB một tệp) hoặc tải lên bị đứt giữa chừng. Hãy giảm dung lượng rồi tải lại.")
        }
        return form
    }
}
