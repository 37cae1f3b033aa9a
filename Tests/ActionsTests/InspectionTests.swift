import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Inspections: planned, concluded, and followed until what was found is mended.
@Suite struct InspectionTests {
    private static func code(_ body: () async throws -> Void) async -> Problem.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }

    @Test(arguments: TestEngine.available)
    func `kiến nghị được đơn vị khắc phục, chưa đạt thì làm tiếp, đạt thì Sở xác nhận`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let (id, finding) = try await world.concludedInspection(due: "04/12/2025")
            func answer(_ version: Int, by actor: Actor, _ text: String = "Đã lập sổ.") async throws {
                try await AnswerRecommendation(
                    inspectionID: id, id: finding, version: version, answer: text,
                    file: (
                        "so.pdf",
                        Array(
                            "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF".utf8
                        )
                    )
                ).run(by: actor, files: world.files, on: world.store)
            }
            #expect(await Self.code { try await answer(1, by: world.otherOfficer) } == .notFound)
            #expect(await Self.code { try await answer(1, by: world.specialist) } == .notAllowed)
            #expect(await Self.code { try await answer(1, by: world.officer, " ") } == .invalid)
            let open = try await world.store.read { tx in
                try InspectionRecords.recommendations(for: world.officer, after: nil, limit: 10, in: tx)
            }
            #expect(open.map(\.id) == [finding] && open[0].dueOn.iso == "2025-12-04")
            try await answer(1, by: world.officer)
            #expect(
                await Self.code {
                    try await ConfirmRecommendation(inspectionID: id, id: finding, version: 2).run(
                        by: world.officer, on: world.store)
                } == .notAllowed)
            try await ConfirmRecommendation(inspectionID: id, id: finding, version: 2, missing: "Chưa có chữ ký.").run(
                by: world.specialist, on: world.store)
            let work = try await world.store.read { tx in try WorkRecords.work(for: world.head, limit: 5, in: tx) }
            #expect(work[.recommendationsToMend]?.items.first?.reason == "Chưa có chữ ký.")
            try await answer(3, by: world.head, "Đã ký đủ.")
            #expect(await Self.code { try await answer(3, by: world.head) } == .conflict)
            try await ConfirmRecommendation(inspectionID: id, id: finding, version: 4).run(
                by: world.leader, on: world.store)
            let (left, papers, kinds) = try await world.store.read { tx in
                (
                    try InspectionRecords.recommendations(for: world.specialist, after: nil, limit: 10, in: tx),
                    try AttachmentRecords.attachments(of: .inspection, id.rawValue, in: tx),
                    try EventRecords.history(of: .inspection, id.rawValue, in: tx).map(\.kind)
                )
            }
            #expect(left.isEmpty && papers.count == 2)
            #expect(
                kinds == [
                    .inspectionPlanned, .inspectionConcluded, .attachmentAdded, .recommendationAnswered,
                    .recommendationReturned, .attachmentAdded, .recommendationAnswered, .recommendationConfirmed,
                ])
        }
    }

    @Test(arguments: TestEngine.available)
    func `chưa tới ngày thì chưa kết luận; kiến nghị phải có hạn; đơn vị không lập được kế hoạch`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let later = try await world.inspection(on: "10/12/2025")
            func conclude(_ id: ID<Inspection>, by actor: Actor) async throws {
                try await ConcludeInspection(
                    id: id, version: 1, conclusion: "Tốt.",
                    findings: [.init(kind: "recommendation", text: "Bổ sung sổ."), .init(kind: "", text: "Thiếu loại")]
                ).run(by: actor, on: world.store)
            }
            #expect(await Self.code { try await conclude(later, by: world.specialist) } == .conflict)
            #expect(await Self.code { try await conclude(later, by: world.officer) } == .notAllowed)
            let now = try await world.inspection()
            let problem = await #expect(throws: Problem.self) { try await conclude(now, by: world.leader) }
            #expect(problem?.fields.map(\.field) == ["due-1", "kind-2"])
            #expect(
                await Self.code {
                    _ = try await PlanInspection(typed: TypedInspection()).run(by: world.officer, on: world.store)
                } == .notAllowed)
            var typed = TypedInspection()
            typed.unit = "Xã không có"
            let empty = await #expect(throws: Problem.self) {
                _ = try await PlanInspection(typed: typed).run(by: world.specialist, on: world.store)
            }
            #expect(empty?.fields.map(\.field) == ["unit", "subject", "team", "startsOn"])
            try await CancelInspection(id: later, version: 1, reason: "Trùng lịch.").run(
                by: world.specialist, on: world.store)
            #expect(await Self.code { try await conclude(later, by: world.specialist) } == .conflict)
        }
    }
}
