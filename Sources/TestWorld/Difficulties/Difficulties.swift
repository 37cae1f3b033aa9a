import Actions
import Domain
import Primitives
import Records
import Store

extension World {
    /// A difficulty of `commune`, raised by its officer and brought by the specialist as far as wanted.
    public func difficulty(
        _ subject: String = "Chưa rõ cách tính thời gian công tác", until state: Difficulty.State = .waiting,
        mayNameUnit: Bool = false, file: RaiseDifficulty.File? = nil, of unit: ID<Unit>? = nil, by asker: Actor? = nil
    ) async throws -> Difficulty {
        let id = try await RaiseDifficulty(
            unitID: unit ?? commune, theme: "dossier", subject: subject,
            text: "Đơn vị mới sáp nhập, chưa rõ cách tính.\nĐề nghị hướng dẫn.", mayNameUnit: mayNameUnit,
            pageAddress: "/ho-so/moi", pageTitle: "Lập hồ sơ", file: file
        ).run(by: asker ?? officer, lawbook: lawbook, files: files, on: store)
        var version = 1
        if state != .waiting {
            try await AssignDifficulty(id: id, version: version, handler: specialist.accountID.rawValue).run(
                by: specialist, on: store)
            version += 1
        }
        if state == .askedBack {
            try await AskBack(id: id, version: version, text: "Cho biết ngày sáp nhập.").run(by: specialist, on: store)
        }
        if state == .answered || state == .closed {
            try await AnswerDifficulty(id: id, version: version, text: "Tính cả thời gian trước sáp nhập.", basis: "")
                .run(by: specialist, lawbook: lawbook, on: store)
            version += 1
        }
        if state == .closed { try await CloseDifficulty(id: id, version: version).run(by: officer, on: store) }
        return try await difficulty(id)
    }

    public func difficulty(_ id: ID<Difficulty>) async throws -> Difficulty {
        try await store.read { tx in
            guard let difficulty = try DifficultyRecords.difficulty(id, in: tx) else {
                throw Problem.notFound("vướng mắc này")
            }
            return difficulty
        }
    }
}
