import Domain
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

@testable import StaffWeb

@Suite struct UnsavedTextsTests {
    /// As a browser sends it: lines end with CR LF.
    private func form(_ text: String) -> FormData {
        FormData(
            encoded: "ly-do=" + text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    @Test func `a text that its own form still shows is not told again, however its lines end`() {
        let typed = form("Dòng thứ nhất\r\ndòng thứ hai & hết")
        for shown: HTML in ["Dòng thứ nhất\ndòng thứ hai &amp; hết", "Dòng thứ nhất\r\ndòng thứ hai &amp; hết"] {
            #expect(UnsavedTexts(typed, notIn: "<textarea>\(shown)</textarea>").html.string == "")
        }
    }

    @Test func `a text that is gone from the page is told as it was typed`() {
        let told = UnsavedTexts(form("Dòng thứ nhất\r\n<b>dòng thứ hai</b>"), notIn: "<p>Đã kết thúc.</p>").html.string
        #expect(told.contains("chưa được ghi"))
        #expect(told.contains("Dòng thứ nhất\n&lt;b&gt;dòng thứ hai&lt;/b&gt;"))
        #expect(UnsavedTexts(form("Ngắn"), notIn: "").html.string == "", "one word is typed again in a moment")
    }

    @Test(arguments: TestEngine.available)
    func `why a name was left out of a signed decision is read by its own people only`(engine: TestEngine) async throws
    {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let world = site.world
            try await world.store.write { tx in
                for kind in [EventKind.nominationRefused, .decisionLineRemoved] {
                    try EventRecords.append(
                        kind, to: .decision, stage.signed.rawValue, by: world.chairman,
                        note: "Triệu Thị Đào: đơn thư đang được xác minh", in: tx)
                }
            }
            let path = Route.decision.path(stage.signed)
            for (visitor, reads) in [
                (Visitor.specialist, true), (.chairman, true), (.inspector, true), (.officer, false),
                (.otherOfficer, false),
            ] {
                let answer = try await site.get(path, as: try await site.signIn(visitor.username))
                #expect(answer.status == .ok && answer.body.contains("đang được xác minh") == reads, "\(visitor)")
            }
        }
    }
}
