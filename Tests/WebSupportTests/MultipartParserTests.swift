import Primitives
import Testing
import WebSupport

@Suite struct MultipartParserTests {
    // MARK: What browsers send

    @Test func `a field and a file come out as they went in`() throws {
        let parts = try parse(twoParts)
        #expect(parts.map(\.headers.name) == ["lý do", "minh_chung"])
        #expect(parts[0].headers.fileName == nil)
        #expect(parts[0].text == "Hoàn thành xuất sắc\r\n\r\nnhiệm vụ")
        #expect(parts[1].headers.fileName == "Báo cáo thành tích.pdf")
        #expect(parts[1].headers.contentType == "application/pdf")
        #expect(parts[1].content == Array("%PDF-1.7\r\n--ranh\r\n".utf8))
    }

    @Test func `the same parts come out wherever the body is cut`() throws {
        let bytes = Array(twoParts.utf8)
        let whole = try parse(twoParts)
        for cut in 0...bytes.count {
            #expect(try parse([bytes[..<cut], bytes[cut...]]) == whole, "cut at \(cut)")
        }
        for size in 1...40 {
            #expect(try parse(pieces(of: bytes, size: size)) == whole, "pieces of \(size)")
        }
    }

    @Test func `preamble and epilogue are ignored`() throws {
        let parts = try parse("xin chào\r\n" + onePart + "\r\nhết\r\n--ranh-gioi\r\nkhông đọc")
        #expect(parts.map(\.text) == ["1"])
    }

    @Test func `a form without fields is a form`() throws {
        #expect(try parse("--ranh-gioi--\r\n").isEmpty)
    }

    @Test func `an empty part begins and ends`() throws {
        let parts = try parse(body("form-data; name=\"tep\"; filename=\"\"", content: ""))
        #expect(parts.map(\.headers.fileName) == [""])
        #expect(parts.map(\.content) == [[]])
    }

    @Test(arguments: [
        (#"form-data; name="a%22b""#, #"a"b"#),
        (#"form-data; name="a\"b""#, #"a"b"#),
        (#"form-data; name="100%25""#, "100%25"),
        (#"form-data; name="a;b=c""#, "a;b=c"),
        (#"form-data;name=a"#, "a"),
        (#"Form-Data; NAME="a" ; x=y"#, "a"),
    ])
    func `field names are read as browsers write them`(disposition: String, name: String) throws {
        #expect(try parse(body(disposition, content: "1")).map(\.headers.name) == [name])
    }

    @Test(arguments: [
        (#"filename="Quyết định số 12.pdf""#, "Quyết định số 12.pdf"),
        (#"filename="C:\Users\Đào\tệp.pdf""#, #"C:\Users\Đào\tệp.pdf"#),
        (#"filename="“trích” %22dẫn%22.pdf""#, #"“trích” "dẫn".pdf"#),
        (#"filename="x.pdf"; filename*=UTF-8''b%E1%BA%A3ng%20v%C3%A0ng.pdf"#, "bảng vàng.pdf"),
        (#"filename*=utf-8'vi'b%E1%BA%A3ng.pdf; filename="x.pdf""#, "bảng.pdf"),
        (#"filename="../../etc/passwd""#, "../../etc/passwd"),
    ])
    func `file names come out in Vietnamese`(parameter: String, name: String) throws {
        let parts = try parse(body("form-data; name=\"tep\"; " + parameter, content: "1"))
        #expect(parts.map(\.headers.fileName) == [name])
    }

    // MARK: What is refused

    @Test(arguments: [
        ("LF only", onePart.replacing("\r\n", with: "\n")),
        ("LF behind a boundary", onePart.replacing("gioi\r\nContent", with: "gioi\nContent")),
        ("LF between headers", onePart.replacing("\r\nContent-Type", with: "\nContent-Type")),
        ("text behind a boundary", onePart.replacing("gioi\r\nContent", with: "gioix\r\nContent")),
        ("no disposition", onePart.replacing("Content-Disposition", with: "X-Disposition")),
        (
            "disposition twice",
            onePart.replacing("Content-Type: text/plain", with: "content-disposition: form-data; name=b")
        ),
        ("not form-data", onePart.replacing("form-data", with: "attachment")),
        ("no name", onePart.replacing("; name=\"a\"", with: "")),
        ("name twice", onePart.replacing("name=\"a\"", with: "name=\"a\"; name=\"b\"")),
        ("open quote", onePart.replacing("name=\"a\"", with: "name=\"a")),
        ("folded header", onePart.replacing("Content-Type: ", with: "X: 1\r\n Content-Type: ")),
        ("header without colon", onePart.replacing("Content-Type: ", with: "Content-Type ")),
        ("NUL in a header", onePart.replacing("text/plain", with: "text\0/plain")),
        ("transfer encoding", onePart.replacing("Content-Type: text/plain", with: "Content-Transfer-Encoding: base64")),
        ("filename* in another character set", onePart.replacing("name=\"a\"", with: "name=a; filename*=latin1''a%E9")),
        ("filename* cut off", onePart.replacing("name=\"a\"", with: "name=a; filename*=UTF-8''a%E1%BA")),
        ("no headers at all", "--ranh-gioi\r\n\r\n1\r\n--ranh-gioi--\r\n"),
        ("no content, not even its line break", onePart.replacing("\r\n\r\n1\r\n--", with: "\r\n\r\n--")),
    ])
    func `what two readers could read differently is refused, wherever it is cut`(what: String, body: String) throws {
        let bytes = Array(body.utf8)
        #expect(body != onePart)
        for cut in 0...bytes.count {
            let error = #expect(throws: MultipartError.self) { try parse([bytes[..<cut], bytes[cut...]]) }
            if case .malformed = error {
            } else {
                Issue.record("\(what), cut at \(cut): \(String(describing: error))")
            }
        }
    }

    @Test func `a header that is not UTF-8 is refused`() {
        var bytes = Array(body("form-data; name=\"a\"; filename=\"?.pdf\"", content: "1").utf8)
        bytes[bytes.firstIndex(of: UInt8(ascii: "?")) ?? 0] = 0xE9
        #expect(throws: MultipartError.malformed("headers that are not UTF-8")) { try parse([bytes[...]]) }
    }

    @Test func `a body that breaks off anywhere is incomplete`() {
        let bytes = Array(twoParts.utf8)
        // Behind the closing boundary nothing is missing any more.
        let end = bytes.count - 2
        for length in 0..<end {
            #expect(throws: MultipartError.incomplete, "\(length) bytes") { try parse([bytes[..<length]]) }
        }
        #expect(throws: Never.self) { try parse([bytes[..<end]]) }
    }

    @Test func `after an error nothing comes any more`() {
        var parser = MultipartParser(boundary: "ranh-gioi")
        let bad = Array("--ranh-gioi?".utf8)
        #expect(throws: MultipartError.malformed("text behind a boundary")) { try parser.feed(bad) }
        #expect(throws: MultipartError.malformed("text behind a boundary")) { try parser.feed(Array(onePart.utf8)) }
        #expect(throws: MultipartError.malformed("text behind a boundary")) { try parser.finish() }
    }

    // MARK: Limits

    @Test func `limits hold to the byte`() throws {
        let file = body("form-data; name=\"t\"; filename=\"x.pdf\"", content: "12345")
        let field = body("form-data; name=\"t\"", content: "12345")
        let size = file.utf8.count
        #expect(try parse(file, .init(bytesPerPart: 5)).count == 1)
        #expect(throws: MultipartError.self) { try parse(file, .init(bytesPerPart: 4)) }
        #expect(try parse(field, .init(bytesPerPart: 4, bytesPerField: 5)).count == 1)
        #expect(throws: MultipartError.self) { try parse(field, .init(bytesPerField: 4)) }
        #expect(try parse(file, .init(totalBytes: size)).count == 1)
        #expect(throws: MultipartError.tooLarge(limit: size - 1)) { try parse(file, .init(totalBytes: size - 1)) }

        let three = body("form-data; name=a", content: "1", parts: 3)
        #expect(try parse(three, .init(parts: 3)).count == 3)
        #expect(throws: MultipartError.tooManyParts(limit: 2)) { try parse(three, .init(parts: 2)) }

        let block = "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain".utf8.count
        let bytes = Array(onePart.utf8)
        for cut in 0...bytes.count {
            let cuts = [bytes[..<cut], bytes[cut...]]
            #expect(try parse(cuts, .init(headerBytes: block)).count == 1)
            #expect(throws: MultipartError.headersTooLong(limit: block - 1)) {
                try parse(cuts, .init(headerBytes: block - 1))
            }
        }
    }

    @Test func `a file of 25 MB passes in pieces, and stops at a limit of 20 MB`() throws {
        let head = Array("--ranh-gioi\r\nContent-Disposition: form-data; name=\"t\"; filename=\"lớn.pdf\"\r\n\r\n".utf8)
        let tail = Array("\r\n--ranh-gioi--\r\n".utf8)
        // Full of beginnings of boundaries.
        let block = Array(String(repeating: "\r\n--ranh-gio", count: 6000).utf8).prefix(65_536)
        let blocks = 25 * 16
        var received = 0
        var parser = MultipartParser(boundary: "ranh-gioi", limits: .init(bytesPerPart: 26 << 20))
        received += dataCount(try parser.feed(head))
        for _ in 0..<blocks { received += dataCount(try parser.feed(block)) }
        received += dataCount(try parser.feed(tail))
        _ = try parser.finish()
        #expect(received == 25 << 20)

        var strict = MultipartParser(boundary: "ranh-gioi")
        received = 0
        let error = #expect(throws: MultipartError.self) {
            received += dataCount(try strict.feed(head))
            for _ in 0..<blocks { received += dataCount(try strict.feed(block)) }
        }
        #expect(received <= 20 << 20)
        #expect(
            error?.problem.message
                == "Tệp “lớn.pdf” vượt quá mức 20 MB. Xin giảm dung lượng hoặc tách thành nhiều tệp rồi gửi lại.")
    }

    // MARK: The header of the request

    @Test(arguments: [
        (
            "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
            "----WebKitFormBoundary7MA4YWxkTrZu0gW"
        ),
        ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", "a b"),
        ("multipart/form-data;boundary=x;", "x"),
        ("multipart/form-data", nil),
        ("multipart/form-data; boundary=", nil),
        ("multipart/form-data; boundary=\"\"", nil),
        ("multipart/form-data; boundary=\"a \"", nil),
        ("multipart/form-data; boundary=a; boundary=b", nil),
        ("multipart/form-data; boundary=ranh-giới", nil),
        ("multipart/form-data; boundary=\"a\r\nb\"", nil),
        ("multipart/mixed; boundary=a", nil),
        ("application/x-www-form-urlencoded", nil),
        ("", nil),
    ])
    func `the boundary is read from the header`(header: String, boundary: String?) {
        #expect(MultipartParser.boundary(ofContentType: header) == boundary)
    }

    @Test func `a boundary has at most 70 letters`() {
        let longest = String(repeating: "x", count: 70)
        #expect(MultipartParser.boundary(ofContentType: "multipart/form-data; boundary=\(longest)") == longest)
        #expect(MultipartParser.boundary(ofContentType: "multipart/form-data; boundary=\(longest)x") == nil)
    }

    // MARK: Anything at all

    @Test func `mutated bodies never crash, never give more than went in, and read the same in pieces`() {
        var random = Seeded(state: 0x5EED)
        let seeds = [
            twoParts, onePart, body("form-data; name=a; filename*=UTF-8''%C4%91.pdf", content: "\r\n--", parts: 3),
        ]
        let tokens = [
            "\r\n", "\n", "\r", "--", "--ranh-gioi", "--ranh-gioi--", "\r\n--ranh-gioi\r\n", "\"", ";", "%22", "\0",
            "ế",
        ]
        let limits = MultipartParser.Limits(
            parts: 4, headerBytes: 200, bytesPerPart: 60, bytesPerField: 60, totalBytes: 10_000)
        var accepted = 0
        for round in 0..<20_000 {
            var bytes = Array(seeds[Int(random.next() % 3)].utf8)
            for _ in 0..<(1 + random.next() % 4) {
                let place = Int(random.next() % UInt64(bytes.count + 1))
                switch random.next() % 4 {
                case 0 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1:
                    let end = min(bytes.count, place + Int(random.next() % 12))
                    bytes.removeSubrange(place..<end)
                case 2: bytes.insert(contentsOf: tokens[Int(random.next() % UInt64(tokens.count))].utf8, at: place)
                default: bytes.insert(contentsOf: bytes.prefix(Int(random.next() % 80)), at: place)
                }
            }
            let whole = outcome([bytes[...]], limits)
            let cut = outcome(pieces(of: bytes, size: 1 + Int(random.next() % 9)), limits)
            let out = whole.parts.reduce(0) { $0 + $1.content.count }
            if out > bytes.count || whole.error != cut.error || (whole.error == nil && whole.parts != cut.parts) {
                Issue.record("round \(round): \(String(decoding: bytes, as: UTF8.self))")
            }
            if whole.error == nil { accepted += 1 }
        }
        // Both ways are taken often, so the rounds tell something.
        #expect((2_000...18_000).contains(accepted))
    }
}

private let onePart =
    "--ranh-gioi\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain\r\n\r\n1\r\n--ranh-gioi--\r\n"

private let twoParts = """
    --ranh-gioi\r
    Content-Disposition: form-data; name="lý do"\r
    \r
    Hoàn thành xuất sắc\r
    \r
    nhiệm vụ\r
    --ranh-gioi  \r
    content-disposition: form-data; name="minh_chung"; filename="Báo cáo thành tích.pdf"\r
    Content-Type: application/pdf\r
    \r
    %PDF-1.7\r
    --ranh\r
    \r
    --ranh-gioi--\r

    """

private func body(_ disposition: String, content: String, parts: Int = 1) -> String {
    String(
        repeating: "--ranh-gioi\r\nContent-Disposition: \(disposition)\r\n\r\n\(content)\r\n", count: parts)
        + "--ranh-gioi--\r\n"
}

private struct Part: Equatable {
    let headers: MultipartParser.PartHeaders
    var content: [UInt8] = []
    var text: String { String(decoding: content, as: UTF8.self) }
}

private func parse(_ body: String, _ limits: MultipartParser.Limits = .init()) throws -> [Part] {
    try parse([Array(body.utf8)[...]], limits)
}

@discardableResult
private func parse(_ pieces: [ArraySlice<UInt8>], _ limits: MultipartParser.Limits = .init()) throws -> [Part] {
    let result = outcome(pieces, limits)
    if let error = result.error { throw error }
    return result.parts
}

private func outcome(
    _ pieces: [ArraySlice<UInt8>], _ limits: MultipartParser.Limits
) -> (parts: [Part], error: MultipartError?) {
    var parser = MultipartParser(boundary: "ranh-gioi", limits: limits)
    var parts: [Part] = []
    var open: Part?
    do throws(MultipartError) {
        for (index, piece) in (pieces + [[]]).enumerated() {
            for event in index < pieces.count ? try parser.feed(piece) : try parser.finish() {
                switch event {
                case .partBegan(let headers):
                    #expect(open == nil)
                    open = Part(headers: headers)
                case .partData(let bytes):
                    #expect(open != nil && !bytes.isEmpty)
                    open?.content += bytes
                case .partEnded:
                    if let part = open { parts.append(part) } else { Issue.record("an end without a beginning") }
                    open = nil
                }
            }
        }
    } catch {
        if let open { parts.append(open) }
        return (parts, error)
    }
    #expect(open == nil)
    return (parts, nil)
}

private func dataCount(_ events: [MultipartParser.Event]) -> Int {
    events.reduce(0) { sum, event in
        if case .partData(let bytes) = event { sum + bytes.count } else { sum }
    }
}

private func pieces(of bytes: [UInt8], size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min(bytes.count, $0 + size)] }
}

/// SplitMix64: the same rounds every time.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
