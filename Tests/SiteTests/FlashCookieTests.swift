import Foundation
import HTTPTypes
import TestSupport
import TestWorld
import Testing
import WebSupport

@testable import StaffWeb

@Suite struct FlashCookieTests {
    /// The value that a browser keeps of a `Set-Cookie` line.
    private func value(_ line: String) -> String {
        String(line.split(separator: ";")[0].split(separator: "=", maxSplits: 1)[1])
    }

    @Test(arguments: [
        Flash.done("Đã trình hồ sơ HS-2025-000012 đến Sở Nội vụ."),
        .warning("Một dòng; có = và \"ngoặc\"\r\nXuống dòng"),
        Flash(kind: .failed, message: ""),
    ])
    func `what was to be said arrives as it was`(flash: Flash) {
        let line = FlashCookie.setting(flash)
        #expect(line.utf8.allSatisfy { (32...126).contains($0) }, "a header takes nothing else")
        let read = FlashCookie.flash(value(line))
        #expect(read?.kind == flash.kind && read?.message == flash.message)
    }

    @Test func `a message too long for a cookie is cut, not lost`() {
        let line = FlashCookie.setting(.done(String(repeating: "Đơn vị ", count: 1_000)))
        #expect(line.utf8.count < 4_096)
        let read = FlashCookie.flash(value(line))?.message ?? ""
        #expect(read.hasPrefix("Đơn vị Đơn vị") && read.hasSuffix("…"))
    }

    @Test(arguments: TestEngine.available)
    func `a cookie that we did not write says nothing, or plain text`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let officer = try await site.signIn("canbo.xa")
            func page(_ text: String) async throws -> TestSite.Answer {
                try await site.send(
                    .get, Route.work.path(),
                    headers: [.cookie: "\(officer.cookie); \(FlashCookie.name)=\(text)"])
            }
            for text in ["", "%00", "!!!", "ZG9uZQ", "aGFja2VkOng", String(repeating: "A", count: 5_000)] {
                let answer = try await page(text)
                #expect(answer.status == .ok && !answer.body.contains("class=\"flash"), "\(text.prefix(20))")
            }
            let forged = Data("done:<script>alert(1)</script>".utf8).base64EncodedString()
            let answer = try await page(forged.replacingOccurrences(of: "=", with: ""))
            #expect(answer.body.contains("&lt;script&gt;alert(1)") && !answer.body.contains("<script>alert"))
            #expect(answer.headers[.setCookie]?.contains("Max-Age=0") == true, "said once")
        }
    }
}
