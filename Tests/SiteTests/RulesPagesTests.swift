import Actions
import Domain
import HTTPTypes
import Primitives
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The pages of the province's rules, as a browser without scripts sees them.
@Suite struct RulesPagesTests {
    private func fields(_ content: RulesContent, version: Int) -> [(String, String)] {
        var fields = [
            ("version", String(version)), ("title", content.title), ("number", content.number),
            ("issuedOn", content.issuedOn), ("inForceFrom", content.inForceFrom), ("counting", content.counting),
            ("countingSource", content.countingSource), ("clusterLaunch", content.clusterLaunch),
            ("clusterLaunchSource", content.clusterLaunchSource),
        ]
        for section in RulesSection.allCases {
            for (index, row) in (content.rows[section] ?? []).enumerated() {
                for field in section.fields { fields.append(("\(field)-\(index + 1)", row[field] ?? "")) }
            }
        }
        return fields
    }

    @Test(arguments: TestEngine.available)
    func `Soạn, lãnh đạo đưa vào hiệu lực, phiên họp và hồ sơ dùng ngay, không cần JavaScript`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let specialist = try await site.signIn("chuyenvien.snv")
            var list = try await site.get(Route.rules.path(), as: specialist)
            #expect(list.body.contains("Tỉnh chưa có quy định nào trong hệ thống"))
            #expect(list.body.contains("Soạn bản mới"))
            let started = try await site.post(Route.draftRules.path(), as: specialist)
            #expect(started.status == .seeOther)
            let formPath = started.location
            let path = String(formPath.dropLast("/sua".count))

            // Wrong: told at the field, and what was typed is still there.
            var content = RulesContent.invented
            content.rows[.papers] = []
            content.rows[.votes] = [["voteCode": "CSTDT", "voteShare": "85", "voteSource": "Khoản 1 Điều 5"]]
            let refused = try await site.post(formPath, as: specialist, fields: fields(content, version: 1))
            #expect(refused.status == .unprocessableContent)
            #expect(refused.body.contains("tỉnh không được quy định thấp hơn"))
            #expect(refused.body.contains("href=\"#f-voteShare-1\""))
            #expect(refused.body.contains("value=\"41/2025/QĐ-UBND\""))
            // More rows are added without saving.
            let more = try await site.post(
                formPath, as: specialist, fields: fields(content, version: 1) + [("more", "votes")])
            #expect(more.status == .ok)
            #expect(more.body.contains("voteCode-5"))

            content.rows[.votes] = [["voteCode": "BKT", "voteShare": "80", "voteSource": "Khoản 1 Điều 5"]]
            let saved = try await site.post(formPath, as: specialist, fields: fields(content, version: 1))
            #expect(saved.location == path)
            var page = try await site.get(path, as: specialist)
            #expect(page.body.contains("ít nhất 80 % tổng số thành viên"))
            #expect(page.body.contains("Việc đưa vào hiệu lực do lãnh đạo Sở Nội vụ hoặc Chủ tịch thực hiện"))

            // Somebody who still has the old version open is told in words, and keeps what they typed.
            var late = content
            late.title = "Tên của người đến sau"
            let conflict = try await site.post(formPath, as: specialist, fields: fields(late, version: 1))
            #expect(conflict.status == .conflict)
            #expect(conflict.body.contains("vừa sửa dự thảo này"))
            #expect(conflict.body.contains("value=\"Tên của người đến sau\""))

            // A draft is not there for others, and decides nothing yet.
            let officer = try await site.signIn("canbo.xa")
            #expect(try await site.get(path, as: officer).status == .notFound)
            list = try await site.get(Route.rules.path(), as: officer)
            #expect(!list.body.contains(path))

            let leader = try await site.signIn("lanhdao.snv")
            page = try await site.get(path, as: leader)
            #expect(page.body.contains("Xác nhận, đưa vào hiệu lực"))
            let issued = try await site.post("\(path)/hieu-luc", as: leader, fields: [("version", "2")])
            #expect(issued.location == path)
            page = try await site.get(path, as: officer)
            #expect(page.body.contains("Đang có hiệu lực"))
            #expect(page.body.contains("Phạm Văn Đạo đưa vào hiệu lực lúc"))
            page = try await site.get(path, as: specialist)
            #expect(page.body.contains("Quy định đã ban hành nên không ai sửa được nữa"))
            #expect(try await site.get(formPath, as: specialist).status == .conflict)

            // The session says how many votes are needed and where that is written.
            let dossier = try await world.appraisedDossier()
            let council = try await world.store.write { tx in
                let members = (1...17).map {
                    CouncilMember(id: ID(at: tx.now), name: "Ủy viên \($0)", position: "", role: .member)
                }
                let council = Council(
                    id: ID(at: tx.now), unitID: world.province, name: "Hội đồng tỉnh thử", members: members)
                try CouncilRecords.insert(
                    council, document: "QĐ 1", from: CivilDate(year: 2020, month: 1, day: 1)!, in: tx)
                return council.id
            }
            let session = try await PlanSession(
                councilID: council, title: "Phiên họp", place: "", heldOn: "05/12/2025", dossiers: [dossier.id]
            ).run(by: world.secretary, on: world.store)
            let secretary = try await site.signIn("thuky")
            page = try await site.get(Route.session.path(session), as: secretary)
            #expect(page.body.contains("ít nhất 80 %"))
            #expect(page.body.contains("Khoản 1 Điều 5, Quyết định số 41/2025/QĐ-UBND"))

            // The dossier was handed in two days after 03/12, and says so, in the list too.
            page = try await site.get(Route.dossier.path(dossier.id), as: officer)
            #expect(page.body.contains("03/12/2025 (Đợt tổng kết năm)"))
            #expect(page.body.contains("Trình muộn 2 ngày"))
            #expect(try await site.get(Route.dossiers.path(), as: officer).body.contains("Trình muộn 2 ngày"))
            let new = try await site.get(Route.newDossier.path(), as: officer)
            #expect(new.body.contains("Đợt tổng kết năm: chậm nhất ngày 03/12/2025"))

            // The quota stands beside the law's findings, and the judgement says what it rests on.
            let nominations = try await world.store.read { tx in
                try NominationRecords.nominations(of: dossier.id, in: tx)
            }
            let nomination = Route.nomination.path(dossier.id, nominations[0].id)
            page = try await site.get(nomination, as: specialist)
            #expect(page.body.contains("Tỷ lệ Bằng khen"))
            #expect(page.body.contains("Khoản 1 Điều 6, Quyết định số 41/2025/QĐ-UBND"))
            #expect(page.body.contains("Căn cứ đã xét"))
            #expect(!page.body.contains("Nếu xét hôm nay"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mở lại đề nghị đã xét sau khi quy định đổi: lời cũ giữ nguyên, có lời báo hôm nay sẽ khác`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let world = site.world
            var content = RulesContent.invented
            content.rows[.papers] = []
            content.rows[.quotas]?[0]["quotaPercent"] = "50"
            let first = try await world.issuedRules(content)
            let dossier = try await world.appraisedDossier()
            let nomination = try await world.store.read { tx in
                try NominationRecords.nominations(of: dossier.id, in: tx)[0]
            }
            let path = Route.nomination.path(dossier.id, nomination.id)
            var specialist = try await site.signIn("chuyenvien.snv")
            let before = try await site.get(path, as: specialist).body
            func panel(_ body: String) -> Substring? {
                guard let start = body.range(of: "<section class=\"check\""),
                    let end = body[start.lowerBound...].range(of: "</section>")
                else { return nil }
                return body[start.lowerBound..<end.upperBound]
            }
            #expect(!before.contains("Nếu xét hôm nay"))

            world.clock.set(Instant(CivilDate(iso: "2026-03-02")!, hour: 8))
            content.number = "7/2026/QĐ-UBND"
            content.issuedOn = "01/02/2026"
            content.inForceFrom = "01/03/2026"
            content.rows[.quotas]?[0]["quotaPercent"] = "10"
            let second = try await world.issuedRules(content)
            specialist = try await site.signIn("chuyenvien.snv")
            let after = try await site.get(path, as: specialist).body
            #expect(panel(after) != nil)
            #expect(panel(after) == panel(before))
            #expect(after.contains("Nếu xét hôm nay, kết quả sẽ khác"))
            #expect(after.contains("Kết quả đã xét giữ nguyên giá trị"))
            #expect(after.contains("tu=\(first)&amp;den=\(second)"))
            let comparison = try await site.get(
                "\(Route.rulesComparison.path())?tu=\(first)&den=\(second)", as: specialist)
            #expect(comparison.body.contains("không quá 50 %"))
            #expect(comparison.body.contains("không quá 10 %"))
            #expect(comparison.body.contains("1 nội dung khác nhau"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `lists ask as many questions for three dossiers as for one`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await world.issuedRules()
            let counting = CountingStore(world.store)
            func ask() async throws -> Int {
                counting.reset()
                let officer = world.officer
                return try await counting.read { tx in
                    let lines = try DossierRecords.page(DossierFilter(), for: officer, before: nil, limit: 51, in: tx)
                    _ = try RulesRecords.timeline(in: tx)
                    _ = try RulesRecords.proposals(of: lines.map(\.id), in: tx)
                    return lines.count
                }
            }
            _ = try await world.draftDossier()
            #expect(try await ask() == 1)
            #expect(counting.count == 4)
            for _ in 1...2 { _ = try await world.draftDossier() }
            #expect(try await ask() == 3)
            #expect(counting.count == 4)
        }
    }
}
