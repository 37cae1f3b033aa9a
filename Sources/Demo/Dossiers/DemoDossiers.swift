import Actions
import Domain
import Law
import Primitives
import Records
import Store

/// A handful of dossiers in different states, made by the same acts that officials use.
struct DemoDossiers {
    let store: any Store
    let files: FileStore
    let lawbook: Lawbook
    let plan: DemoPlan

    private struct Line {
        let code: CatalogueCode
        let choice: AddNomination.Choice
        let summary: String
        /// Initiatives of the nominee that are brought as evidence.
        let initiatives: [ID<Initiative>]
    }

    /// - Returns: how many dossiers were made.
    func make() async throws -> Int {
        let specialist = try plan.accounts.actor("chuyenvien.snv")
        let ducXuan = try plan.accounts.actor("canbo.ducxuan")
        let health = try plan.accounts.actor("canbo.soyte")
        let choDon = try plan.accounts.actor("canbo.chodon")
        let naRi = try plan.accounts.actor("canbo.nari")

        _ = try await draft(
            "Đề nghị tặng Bằng khen năm 2025 (đợt 2)", at: "01840", [person("Phạm Thị Lụa", "BKT")], by: ducXuan)
        _ = try await draft(
            "Đề nghị tặng Bằng khen cho cá nhân ngành y tế năm 2025", at: "SYT", [person("Trần Văn Độ", "BKT")],
            by: health)

        _ = try await submitted(
            "Đề nghị tặng Bằng khen năm 2025", at: "02020", [person("Nông Văn Nhất", "BKT")], number: 41, by: choDon)
        _ = try await submitted(
            "Đề nghị tặng Bằng khen năm 2025", at: "02155", [person("Vi Thị Nụ", "BKT")], number: 29, by: naRi)
        _ = try await submitted(
            "Đề nghị tặng danh hiệu Chiến sĩ thi đua cấp tỉnh năm 2025", at: "01840",
            [person(NamedCases.proposedTwice, "CSTDT")],
            number: 63, by: ducXuan)

        let returned = try await submitted(
            "Đề nghị tặng Bằng khen năm 2025", at: "SYT", [person("Nguyễn Thị Gấm", "BKT")], number: 118, by: health)
        _ = try await ReturnDossier(
            id: returned, version: try await version(returned),
            reason:
                "Biên bản xét khen thưởng chưa có chữ ký của thư ký cuộc họp; báo cáo thành tích chưa nêu kết quả năm 2024. Đề nghị bổ sung và trình lại trước ngày 12/12/2025."
        ).run(by: specialist, on: store)

        _ = try await received(
            "Đề nghị tặng danh hiệu Chiến sĩ thi đua cấp tỉnh năm 2025", at: "02020", [person("Ma Thị Sim", "CSTDT")],
            number: 42,
            by: choDon, specialist)
        _ = try await received(
            "Đề nghị tặng Bằng khen cho cá nhân năm 2025", at: "SYT", [person("Dương Văn Thạo", "BKT")], number: 119,
            by: health,
            specialist)

        try await appraised(
            "Đề nghị tặng danh hiệu Chiến sĩ thi đua cấp tỉnh năm 2025", at: "02155",
            [person("Lường Thị Ban", "CSTDT")], number: 30,
            by: naRi, specialist)
        try await appraised(
            "Đề nghị khen thưởng tập thể và cá nhân năm 2025", at: "01840",
            [
                person("Lương Văn Thụ", "BKT"),
                Line(
                    code: "TTLDXS", choice: .collective(try plan.units.unit("01840.PVHXH")),
                    summary:
                        "Hoàn thành xuất sắc nhiệm vụ năm 2025; 100 % người dân nộp hồ sơ trực tuyến được hướng dẫn tại chỗ, không có hồ sơ quá hạn.",
                    initiatives: []),
            ], number: 64, by: ducXuan, specialist)

        let passed = [
            try await appraised(
                "Đề nghị tặng Bằng khen năm 2025 (đợt 3)", at: "01840", [person("Hoàng Thị Minh Điệp", "BKT")],
                number: 65, by: ducXuan, specialist),
            try await appraised(
                "Đề nghị tặng Bằng khen năm 2025 (đợt 2)", at: "02155", [person("Vi Minh Hải", "BKT")], number: 31,
                by: naRi, specialist),
        ]
        try await passCouncil(passed)
        _ = try await DraftDecision(
            issuerID: plan.units.province,
            abstract: "Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2025",
            nominations: try await nominations(of: passed).map(\.id)
        ).run(by: specialist, lawbook: lawbook, on: store)
        return 12
    }

    /// The council votes on these dossiers, and all of them pass: what is left is the Chairman's signature.
    private func passCouncil(_ dossiers: [ID<Dossier>]) async throws {
        let secretary = try plan.accounts.actor("thuky")
        guard let council = plan.councils.rows.first(where: { $0.council.unitID == plan.units.province })?.council
        else {
            throw Problem.notFound("Hội đồng của tỉnh trong dữ liệu trình diễn")
        }
        let id = try await PlanSession(
            councilID: council.id, title: "Phiên họp xét Bằng khen tháng 12 năm 2025 (hư cấu)",
            place: "Phòng họp số 1, UBND tỉnh", heldOn: "05/12/2025", dossiers: dossiers
        ).run(by: secretary, on: store)
        @Sendable func version() async throws -> Int {
            try await store.read { tx in try SessionRecords.session(id, in: tx)?.version ?? 0 }
        }
        try await RecordAttendance(
            id: id, version: try await version(),
            presences: Dictionary(
                council.members.map { ($0.id, Presence.present) }, uniquingKeysWith: { first, _ in first })
        ).run(by: secretary, on: store)
        let votes = Dictionary(
            try await nominations(of: dossiers).map { ($0.id, RecordVotes.Typed(agree: "17", disagree: "0")) },
            uniquingKeysWith: { first, _ in first })
        try await RecordVotes(id: id, version: try await version(), votes: votes).run(
            by: secretary, lawbook: lawbook, on: store)
        _ = try await AddMinutes(
            id: id, paperNumber: "11/BB-HĐTĐKT", paperOn: "05/12/2025", fileName: "bien-ban.pdf",
            content: SmallPDF.page(["Biên bản phiên họp (hư cấu)", "17 phiếu đồng ý trên 17 thành viên"])
        ).run(by: secretary, files: files, on: store)
        try await ConcludeSession(id: id, version: try await version()).run(by: secretary, on: store)
    }

    private func nominations(of dossiers: [ID<Dossier>]) async throws -> [Nomination] {
        try await store.read { tx in try dossiers.flatMap { try NominationRecords.nominations(of: $0, in: tx) } }
    }

    private func person(_ name: String, _ code: CatalogueCode) throws -> Line {
        guard let file = plan.people.first(where: { $0.person.name == name }) else {
            throw Problem.notFound("\(name) trong dữ liệu trình diễn")
        }
        return Line(
            code: code, choice: .person(file.person.id),
            summary:
                "Hoàn thành xuất sắc nhiệm vụ năm 2025: xử lý đúng hạn toàn bộ hồ sơ được giao, trực tiếp giúp 14 hộ nghèo hoàn thành xóa nhà tạm, nhà dột nát, tích cực hướng dẫn người dân dùng dịch vụ công trực tuyến.",
            initiatives: code == "CSTDT" ? file.initiatives.filter { $0.usedFor == nil }.map(\.id) : [])
    }

    private func version(_ id: ID<Dossier>) async throws -> Int {
        try await store.read { tx in try DossierRecords.dossier(id, in: tx)?.version ?? 0 }
    }

    private func draft(_ title: String, at unit: String, _ lines: [Line], by officer: Actor) async throws -> ID<Dossier>
    {
        let id = try await CreateDossier(
            title: title, category: .merit, year: 2025, level: .province, unitID: try plan.units.unit(unit),
            movementID: nil
        ).run(by: officer, on: store)
        for line in lines {
            let nominationID = try await AddNomination(dossierID: id, choice: line.choice).run(
                by: officer, lawbook: lawbook, on: store)
            let group: SubjectGroup? = if case .person = line.choice { .official } else { nil }
            _ = try await ChangeNomination(
                dossierID: id, id: nominationID, version: 1, code: line.code, group: group, year: "2025",
                periodFrom: "01/01/2025", periodUntil: "31/12/2025", summary: line.summary,
                initiatives: line.initiatives,
                isDraft: false
            ).run(by: officer, lawbook: lawbook, on: store)
        }
        return id
    }

    private func submitted(
        _ title: String, at unit: String, _ lines: [Line], number: Int, by officer: Actor
    ) async throws -> ID<Dossier> {
        let id = try await draft(title, at: unit, lines, by: officer)
        let letter = "\(number)/TTr-\(unit == "SYT" ? "SYT" : "UBND")"
        _ = try await ChangeDossier(
            id: id, version: try await version(id), title: title, letterNumber: letter, letterOn: "03/12/2025",
            letterText:
                "Kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh xét, khen thưởng các tập thể, cá nhân có tên trong danh sách."
        ).run(by: officer, on: store)
        var keys: Set<String> = []
        for line in lines {
            for paper in lawbook.requiredPapers(for: line.code, category: .merit, on: DemoTime.today)
            where paper.isRequired && keys.insert(paper.key).inserted {
                _ = try await AddAttachment(
                    dossierID: id, nominationID: nil, paperKey: paper.key,
                    paperNumber: paper.key == "to_trinh" ? letter : "\(number + keys.count)/BC", paperOn: "03/12/2025",
                    fileName: "\(paper.key).pdf", content: SmallPDF.page([paper.name, title, letter])
                ).run(by: officer, lawbook: lawbook, files: files, on: store)
            }
        }
        _ = try await SubmitDossier(id: id, version: try await version(id)).run(
            by: officer, lawbook: lawbook, on: store)
        return id
    }

    private func received(
        _ title: String, at unit: String, _ lines: [Line], number: Int, by officer: Actor, _ specialist: Actor
    ) async throws -> ID<Dossier> {
        let id = try await submitted(title, at: unit, lines, number: number, by: officer)
        _ = try await ReceiveDossier(id: id, version: try await version(id)).run(
            by: specialist, lawbook: lawbook, on: store)
        return id
    }

    @discardableResult
    private func appraised(
        _ title: String, at unit: String, _ lines: [Line], number: Int, by officer: Actor, _ specialist: Actor
    ) async throws -> ID<Dossier> {
        let id = try await received(title, at: unit, lines, number: number, by: officer, specialist)
        let nominations = try await store.read { tx in try NominationRecords.nominations(of: id, in: tx) }
        for nomination in nominations {
            for finding in nomination.assessment?.findings ?? []
            where finding.verdict == .undecided && finding.needsOfficer {
                try await JudgeFinding(
                    dossierID: id, nominationID: nomination.id, criterion: finding.id, judgement: .met,
                    reason: "Đã đối chiếu báo cáo thành tích và biên bản bình xét của đơn vị."
                ).run(by: specialist, lawbook: lawbook, on: store)
            }
            try await AppraiseNomination(dossierID: id, nominationID: nomination.id, opinion: .propose, reason: "")
                .run(by: specialist, lawbook: lawbook, on: store)
        }
        _ = try await AppraiseDossier(id: id, version: try await version(id)).run(
            by: specialist, lawbook: lawbook, on: store)
        return id
    }
}
