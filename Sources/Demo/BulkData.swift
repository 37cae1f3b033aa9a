import Actions
import Domain
import Law
import Primitives
import Records
import Store

/// Data by the hundred thousand, for measurements only: invented names on the roll, and dossiers ready to be submitted.
public enum BulkData {
    /// Adds entries to the roll, a few hundred for each day of the last thirty years.
    public static func addCommendations(
        _ count: Int, to store: any Store, progress: @escaping @Sendable (Int) -> Void
    ) async throws {
        let surnames = [
            "Nguyễn", "Hoàng", "Nông", "Triệu", "Lý", "Bàn", "Đàm", "Hà", "Lường", "Ma", "Vi", "Phùng", "Đặng", "Lê",
            "Trần", "Vũ",
        ]
        let middles = ["Văn", "Thị", "Đức", "Minh", "Thu", "Quang", "Ngọc", "Thanh"]
        let given = [
            "An", "Ánh", "Bình", "Cường", "Dung", "Dũng", "Đào", "Đức", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hoa",
            "Hùng", "Hương",
            "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Oanh", "Phúc", "Quỳnh", "Sơn", "Tâm", "Thảo", "Tuấn",
            "Uyên", "Yến",
        ]
        let codes: [(CatalogueCode, String)] = [
            ("LDTT", "Lao động tiên tiến"), ("CSTDCS", "Chiến sĩ thi đua cơ sở"),
            ("BKT", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),
            ("GK", "Giấy khen"),
        ]
        let units = try await store.read { tx in try UnitRecords.everyUnit(in: tx) }
        guard !units.isEmpty, let lastDay = CivilDate(year: 2025, month: 6, day: 30) else { return }
        let perDay = max(1, count / 10_000)
        let batch = 2000
        for start in stride(from: 0, to: count, by: batch) {
            try await store.write { tx in
                for index in start..<min(start + batch, count) {
                    let day = lastDay.adding(days: -(index / perDay))
                    let unit = units[(index &* 7919) % units.count]
                    let (code, awardName) = codes[index % codes.count]
                    let name = [
                        surnames[(index &* 31) % surnames.count], middles[(index / 16 &* 17) % middles.count],
                        given[(index / 7 &* 13) % given.count],
                    ].joined(separator: " ")
                    let entry = Commendation(
                        id: ID(at: tx.now), position: Commendation.firstPosition(of: day) + 5_000_000 + index % perDay,
                        code: code,
                        subject: .individual, personID: nil, unitID: nil, homeUnitID: unit.id, recipientName: name,
                        recipientDetail: "Cán bộ", unitName: unit.name, year: day.year, category: .merit,
                        achievement: "Hoàn thành tốt nhiệm vụ", decisionNumber: "\(index % 4000 + 1)/QĐ-UBND",
                        decidedOn: day,
                        issuer: "Chủ tịch Ủy ban nhân dân", certificateCode: "DO-\(index)")
                    try RollRecords.insert(entry, awardName: awardName, in: tx)
                }
            }
            progress(min(start + batch, count))
        }
    }

    /// Adds dossiers of all living units, in all states, without nominations, over ten years: what a province's list is long of.
    public static func addDossiers(_ count: Int, by actor: Actor, to store: any Store) async throws {
        let (units, receiver) = try await store.read { tx in
            (
                try UnitRecords.everyUnit(in: tx).filter { $0.exists(on: tx.today) && $0.kind != .province },
                try UnitRecords.standingBody(on: tx.today, in: tx)
            )
        }
        guard let receiver, !units.isEmpty else { return }
        let states: [Dossier.State] = [
            .submitted, .received, .appraised, .considered, .decided, .decided, .returned, .draft,
        ]
        for start in stride(from: 0, to: count, by: 1000) {
            try await store.write { tx in
                for index in start..<min(start + 1000, count) {
                    let unit = units[(index &* 7919) % units.count]
                    let moment = tx.now - .seconds(index * (10 * 365 * 86_400 / count))
                    // What is open is this year's; the years before are done.
                    let isOpen = moment.day.year == tx.today.year
                    let state = isOpen ? states[index % states.count] : index % 10 == 0 ? .withdrawn : .decided
                    let dossier = Dossier(
                        id: ID(at: tx.now), number: try DossierRecords.nextNumber(year: moment.day.year, in: tx),
                        title: "Đề nghị khen thưởng số \(index)", category: .merit, year: moment.day.year,
                        level: .province,
                        state: state, submittingUnitID: unit.id, receivingUnitID: receiver.id,
                        createdBy: actor.accountID,
                        createdAt: moment, updatedBy: actor.accountID, updatedAt: moment, submittedAt: moment)
                    try DossierRecords.insert(dossier, unitName: unit.name, in: tx)
                }
            }
        }
    }

    /// Makes dossiers of one unit that lack nothing but the submission.
    /// - Returns: their identities and versions.
    public static func addDrafts(
        _ count: Int, of unitID: ID<Unit>, by actor: Actor, lawbook: Lawbook, files: FileStore, to store: any Store
    ) async throws -> [(id: ID<Dossier>, version: Int)] {
        var made: [(id: ID<Dossier>, version: Int)] = []
        let paperContent = SmallPDF.page(["Van ban dung de do"])
        let paperHash = try await files.store(paperContent)
        for start in stride(from: 0, to: count, by: 200) {
            made += try await store.write { tx in
                try (start..<min(start + 200, count)).map { index in
                    let id = try CreateDossier(
                        title: "Hồ sơ đo tốc độ \(index)", category: .merit, year: tx.today.year, level: .province,
                        unitID: unitID,
                        movementID: nil
                    ).run(by: actor, in: tx)
                    let nominationID = try AddNomination(dossierID: id, choice: .household(name: "Hộ số \(index)"))
                        .run(by: actor, lawbook: lawbook, in: tx)
                    guard var dossier = try DossierRecords.dossier(id, in: tx),
                        var nomination = try NominationRecords.nomination(nominationID, of: id, in: tx)
                    else { throw Problem.notFound("hồ sơ vừa lập") }
                    nomination.summary = "Đóng góp đất làm đường."
                    try NominationRecords.update(nomination, expecting: 1, by: actor, in: tx)
                    dossier.letterNumber = "\(index)/TTr-UBND"
                    dossier.letterOn = tx.today
                    try DossierRecords.update(dossier, expecting: 1, by: actor, unitName: "", in: tx)
                    for paper in lawbook.requiredPapers(for: nomination.code, category: .merit, on: tx.today)
                    where paper.isRequired {
                        try AttachmentRecords.insert(
                            Attachment(
                                id: ID(at: tx.now), subject: .dossier, subjectID: id.rawValue, nominationID: nil,
                                paperKey: paper.key, paperNumber: "1", paperOn: tx.today, fileName: "do.pdf",
                                fileKind: .pdf,
                                fileHash: paperHash, byteCount: paperContent.count, uploadedBy: actor.accountID,
                                uploadedByName: actor.name, uploadedAt: tx.now), in: tx)
                    }
                    return (id, 2)
                }
            }
        }
        return made
    }
}
